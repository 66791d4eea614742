// SPDX-License-Identifier: Apache-2.0
export { expandedKinds, expansion } from "./expansion.ts";
export { logstashRole } from "./eck-logstash-role.ts";
export type { Made } from "./made.ts";
export { budgetOf, longestName, type NameBudget } from "./names.ts";
export { madeOf, type Origin } from "./of-set.ts";
export { defaultKafkaVersion, kafkaVersions, metadataVersionOf } from "./strimzi-versions.ts";
