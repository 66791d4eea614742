// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule, CatalogueRule } from "../../rule.ts";

export const policyRules: readonly (FlavorRule | CatalogueRule)[] = [];
