// SPDX-License-Identifier: Apache-2.0

/**
 * Pieces of an SCS flavor name, with the value that the matching property has.
 * Source: SovereignCloudStack/standards, Standards/scs-0100-v3-flavor-naming.md (v3.3), scs-0103-v1-standard-flavors.md (v1.2).
 */

/** Kinds of vCPU from the least to the most promised: letter → `scs:cpu-type`. */
export const scsCpuTypes = {
  L: "crowded-core",
  V: "shared-core",
  T: "dedicated-thread",
  C: "dedicated-core",
} as const;
export type ScsCpuType = keyof typeof scsCpuTypes;

/** Kinds of disk: letter → `scs:diskN-type`. h, s, p rise; n promises something else (live migration, survival of a node). */
export const scsDiskTypes = { n: "network", h: "hdd", s: "ssd", p: "nvme" } as const;
export type ScsDiskType = keyof typeof scsDiskTypes;

/** Without one it is KVM. */
export const scsHypervisors = ["kvm", "chy", "xen", "vmw", "hyv", "bms"] as const;
export type ScsHypervisor = (typeof scsHypervisors)[number];

/** Architecture letter → its newest generation; the oldest is 0, which also means "not said". */
export const scsArchitectures = { i: 6, z: 6, a: 5, r: 0 } as const;
export type ScsArchitecture = keyof typeof scsArchitectures;

/** GPU vendor letter → generations, oldest first. */
export const scsGpuGenerations = {
  N: ["f", "k", "m", "p", "v", "t", "a", "l", "g", "b", "u"],
  A: ["0.4", "0.5", "1", "1.1", "2", "2.1", "3", "3.1", "3.5", "4", "4.1", "5.1"],
  I: ["0.9", "0.95", "1", "2", "3", "4"],
} as const;
export type ScsGpuVendor = keyof typeof scsGpuGenerations;

/** Sizes of disks that the standard wants, GB. */
export const scsDiskSteps = [5, 10, 20, 50, 100, 200, 500, 1000] as const;
