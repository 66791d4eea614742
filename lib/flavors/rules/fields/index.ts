// SPDX-License-Identifier: Apache-2.0
import type { CatalogueRule, FlavorRule } from "../../rule.ts";
import { fieldRange } from "./fl103-field-range.ts";

/** FL101–FL117: the fields of a flavor. */
export const fieldsRules: readonly (FlavorRule | CatalogueRule)[] = [fieldRange];
