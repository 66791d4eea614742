// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { threadPolicy } from "./fl401-thread-policy.ts";
import { emulatorIsolate } from "./fl402-emulator-isolate.ts";
import { maskPolicy } from "./fl403-mask-policy.ts";
import { mixedMask } from "./fl404-mixed-mask.ts";
import { maskBounds } from "./fl405-mask-bounds.ts";
import { realtimePolicy } from "./fl406-realtime-policy.ts";
import { realtimeMask } from "./fl407-realtime-mask.ts";
import { cpuSpecSyntax } from "./fl408-cpu-spec-syntax.ts";
import { cpuResources } from "./fl409-cpu-resources.ts";
import { pcpuCount } from "./fl410-pcpu-count.ts";
import { hyperthreadingTwice } from "./fl411-hyperthreading-twice.ts";
import { numaDivide } from "./fl412-numa-divide.ts";
import { numaMap } from "./fl413-numa-map.ts";
import { numaCpus } from "./fl414-numa-cpus.ts";
import { numaMemory } from "./fl415-numa-memory.ts";
import { pageSizeSyntax } from "./fl416-page-size-syntax.ts";
import { pageSizeImplausible } from "./fl417-page-size-implausible.ts";
import { pageSizeMultiple } from "./fl418-page-size-multiple.ts";
import { implicitNuma } from "./fl419-implicit-numa.ts";
import { lockedMemory } from "./fl420-locked-memory.ts";
import { topologyImpossible } from "./fl421-topology-impossible.ts";
import { topologyIgnored } from "./fl422-topology-ignored.ts";
import { tpm } from "./fl423-tpm.ts";
import { memoryEncryption } from "./fl424-memory-encryption.ts";

/** FL401–FL424: CPUs, NUMA nodes, memory pages and devices that Nova works out when a server boots. */
export const topologyRules: readonly FlavorRule[] = [
  threadPolicy,
  emulatorIsolate,
  maskPolicy,
  mixedMask,
  maskBounds,
  realtimePolicy,
  realtimeMask,
  cpuSpecSyntax,
  cpuResources,
  pcpuCount,
  hyperthreadingTwice,
  numaDivide,
  numaMap,
  numaCpus,
  numaMemory,
  pageSizeSyntax,
  pageSizeImplausible,
  pageSizeMultiple,
  implicitNuma,
  lockedMemory,
  topologyImpossible,
  topologyIgnored,
  tpm,
  memoryEncryption,
];
