// SPDX-License-Identifier: Apache-2.0
import type { Fix, FixEdit } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { type NumaDemands, numaDemandsOf, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const prefixes = ["hw:numa_cpus", "hw:numa_mem"] as const;

export const numaMap: FlavorRule = {
  id: "FL413",
  name: "numa-map",
  scope: "flavor",
  severity: "error",
  what: "A NUMA map is whole: hw:numa_cpus.N and hw:numa_mem.N for each of hw:numa_nodes, counted from 0 without a gap.",
  why: "Nova stops reading at the first missing number. Half a map is refused with 400 ImageNUMATopologyIncomplete for every server; a map that does not begin at 0 does nothing (warning).",
  sources: [`${hardware} numa_get_constraints, _get_constraint_mappings_from_flavor`],
  fix: "suggested",
  *check(flavor, { release }) {
    const numa = numaDemandsOf(flavor, release);
    const { nodes, cpus, memory, strays, triggers } = numa;
    // Without a topology the whole map is idle: the rule on idle companions says so.
    if (triggers.length === 0 || flavor.specsOpen) return;
    const fix = renumber(flavor, numa);
    const stray = strays[0];
    if (stray !== undefined)
      yield {
        message: `Nova never reads ${strays.join(", ")}`,
        at: flavor.atSpecKey(stray),
        severity: "warning",
        seen: flavor.spec(stray),
        allowed: "numbers from 0, without a gap",
        hint: cpus.length === 0 && memory.length === 0 ? "the map does nothing: nodes are made equal" : undefined,
        fix,
      };
    if (nodes === unknown) return;
    const wanted = nodes ?? 1;
    if ((cpus.length === 0 && memory.length === 0) || (cpus.length === wanted && memory.length === wanted)) return;
    yield {
      message: `the map has CPUs for ${cpus.length} and memory for ${memory.length} of ${wanted} NUMA ${wanted === 1 ? "node" : "nodes"}: no server boots`,
      at: flavor.atSpecKey(cpus.length > 0 ? "hw:numa_cpus.0" : "hw:numa_mem.0"),
      seen: mapKeys(flavor).join(", "),
      allowed: `hw:numa_cpus.0 to .${wanted - 1} and hw:numa_mem.0 to .${wanted - 1}`,
      hint:
        cpus.length === memory.length && strays.length === 0
          ? `set hw:numa_nodes to ${cpus.length}, or map ${wanted}`
          : "complete the map, or remove it: nodes are then made equal",
      fix:
        cpus.length === memory.length && strays.length === 0
          ? suggest(`set hw:numa_nodes to ${cpus.length}`, setSpec(flavor, "hw:numa_nodes", String(cpus.length)))
          : undefined,
    };
  },
  failing: [
    {
      title: "counted from 1: does nothing",
      flavors: [
        {
          vcpus: 4,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.1": "0-1",
            "hw:numa_cpus.2": "2-3",
            "hw:numa_mem.1": "2048",
            "hw:numa_mem.2": "2048",
          },
        },
      ],
    },
    {
      title: "CPUs without memory",
      flavors: [{ vcpus: 4, extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "0-1", "hw:numa_cpus.1": "2-3" } }],
    },
    {
      title: "a map of two without hw:numa_nodes",
      flavors: [
        {
          vcpus: 2,
          ram: 4096,
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": "2048",
            "hw:numa_mem.1": "2048",
          },
        },
      ],
    },
  ],
  passing: [
    {
      title: "whole",
      flavors: [
        {
          vcpus: 4,
          ram: 4096,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0-1",
            "hw:numa_cpus.1": "2-3",
            "hw:numa_mem.0": "1024",
            "hw:numa_mem.1": "3072",
          },
        },
      ],
    },
    { title: "no map", flavors: [{ vcpus: 4, extraSpecs: { "hw:numa_nodes": "2" } }] },
  ],
};

function mapKeys(flavor: Flavor): string[] {
  return [...flavor.specs.keys()].filter((key) => prefixes.some((prefix) => key.startsWith(`${prefix}.`)));
}

/** A map that is whole but for where it begins to count: each number goes down by as much. */
function renumber(flavor: Flavor, { nodes, cpus, memory }: NumaDemands): Fix | undefined {
  if (cpus.length > 0 || memory.length > 0 || nodes === unknown) return undefined;
  const [forCpus, forMemory] = prefixes.map((prefix) =>
    mapKeys(flavor)
      .filter((key) => key.startsWith(`${prefix}.`))
      .map((key) => key.slice(prefix.length + 1))
      .filter((index) => /^[1-9][0-9]{0,2}$/.test(index))
      .map(Number)
      .toSorted((a, b) => a - b),
  ) as [number[], number[]];
  const [least] = forCpus;
  const count = nodes ?? 1;
  const whole = (list: readonly number[]): boolean =>
    list.length === count && list.every((index, at) => index === (least as number) + at);
  if (least === undefined || mapKeys(flavor).length !== 2 * count || !whole(forCpus) || !whole(forMemory))
    return undefined;
  const edits = prefixes.flatMap((prefix) =>
    forCpus.map((index, at): FixEdit => ({
      op: "rename",
      path: flavor.specPath(`${prefix}.${index}`),
      key: `${prefix}.${at}`,
    })),
  );
  return suggest("count the nodes from 0", ...edits);
}
