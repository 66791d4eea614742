// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import { defaultKafkaVersion, metadataVersionOf } from "../../operators/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleKafka } from "./samples.ts";
import { compareVersions, versionParts } from "./versions.ts";

export const metadataNewer: ObjectRule = {
  id: "KA121",
  name: "kafka-metadata-newer",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "The metadata version is one that this version of Kafka knows.",
  why: "Brokers cannot read metadata that are newer than themselves; raised once, they never go back. One that is much older says that an upgrade was not finished.",
  sources: ["strimzi-kafka-operator KRaftVersionChangeCreator, KafkaSpecChecker.checkKafkaMetadataVersion"],
  failing: [
    { title: "newer", objects: [sampleKafka({ version: "4.2.0", metadataVersion: "4.3-IV0" })] },
    { title: "not yet known to this minor version", objects: [sampleKafka({ metadataVersion: "4.4" })] },
    { title: "no version", objects: [sampleKafka({ metadataVersion: "latest" })] },
    { title: "older: an upgrade that was not finished", objects: [sampleKafka({ metadataVersion: "4.2-IV1" })] },
  ],
  passing: [
    { title: "of the version", objects: [sampleKafka()] },
    { title: "not set", objects: [sampleKafka({ version: "4.2.0", metadataVersion: undefined })] },
    { title: "the short form", objects: [sampleKafka({ metadataVersion: "4.3" })] },
  ],
  *check({ value }) {
    const metadata = textAt(value, "spec", "kafka", "metadataVersion");
    if (metadata === undefined) return;
    const version = textAt(value, "spec", "kafka", "version") ?? defaultKafkaVersion;
    const [found, kafka] = [versionParts(metadata), versionParts(version)];
    const known = metadataVersionOf(version);
    const place = { path: ["spec", "kafka", "metadataVersion"], field: "metadataVersion" };
    if (found === undefined)
      yield {
        message: "the metadata version is none",
        at: place,
        seen: metadata,
        allowed: known,
        hint: known === undefined ? "write it like 4.3-IV0" : `set it to ${known}, or remove it`,
      };
    else if (kafka !== undefined && compareVersions(found, kafka, 2) !== 0) {
      const newer = compareVersions(found, kafka, 2) > 0;
      yield {
        severity: newer ? "error" : "warning",
        message: newer
          ? `Kafka ${version} does not know metadata ${metadata}`
          : `metadata ${metadata} are older than Kafka ${version}: the upgrade is not finished`,
        at: place,
        seen: metadata,
        allowed: known,
        hint: known === undefined ? "remove it" : `set it to ${known}${newer ? "" : " when all brokers run well"}`,
      };
    }
  },
};
