// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import { newestRelease, type Release } from "../release.ts";
import { pythonInt, pythonIntText } from "../specs/values.ts";
import { cpuDemandsOf, pins } from "./cpu-demands.ts";
import { type BadCpuItem, type CpuSet, parseCpuSet } from "./cpu-set.ts";
import { type PageSize, parsePageSize } from "./page-size.ts";
import { type Maybe, read, unknown } from "./reading.ts";

/** The NUMA topology that a flavor asks for, as nova/virt/hardware.py works it out. */
export interface NumaDemands {
  /** `hw:numa_nodes`; unknown when it is no number that Nova takes. */
  readonly nodes: Maybe<number | undefined>;
  readonly pageSize: Maybe<PageSize | undefined>;
  /** Extra specs that give the VM a topology, in the order Nova asks for them; empty: none, and a map is not read. */
  readonly triggers: readonly string[];
  /** False when a trigger may be missing from the list, since its value is unknown. */
  readonly complete: boolean;
  /** `hw:numa_cpus.0`, `.1`, … as far as they go without a gap. */
  readonly cpus: readonly Maybe<CpuSet | BadCpuItem>[];
  /** `hw:numa_mem.0`, `.1`, … in MiB. */
  readonly memory: readonly Maybe<number>[];
  /** Keys of the map that Nova never reads: after a gap, not counted from 0, `.00`. */
  readonly strays: readonly string[];
}

/** Nova reads no more (objects/image_meta.py NUMA_NODES_MAX). */
export const mostNodes = 128;

/** Since Victoria pinned CPUs alone make Nova read the map. */
const pinsRead: Release = 22;

const found = { before: new WeakMap<Flavor, NumaDemands>(), since: new WeakMap<Flavor, NumaDemands>() } as const;

/** Worked out once a flavor. */
export function numaDemandsOf(flavor: Flavor, release: Release = newestRelease): NumaDemands {
  const pinning = release >= pinsRead;
  const known = pinning ? found.since : found.before;
  let demands = known.get(flavor);
  if (demands === undefined) known.set(flavor, (demands = workOut(flavor, pinning)));
  return demands;
}

/** The map is used: Nova builds a topology and both lists are there as long as there are nodes. */
export function usesMap({ triggers, nodes, cpus, memory }: NumaDemands): boolean {
  return triggers.length > 0 && nodes !== unknown && cpus.length === (nodes ?? 1) && memory.length === (nodes ?? 1);
}

/** Nova divides vCPUs and memory evenly among the nodes: a topology and no map. */
export function splitsEvenly({ triggers, cpus, memory }: NumaDemands): boolean {
  return triggers.length > 0 && cpus.length === 0 && memory.length === 0;
}

function workOut(flavor: Flavor, pinning: boolean): NumaDemands {
  const nodes = nodesOf(flavor);
  const pageText = read(flavor, "hw:mem_page_size");
  const pageSize = pageText === unknown || pageText === undefined ? pageText : (parsePageSize(pageText) ?? unknown);
  const pinned = pins(cpuDemandsOf(flavor).effective);
  const pmem = read(flavor, "hw:pmem");
  const reasons: readonly (readonly [string, Maybe<boolean>])[] = [
    ["hw:numa_nodes", nodes === unknown ? unknown : nodes !== undefined],
    // A page size of 0 is "not asked" to Nova.
    ["hw:mem_page_size", pageSize === unknown ? unknown : Boolean(pageSize)],
    [
      "hw:pmem",
      pmem === unknown ? unknown : pmem !== undefined && pmem.split(",").some((label) => label.trim() !== ""),
    ],
    [cpuDemandsOf(flavor).pcpuResources === 0 ? "hw:cpu_policy" : "resources:PCPU", pinning && pinned],
  ];
  const cpus = listOf(flavor, "hw:numa_cpus", parseCpuSet);
  const memory = listOf(flavor, "hw:numa_mem", (text) => pythonInt(text) ?? unknown);
  return {
    nodes,
    pageSize,
    triggers: reasons.filter(([, given]) => given === true).map(([key]) => key),
    complete: reasons.every(([, given]) => given !== unknown),
    cpus,
    memory,
    strays: [...flavor.specs.keys()].filter(
      (key) => isStray(key, "hw:numa_cpus.", cpus.length) || isStray(key, "hw:numa_mem.", memory.length),
    ),
  };
}

function nodesOf(flavor: Flavor): Maybe<number | undefined> {
  const text = read(flavor, "hw:numa_nodes");
  if (text === unknown || text === undefined) return text;
  const count = pythonInt(text);
  // Nova wants it as Python would print it.
  return count !== undefined && count >= 1 && pythonIntText(text) === text ? count : unknown;
}

function listOf<T>(flavor: Flavor, prefix: string, parse: (text: string) => Maybe<T>): Maybe<T>[] {
  const list: Maybe<T>[] = [];
  while (list.length < mostNodes && flavor.hasSpec(`${prefix}.${list.length}`)) {
    const text = read(flavor, `${prefix}.${list.length}`);
    list.push(text === unknown || text === undefined ? unknown : parse(text));
  }
  return list;
}

function isStray(key: string, prefix: string, length: number): boolean {
  if (!key.startsWith(prefix)) return false;
  const index = key.slice(prefix.length);
  return !(/^(0|[1-9][0-9]{0,2})$/.test(index) && Number(index) < length);
}
