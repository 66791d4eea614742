// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";

export const placementRules: readonly FlavorRule[] = [];
