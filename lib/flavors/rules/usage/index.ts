// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";

export const usageRules: readonly UsageRule[] = [];
