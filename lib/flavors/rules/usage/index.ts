// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { flavorUnknown } from "./fl801-flavor-unknown.ts";
import { flavorAmbiguous } from "./fl802-flavor-ambiguous.ts";
import { flavorNotVisible } from "./fl803-flavor-not-visible.ts";
import { flavorReplaced } from "./fl804-flavor-replaced.ts";
import { overQuota } from "./fl805-over-quota.ts";
import { quotaUnusable } from "./fl806-quota-unusable.ts";
import { grantOverQuota } from "./fl807-grant-over-quota.ts";
import { grantUnknown } from "./fl808-grant-unknown.ts";
import { rootVolume } from "./fl809-root-volume.ts";
import { imageMismatch } from "./fl810-image-mismatch.ts";
import { flavorUuid } from "./fl811-flavor-uuid.ts";
import { roleMinimum } from "./fl812-role-minimum.ts";
import { resizeShrinks } from "./fl813-resize-shrinks.ts";
import { approvalMissing } from "./fl814-approval-missing.ts";
import { unknownAtPlanTime } from "./fl815-unknown-at-plan-time.ts";
import { overCapacity } from "./fl816-over-capacity.ts";

/** FL801–FL816: how an event uses flavors. They run when an event is linted. */
export const usageRules: readonly UsageRule[] = [
  flavorUnknown,
  flavorAmbiguous,
  flavorNotVisible,
  flavorReplaced,
  overQuota,
  quotaUnusable,
  grantOverQuota,
  grantUnknown,
  rootVolume,
  imageMismatch,
  flavorUuid,
  roleMinimum,
  resizeShrinks,
  approvalMissing,
  unknownAtPlanTime,
  overCapacity,
];
