// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import { metadataVersionOf } from "../../operators/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleKafka } from "./samples.ts";
import { compareVersions, versionParts } from "./versions.ts";

const old = sampleKafka({ version: "4.2.0", metadataVersion: "4.2-IV1" });
const between = sampleKafka({ version: "4.3.1", metadataVersion: "4.2-IV1" });

export const downgrade: ObjectRule = {
  id: "KA205",
  name: "kafka-downgrade",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "Neither Kafka nor its metadata go back to an older version.",
  why: "Metadata that were raised once cannot be lowered, and an older Kafka cannot read them: Strimzi stops, or the nodes do not start.",
  sources: [
    "strimzi-kafka-operator KRaftVersionChangeCreator",
    "https://strimzi.io/docs/operators/latest/deploying#con-target-downgrade-version-str",
  ],
  failing: [
    { title: "both", objects: [old], earlier: [sampleKafka()] },
    { title: "the metadata alone", objects: [between], earlier: [sampleKafka()] },
    { title: "Kafka, before its metadata were raised", objects: [old], earlier: [between] },
  ],
  passing: [
    { title: "newer", objects: [sampleKafka()], earlier: [old] },
    { title: "metadata raised afterwards", objects: [sampleKafka()], earlier: [between] },
    { title: "the same", objects: [old], earlier: [old] },
    { title: "nothing is known of before", objects: [old] },
  ],
  *check(kafka, { set }) {
    const before = set.earlierOf(kafka);
    if (before === undefined) return;
    const text = (of: typeof kafka, field: string): string | undefined => textAt(of.value, "spec", "kafka", field);
    const [version, wasVersion] = [text(kafka, "version"), text(before, "version")];
    const metadataOf = (of: typeof kafka): string | undefined =>
      text(of, "metadataVersion") ?? metadataVersionOf(text(of, "version") ?? "");
    const [metadata, wasMetadata] = [metadataOf(kafka), metadataOf(before)];
    if (older(metadata, wasMetadata))
      yield {
        message: `metadata ${wasMetadata} cannot go back to ${metadata}`,
        at: { path: ["spec", "kafka", "metadataVersion"], field: "metadataVersion" },
        seen: metadata,
        allowed: wasMetadata,
        hint: `set metadataVersion: ${wasMetadata}`,
      };
    if (!older(version, wasVersion)) return;
    const readable = older(wasMetadata, wasVersion, 2) && !older(version, wasMetadata, 2);
    yield {
      // As long as the metadata are still the old ones, Strimzi can go back.
      severity: readable ? "warning" : "error",
      message: readable
        ? `Kafka goes back from ${wasVersion} to ${version}, whose metadata it still has`
        : `Kafka ${wasVersion} cannot go back to ${version}, which does not know its metadata`,
      at: { path: ["spec", "kafka", "version"], field: "version" },
      seen: version,
      allowed: wasVersion,
      hint: `set version: ${wasVersion}`,
    };
  },
};

function older(now: string | undefined, before: string | undefined, places = 3): boolean {
  const [left, right] = [versionParts(now), versionParts(before)];
  return left !== undefined && right !== undefined && compareVersions(left, right, places) < 0;
}
