// SPDX-License-Identifier: Apache-2.0
import type { LiveRule } from "../../rule.ts";

export const liveRules: readonly LiveRule[] = [];
