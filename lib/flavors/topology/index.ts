// SPDX-License-Identifier: Apache-2.0
export { beyond, type CpuDemands, cpuDemandsOf, type CpuPolicy, pins, resourceKeys } from "./cpu-demands.ts";
export {
  allCpus,
  type BadCpuItem,
  type CpuSet,
  formatCpuSet,
  intersect,
  isBad,
  parseCpuSet,
  passesCpuPattern,
  sizeOf,
  subtract,
  union,
} from "./cpu-set.ts";
export { fits, type GuestCpus, type GuestPart, guestParts } from "./guest-cpus.ts";
export { mostNodes, type NumaDemands, numaDemandsOf, splitsEvenly, usesMap } from "./numa.ts";
export { formatKib, meantPageSize, type PageSize, parsePageSize, passesPageSizePattern } from "./page-size.ts";
export { type Maybe, read, unknown } from "./reading.ts";
