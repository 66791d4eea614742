// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../rule.ts";
import { bridgeRules } from "./bridge/index.ts";
import { elasticsearchRules } from "./elasticsearch/index.ts";
import { guardRules } from "./guards/index.ts";
import { kafkaRules } from "./kafka/index.ts";
import { networkRules } from "./network/index.ts";
import { podSecurityRules } from "./pod-security/index.ts";
import { practiceRules } from "./practice/index.ts";
import { quotaRules } from "./quota/index.ts";

/** All rules, in the order of their ids within each group. */
export const rules: readonly ManifestRule[] = [
  ...guardRules,
  ...networkRules,
  ...podSecurityRules,
  ...practiceRules,
  ...quotaRules,
  ...elasticsearchRules,
  ...kafkaRules,
  ...bridgeRules,
];
