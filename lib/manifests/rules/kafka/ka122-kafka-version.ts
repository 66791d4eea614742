// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import { kafkaVersions } from "../../operators/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleKafka } from "./samples.ts";
import { compareVersions, versionParts } from "./versions.ts";

export const kafkaVersion: ObjectRule = {
  id: "KA122",
  name: "kafka-version",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "The version of Kafka is one that Strimzi runs.",
  why: "Each release of the operator has images for two minor versions, and refuses a cluster of any other.",
  sources: ["https://github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/kafka-versions.yaml"],
  failing: [
    { title: "too old", objects: [sampleKafka({ version: "4.1.0", metadataVersion: undefined })] },
    { title: "newer than is known here", objects: [sampleKafka({ version: "5.0.0", metadataVersion: undefined })] },
    { title: "no version", objects: [sampleKafka({ version: "latest", metadataVersion: undefined })] },
  ],
  passing: [
    { title: "the newest", objects: [sampleKafka()] },
    { title: "the one before", objects: [sampleKafka({ version: "4.2.0", metadataVersion: "4.2-IV1" })] },
    { title: "the operator's default", objects: [sampleKafka({ version: undefined })] },
  ],
  *check({ value }) {
    const version = textAt(value, "spec", "kafka", "version");
    if (version === undefined || kafkaVersions.some(({ minor }) => version.startsWith(`${minor}.`))) return;
    const found = versionParts(version);
    const newest = versionParts(kafkaVersions[0]?.newest) ?? [];
    const newer = found !== undefined && compareVersions(found, newest) > 0;
    yield {
      // A newer operator may well run it.
      severity: newer ? "warning" : "error",
      message: newer ? "this version is not known here" : "Strimzi does not run this version",
      at: { path: ["spec", "kafka", "version"], field: "version" },
      seen: version,
      allowed: kafkaVersions.map(({ newest: each }) => each).join(", "),
      hint: newer ? "look whether your operator runs it" : `use ${kafkaVersions[0]?.newest}`,
    };
  },
};
