// SPDX-License-Identifier: Apache-2.0
import { Unresolved } from "../definition.ts";
import type { Flavor } from "../flavor.ts";
import { looseBool, pythonInt, pythonStrip } from "../specs/values.ts";
import { allCpus, type BadCpuItem, type CpuSet, isBad, parseCpuSet, subtract } from "./cpu-set.ts";
import { type Maybe, read, readWord, unknown } from "./reading.ts";

export const cpuPolicies = ["dedicated", "shared", "mixed"] as const;
export type CpuPolicy = (typeof cpuPolicies)[number];

/** What a flavor says about its CPUs, as nova/virt/hardware.py takes it; an image that says nothing is assumed. */
export interface CpuDemands {
  /** `hw:cpu_policy`. */
  readonly policy: Maybe<CpuPolicy | undefined>;
  /** What Nova goes by: `resources:PCPU` means dedicated, `resources:VCPU` shared, and then the policy itself. */
  readonly effective: Maybe<CpuPolicy | undefined>;
  /** Sum over `resources:VCPU`, `resources1:VCPU`, …; groups that are not numbers do not count. */
  readonly vcpuResources: Maybe<number>;
  /** Likewise for PCPU. */
  readonly pcpuResources: Maybe<number>;
  readonly threadPolicy: Maybe<"prefer" | "isolate" | "require" | undefined>;
  /** Key of the first `trait:HW_CPU_HYPERTHREADING`, whatever its numbered group. */
  readonly hyperthreading: string | undefined;
  readonly emulator: Maybe<"share" | "isolate" | undefined>;
  readonly realtime: Maybe<boolean>;
  /** `hw:cpu_dedicated_mask` worked out for the flavor's vCPUs. */
  readonly dedicatedMask: Maybe<CpuSet | BadCpuItem | undefined>;
  /** `hw:cpu_realtime_mask`, likewise, be realtime on or not. */
  readonly realtimeMask: Maybe<CpuSet | BadCpuItem | undefined>;
}

/** Nova matches the beginning of the key alone. */
const vcpuKey = /^resources([1-9][0-9]*)?:VCPU/;
const pcpuKey = /^resources([1-9][0-9]*)?:PCPU/;
const hyperthreadingKey = /^trait([1-9][0-9]*)?:HW_CPU_HYPERTHREADING/;

const demands = new WeakMap<Flavor, CpuDemands>();

/** Worked out once a flavor. */
export function cpuDemandsOf(flavor: Flavor): CpuDemands {
  let found = demands.get(flavor);
  if (found === undefined) demands.set(flavor, (found = workOut(flavor)));
  return found;
}

/** True when every CPU or some are pinned, false when none is. */
export function pins(policy: Maybe<CpuPolicy | undefined>): Maybe<boolean> {
  return policy === unknown ? unknown : policy === "dedicated" || policy === "mixed";
}

/** Keys of `resources…:VCPU` (or PCPU) that count, for places. */
export function resourceKeys(flavor: Flavor, name: "VCPU" | "PCPU"): string[] {
  const pattern = name === "VCPU" ? vcpuKey : pcpuKey;
  return [...flavor.specs].filter(([key, value]) => pattern.test(key) && pythonInt(value)).map(([key]) => key);
}

function workOut(flavor: Flavor): CpuDemands {
  const policy = readWord(flavor, "hw:cpu_policy", cpuPolicies);
  const vcpuResources = sumOf(flavor, vcpuKey);
  const pcpuResources = sumOf(flavor, pcpuKey);
  const realtime = read(flavor, "hw:cpu_realtime");
  return {
    policy,
    effective: effectiveOf(policy, vcpuResources, pcpuResources),
    vcpuResources,
    pcpuResources,
    threadPolicy: readWord(flavor, "hw:cpu_thread_policy", ["prefer", "isolate", "require"]),
    hyperthreading: [...flavor.specs].find(([key, value]) => hyperthreadingKey.test(key) && value !== "")?.[0],
    emulator: readWord(flavor, "hw:emulator_threads_policy", ["share", "isolate"]),
    realtime: realtime === unknown ? unknown : realtime !== undefined && looseBool(realtime),
    dedicatedMask: maskOf(flavor, "hw:cpu_dedicated_mask"),
    realtimeMask: maskOf(flavor, "hw:cpu_realtime_mask"),
  };
}

function effectiveOf(
  policy: Maybe<CpuPolicy | undefined>,
  vcpus: Maybe<number>,
  pcpus: Maybe<number>,
): Maybe<CpuPolicy | undefined> {
  if (pcpus === unknown || vcpus === unknown) return unknown;
  return pcpus !== 0 ? "dedicated" : vcpus !== 0 ? "shared" : policy;
}

/** Amounts that are no numbers count as nothing. */
function sumOf(flavor: Flavor, pattern: RegExp): Maybe<number> {
  if (flavor.specsOpen) return unknown;
  if (flavor.definition.specs.some(({ key, value }) => value instanceof Unresolved && pattern.test(key)))
    return unknown;
  let sum = 0;
  for (const [key, value] of flavor.specs) if (pattern.test(key)) sum += pythonInt(value) ?? 0;
  return sum;
}

/** A mask that begins with a caret means all CPUs but those. */
function maskOf(flavor: Flavor, key: string): Maybe<CpuSet | BadCpuItem | undefined> {
  const text = read(flavor, key);
  if (text === unknown || text === undefined) return text;
  const set = parseCpuSet(text);
  if (isBad(set) || !pythonStrip(text).startsWith("^")) return set;
  if (flavor.vcpus === undefined) return unknown;
  return parseCpuSet(`0-${flavor.vcpus - 1},${text}`);
}

/** CPUs of the mask that the flavor has not got. */
export function beyond(mask: CpuSet, vcpus: number): CpuSet {
  return subtract(mask, allCpus(vcpus));
}
