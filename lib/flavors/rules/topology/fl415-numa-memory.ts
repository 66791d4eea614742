// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { numaDemandsOf, unknown, usesMap } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

export const numaMemory: FlavorRule = {
  id: "FL415",
  name: "numa-memory",
  scope: "flavor",
  severity: "error",
  what: "hw:numa_mem.N add up to the flavor's RAM, both in MiB.",
  why: "Nova refuses every server with 400 ImageNUMATopologyMemoryOutOfRange.",
  sources: [`${hardware} _get_numa_topology_manual`],
  fix: "suggested",
  *check(flavor, { release }) {
    const numa = numaDemandsOf(flavor, release);
    const { ram } = flavor;
    const cells = numa.memory.filter((memory) => memory !== unknown);
    if (!usesMap(numa) || ram === undefined || cells.length !== numa.memory.length) return;
    const sum = cells.reduce((total, memory) => total + memory, 0);
    if (sum === ram) return;
    const last = `hw:numa_mem.${cells.length - 1}`;
    const rest = ram - (sum - (cells.at(-1) as number));
    yield {
      message: `the NUMA nodes have ${sum} MiB together, the flavor ${ram} MiB`,
      at: flavor.atSpec("hw:numa_mem.0"),
      seen: cells.join(" + "),
      allowed: String(ram),
      hint: "hw:numa_mem.N is in MiB",
      fix: rest > 0 ? suggest(`set ${last} to ${rest}`, setSpec(flavor, last, String(rest))) : undefined,
    };
  },
  failing: [
    {
      title: "too little",
      flavors: [
        {
          vcpus: 2,
          ram: 4096,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": "2048",
            "hw:numa_mem.1": "1024",
          },
        },
      ],
    },
    {
      title: "in GiB",
      flavors: [
        { vcpus: 2, ram: 4096, extraSpecs: { "hw:numa_nodes": "1", "hw:numa_cpus.0": "0-1", "hw:numa_mem.0": "4" } },
      ],
    },
  ],
  passing: [
    {
      title: "unequal but whole",
      flavors: [
        {
          vcpus: 2,
          ram: 4096,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": "3072",
            "hw:numa_mem.1": "1024",
          },
        },
      ],
    },
    { title: "no map", flavors: [{ vcpus: 2, ram: 4096, extraSpecs: { "hw:numa_nodes": "2" } }] },
  ],
};
