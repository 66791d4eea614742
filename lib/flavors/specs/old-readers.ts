// SPDX-License-Identifier: Apache-2.0
import { type Release, releaseName } from "../release.ts";
import { lookupSpec } from "./lookup.ts";

/** The filter that takes keys without a namespace for its own, nova/scheduler/filters/aggregate_instance_extra_specs.py. */
export const aggregateFilter = "AggregateInstanceExtraSpecsFilter";

/**
 * Who reads an extra spec that the validators of microversion 2.86 refuse: it works when it is set with an older microversion. Undefined
 * when nobody does, or when the validators take it.
 */
export function oldReader(key: string, release: Release): string | undefined {
  if (lookupSpec(key, release).kind !== "unknown-key") return undefined;
  const since = novaReads.get(key);
  if (since !== undefined) return since <= release ? "nova" : undefined;
  const [namespace, capability, ...rest] = key.split(":");
  return namespace === "capabilities" && rest.length === 0 && ironicCapabilities.has(capability ?? "")
    ? "ironic"
    : undefined;
}

/** True for a value that the validators refuse and Nova reads: `optional` is one of its three answers to Secure Boot. */
export function hasOldReader(key: string, value: string): boolean {
  return key === "os:secure_boot" && value === "optional";
}

/** First point release of a series that takes the key, when a backport brought it: earlier ones refuse it at 2.86. */
export function pointRelease(key: string, release: Release): string | undefined {
  return cpuLimits.has(key) ? (backports.get(release) ?? undefined) : undefined;
}

/** `hw:cpu_max_cores` as the validators called it by mistake, and nobody read it. */
export function misnamed(key: string): string | undefined {
  return /^hw:max_cpu_(sockets|cores|threads)$/.test(key) ? key.replace("max_cpu", "cpu_max") : undefined;
}

/** For messages: `nova 2025.1`. */
export function novaOf(release: Release): string {
  return `nova ${releaseName(release)}`;
}

const cpuLimits: ReadonlySet<string> = new Set(["hw:cpu_max_sockets", "hw:cpu_max_cores", "hw:cpu_max_threads"]);

/** The wheels of nova: the validators of 30.2.1 and 31.1.0 have the wrong name, those of 30.3.0 and 31.2.0 the right one. */
const backports: ReadonlyMap<Release, string> = new Map([
  [30, "30.3.0"],
  [31, "31.2.0"],
]);

/** Key → first release that reads it: nova/virt/hardware.py, nova/scheduler/filters/compute_capabilities_filter.py. */
const novaReads: ReadonlyMap<string, Release> = new Map([
  ["hw:maxphysaddr_mode", 29],
  ["hw:maxphysaddr_bits", 29],
  ...[...cpuLimits].map((key) => [key, 0] as const),
]);

/** Capabilities of nodes that Ironic's and TripleO's documentation name; the host manager puts them among the statistics. */
const ironicCapabilities: ReadonlySet<string> = new Set([
  "boot_mode",
  "boot_option",
  "cpu_aes",
  "cpu_arch",
  "cpu_hugepages",
  "cpu_hugepages_1g",
  "cpu_txt",
  "cpu_vt",
  "disk_label",
  "iscsi_boot",
  "node",
  "profile",
  "raid_level",
  "secure_boot",
  "server_model",
  "trusted_boot",
]);
