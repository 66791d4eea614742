// SPDX-License-Identifier: Apache-2.0
export { type Breach, breaches, type Limits, limitsOf } from "./limit-range.ts";
export {
  aggregate,
  effectivePod,
  type EffectiveContainer,
  type EffectiveOptions,
  type EffectivePod,
} from "./effective-pod.ts";
export {
  budgets,
  type FitOptions,
  type FitRow,
  type NamespaceBudget,
  type PodCharge,
  type QuotaFit,
  type Share,
} from "./fit.ts";
export { footprint, type Footprint, type FootprintRow } from "./footprint.ts";
export { countsPod, demandedKeys, isKnownKey, isTracked, type Quota, quotaOf } from "./resource-quota.ts";
export { type ResourceList, resourcesAt } from "./resource-list.ts";
export {
  computeUsage,
  isExtendedResource,
  podForLimits,
  podLimits,
  podRequests,
  podUsage,
  storageClassOf,
} from "./usage.ts";
export { type Replication, replication } from "./workload.ts";
