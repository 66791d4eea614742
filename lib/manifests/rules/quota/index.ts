// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { quotaWantsValue } from "./qf101-quota-wants-value.ts";
import { limitRange } from "./qf102-limit-range.ts";
import { overQuota } from "./qf103-over-quota.ts";
import { surgeOverQuota } from "./qf104-surge-over-quota.ts";
import { untrackedKey } from "./qf105-untracked-key.ts";
import { extendedResource } from "./qf106-extended-resource.ts";
import { portsOverQuota } from "./qf107-ports-over-quota.ts";
import { storageOverQuota } from "./qf108-storage-over-quota.ts";
import { objectsOverQuota } from "./qf109-objects-over-quota.ts";
import { requestOverLimit } from "./qf110-request-over-limit.ts";
import { podResources } from "./qf111-pod-resources.ts";
import { podOverNode } from "./qf112-pod-over-node.ts";

/** In the order of their ids. */
export const quotaRules: readonly ManifestRule[] = [
  quotaWantsValue,
  limitRange,
  overQuota,
  surgeOverQuota,
  untrackedKey,
  extendedResource,
  portsOverQuota,
  storageOverQuota,
  objectsOverQuota,
  requestOverLimit,
  podResources,
  podOverNode,
];
