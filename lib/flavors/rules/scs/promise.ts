// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { ScsName } from "../../names/scs-name.ts";
import { scsCpuTypes, scsDiskTypes } from "../../tables/scs-parts.ts";

/** A figure that an SCS name promises and the flavor does not give. */
export interface BrokenPromise {
  readonly field: "vcpus" | "ram" | "disk" | "ephemeral";
  /** What the name promises, `5 GiB of RAM`. */
  readonly promise: string;
  readonly seen: string;
  readonly allowed: string;
}

/** Everything that the name promises beyond the flavor's figures. Unknown figures break nothing. */
export function* brokenPromises(name: ScsName, flavor: Flavor): Iterable<BrokenPromise> {
  const { vcpus, ram, disk, ephemeral } = flavor;
  const { count = 1, size = 0 } = name.disk ?? {};
  const mib = name.ram.gib * 1024;
  if (vcpus !== undefined && vcpus < name.cpu.count)
    yield {
      field: "vcpus",
      promise: `${name.cpu.count} vCPUs`,
      seen: String(vcpus),
      allowed: `at least ${name.cpu.count}`,
    };
  if (ram !== undefined && ram < mib)
    yield {
      field: "ram",
      promise: `${name.ram.gib} GiB of RAM`,
      seen: `${ram} MiB`,
      allowed: `at least ${mib} MiB`,
    };
  if (disk !== undefined && disk < size)
    yield {
      field: "disk",
      promise: `a root disk of ${size} GB`,
      seen: `${disk} GB`,
      allowed: `at least ${size} GB`,
    };
  // The disks of a bare machine are its own; Nova gives one root disk and splits the ephemeral space.
  const further = (count - 1) * size;
  if (name.hypervisor !== "bms" && ephemeral !== undefined && ephemeral < further)
    yield {
      field: "ephemeral",
      promise: `${count} disks of ${size} GB`,
      seen: `${ephemeral} GB beside the root disk`,
      allowed: `at least ${further} GB beside the root disk`,
    };
}

const cpuRank: readonly string[] = Object.values(scsCpuTypes);

export function isCpuType(value: string): boolean {
  return cpuRank.includes(value);
}

/** True when vCPUs of this `scs:cpu-type` are at least what the name says. */
export function cpuTypeKeeps(name: ScsName, type: string): boolean {
  return cpuRank.indexOf(type) >= cpuRank.indexOf(scsCpuTypes[name.cpu.type]);
}

const diskTypes: readonly string[] = Object.values(scsDiskTypes);

export function isDiskType(value: string): boolean {
  return diskTypes.includes(value);
}

/** True when a disk of this `scs:diskN-type` is at least what the name says. Nothing replaces network storage. */
export function diskTypeKeeps(name: ScsName, type: string): boolean {
  const promised = name.disk?.type;
  if (promised === undefined) return true;
  const wanted = scsDiskTypes[promised];
  return type === wanted || (wanted !== "network" && diskTypes.indexOf(type) > diskTypes.indexOf(wanted));
}
