// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../rule.ts";
import { fieldsRules } from "./fields/index.ts";
import { liveRules } from "./live/index.ts";
import { namesRules } from "./names/index.ts";
import { placementRules } from "./placement/index.ts";
import { policyRules } from "./policy/index.ts";
import { quotasRules } from "./quotas/index.ts";
import { scsRules } from "./scs/index.ts";
import { specsRules } from "./specs/index.ts";
import { suppressionRules } from "./suppression/index.ts";
import { topologyRules } from "./topology/index.ts";
import { usageRules } from "./usage/index.ts";

/** The only list of rules, in the order of their ids. */
export const rules: readonly Rule[] = [
  ...suppressionRules,
  ...fieldsRules,
  ...namesRules,
  ...scsRules,
  ...specsRules,
  ...topologyRules,
  ...placementRules,
  ...quotasRules,
  ...policyRules,
  ...liveRules,
  ...usageRules,
];

/** By id (`FL303`, in any case) or by name (`spec-unknown`). */
export function findRule(idOrName: string): Rule | undefined {
  const wanted = idOrName.toLowerCase();
  return rules.find(({ id, name }) => id.toLowerCase() === wanted || name === wanted);
}
