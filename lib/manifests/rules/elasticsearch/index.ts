// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";

/** In the order of their ids. */
export const elasticsearchRules: readonly ManifestRule[] = [];
