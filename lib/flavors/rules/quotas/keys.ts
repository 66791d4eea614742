// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { pythonInt } from "../../specs/values.ts";

/** The six throttles that Nova's libvirt driver gives to its own disks (nova/virt/libvirt/imagebackend.py, disk_qos). */
export const diskKeys = ["total", "read", "write"].flatMap((way) =>
  ["bytes", "iops"].map((unit) => `quota:disk_${way}_${unit}_sec`),
);

/** The number of an extra spec; undefined when it is absent, unresolved or no number. */
export function numberOf(flavor: Flavor, key: string): number | undefined {
  const value = flavor.spec(key);
  return value === undefined ? undefined : pythonInt(value);
}

/** True when every disk is the image's or a volume: Nova makes none whose size it knows. Undefined sizes may be some. */
export function hasNoSizedDisk(flavor: Flavor): boolean {
  return flavor.disk === 0 && flavor.ephemeral === 0 && flavor.swap === 0;
}
