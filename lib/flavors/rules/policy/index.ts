// SPDX-License-Identifier: Apache-2.0
import type { CatalogueRule, FlavorRule } from "../../rule.ts";
import { mustHaveAggregate } from "./fl601-must-have-aggregate.ts";
import { requires } from "./fl602-requires.ts";
import { caps } from "./fl603-caps.ts";
import { familyDrift } from "./fl604-family-drift.ts";
import { descriptionMissing } from "./fl605-description-missing.ts";
import { flavorMutated } from "./fl606-flavor-mutated.ts";
import { docsTableDrift } from "./fl607-docs-table-drift.ts";

/** FL601–FL607: what a house decides about its flavors. */
export const policyRules: readonly (FlavorRule | CatalogueRule)[] = [
  mustHaveAggregate,
  requires,
  caps,
  familyDrift,
  descriptionMissing,
  flavorMutated,
  docsTableDrift,
];
