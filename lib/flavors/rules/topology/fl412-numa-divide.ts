// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { numaDemandsOf, splitsEvenly, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:numa_nodes";

export const numaDivide: FlavorRule = {
  id: "FL412",
  name: "numa-divide",
  scope: "flavor",
  severity: "error",
  what: "vCPUs and RAM divide evenly among hw:numa_nodes, unless a map says what each node gets.",
  why: "Nova refuses every server with 400 ImageNUMATopologyAsymmetric.",
  sources: [`${hardware} _get_numa_topology_auto`],
  fix: "suggested",
  *check(flavor, { release }) {
    const numa = numaDemandsOf(flavor, release);
    const { nodes } = numa;
    const { vcpus, ram } = flavor;
    if (nodes === undefined || nodes === unknown || !splitsEvenly(numa)) return;
    const odd = [
      ...(vcpus !== undefined && vcpus % nodes !== 0 ? [`${vcpus} vCPUs`] : []),
      ...(ram !== undefined && ram % nodes !== 0 ? [`${ram} MiB`] : []),
    ];
    if (odd.length === 0) return;
    const fewer = vcpus === undefined || ram === undefined ? 1 : greatestCommonDivisorUpTo(vcpus, ram, nodes);
    yield {
      message: `${odd.join(" and ")} cannot be divided among ${nodes} NUMA nodes`,
      at: flavor.atSpec(key),
      seen: flavor.spec(key),
      allowed: fewer > 1 ? String(fewer) : undefined,
      hint: "take a number that divides both, or say what each node gets with hw:numa_cpus.N and hw:numa_mem.N",
      fix: fewer > 1 ? suggest(`set ${key} to ${fewer}`, setSpec(flavor, key, String(fewer))) : undefined,
    };
  },
  failing: [
    { title: "six vCPUs on four nodes", flavors: [{ vcpus: 6, ram: 8192, extraSpecs: { [key]: "4" } }] },
    { title: "odd RAM", flavors: [{ vcpus: 4, ram: 4097, extraSpecs: { [key]: "2" } }] },
  ],
  passing: [
    { title: "both divide", flavors: [{ vcpus: 6, ram: 6144, extraSpecs: { [key]: "3" } }] },
    {
      title: "a map",
      flavors: [
        {
          vcpus: 3,
          ram: 4096,
          extraSpecs: {
            [key]: "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1-2",
            "hw:numa_mem.0": "1024",
            "hw:numa_mem.1": "3072",
          },
        },
      ],
    },
  ],
};

/** Largest number below `limit` that divides both; at least 1. */
function greatestCommonDivisorUpTo(a: number, b: number, limit: number): number {
  // Nobody has more nodes; it also bounds the loop.
  for (let each = Math.min(limit - 1, 128); each > 1; each--) if (a % each === 0 && b % each === 0) return each;
  return 1;
}
