// SPDX-License-Identifier: Apache-2.0

/**
 * Kafka as Strimzi 1.2.0 runs it, the newest first: minor version, newest patch release, metadata version of KRaft that it starts with.
 * @see https://github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/kafka-versions.yaml
 */
export const kafkaVersions: readonly { readonly minor: string; readonly newest: string; readonly metadata: string }[] =
  [
    { minor: "4.3", newest: "4.3.1", metadata: "4.3-IV0" },
    { minor: "4.2", newest: "4.2.0", metadata: "4.2-IV1" },
  ];

/** What Strimzi runs when a Kafka names no version. */
export const defaultKafkaVersion = "4.3.1";

/** Of a version that Strimzi runs; undefined for others. */
export function metadataVersionOf(version: string): string | undefined {
  return kafkaVersions.find(({ minor }) => version.startsWith(`${minor}.`))?.metadata;
}
