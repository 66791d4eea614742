// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import {
  allCpus,
  beyond,
  type CpuSet,
  formatCpuSet,
  intersect,
  isBad,
  numaDemandsOf,
  subtract,
  union,
  unknown,
  usesMap,
} from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

export const numaCpus: FlavorRule = {
  id: "FL414",
  name: "numa-cpus",
  scope: "flavor",
  severity: "error",
  what: "Each vCPU is in exactly one of hw:numa_cpus.N.",
  why: "Nova refuses every server with 400 when a vCPU is in two nodes, in none, or does not exist.",
  sources: [`${hardware} _get_numa_topology_manual`],
  *check(flavor, { release }) {
    const numa = numaDemandsOf(flavor, release);
    const { vcpus } = flavor;
    if (!usesMap(numa) || vcpus === undefined) return;
    const sets = numa.cpus.map((set) => (set === unknown || isBad(set) ? undefined : set));
    let taken: CpuSet = [];
    for (const [node, set] of sets.entries()) {
      if (set === undefined) continue;
      const key = `hw:numa_cpus.${node}`;
      const outside = beyond(set, vcpus);
      const twice = intersect(set, taken);
      taken = union([...taken, ...set]);
      if (outside.length > 0)
        yield {
          message: `NUMA node ${node} has CPU ${formatCpuSet(outside)}, which the flavor has not got`,
          at: flavor.atSpec(key),
          seen: flavor.spec(key),
          allowed: vcpus === 1 ? "0" : `0-${vcpus - 1}`,
        };
      if (twice.length > 0)
        yield {
          message: `CPU ${formatCpuSet(twice)} of NUMA node ${node} is in an earlier node too`,
          at: flavor.atSpec(key),
          seen: flavor.spec(key),
        };
    }
    const missing = subtract(allCpus(vcpus), taken);
    if (missing.length > 0 && sets.every((set) => set !== undefined))
      yield {
        message: `CPU ${formatCpuSet(missing)} is in no NUMA node`,
        at: flavor.atSpec("hw:numa_cpus.0"),
        seen: numa.cpus.map((_, node) => flavor.spec(`hw:numa_cpus.${node}`)).join(" | "),
        allowed: vcpus === 1 ? "0" : `0-${vcpus - 1}, each once`,
      };
  },
  failing: [
    {
      title: "a CPU in two nodes, another in none",
      flavors: [
        {
          vcpus: 5,
          ram: 4096,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0-2",
            "hw:numa_cpus.1": "2-3",
            "hw:numa_mem.0": "2048",
            "hw:numa_mem.1": "2048",
          },
        },
      ],
    },
    {
      title: "counted from 1",
      flavors: [
        { vcpus: 2, ram: 4096, extraSpecs: { "hw:numa_nodes": "1", "hw:numa_cpus.0": "1-2", "hw:numa_mem.0": "4096" } },
      ],
    },
  ],
  passing: [
    {
      title: "each in one",
      flavors: [
        {
          vcpus: 4,
          ram: 4096,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0,2",
            "hw:numa_cpus.1": "1,3",
            "hw:numa_mem.0": "2048",
            "hw:numa_mem.1": "2048",
          },
        },
      ],
    },
    {
      title: "one node",
      flavors: [
        { vcpus: 2, ram: 4096, extraSpecs: { "hw:numa_nodes": "1", "hw:numa_cpus.0": "0-1", "hw:numa_mem.0": "4096" } },
      ],
    },
  ],
};
