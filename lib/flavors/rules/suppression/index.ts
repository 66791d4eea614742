// SPDX-License-Identifier: Apache-2.0
import type { SuppressionRule } from "../../rule.ts";
import { suppression } from "./fl001-suppression.ts";

/** FL001: what people wrote to keep other rules quiet. */
export const suppressionRules: readonly SuppressionRule[] = [suppression];
