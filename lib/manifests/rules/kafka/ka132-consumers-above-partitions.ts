// SPDX-License-Identifier: Apache-2.0
import { numberAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterName, fieldsIn, strimzi, topicName } from "./facts.ts";
import { sampleTopic } from "./samples.ts";

const scaled = (maxReplicaCount: number, topic: string, type = "apache-kafka", more = {}) => ({
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  metadata: { name: "reader" },
  spec: {
    scaleTargetRef: { name: "reader" },
    maxReplicaCount,
    triggers: [
      {
        type,
        metadata: {
          bootstrapServers: "bus-kafka-bootstrap:9093",
          topic,
          consumerGroup: "reader",
          lagThreshold: "10",
          ...more,
        },
      },
    ],
  },
});

export const consumersAbovePartitions: ObjectRule = {
  id: "KA132",
  name: "kafka-consumers-above-partitions",
  severity: "warning",
  scope: "object",
  kinds: ["ScaledObject.keda.sh"],
  what: "A consumer is scaled to no more replicas than its topic has partitions.",
  why: "A partition is read by one consumer of a group: the others wait, and hold what they asked of the quota.",
  sources: ["https://keda.sh/docs/2.20/scalers/apache-kafka-go/"],
  failing: [
    { title: "more than partitions", objects: [scaled(10, "events"), sampleTopic()] },
    { title: "KEDA's default of 100", objects: [scaled(100, "events", "kafka"), sampleTopic()] },
  ],
  passing: [
    { title: "as many", objects: [scaled(6, "events"), sampleTopic()] },
    {
      title: "idle ones are meant",
      objects: [scaled(10, "events", "kafka", { allowIdleConsumers: "true" }), sampleTopic()],
    },
    { title: "the topic is not known", objects: [scaled(10, "other"), sampleTopic()] },
    { title: "another scaler", objects: [scaled(10, "events", "rabbitmq"), sampleTopic()] },
  ],
  *check(manifest, { set }) {
    const most = numberAt(manifest.value, "spec", "maxReplicaCount") ?? 100;
    for (const { value } of fieldsIn(manifest.value, "spec", "triggers")) {
      if (!["kafka", "apache-kafka"].includes(textAt(value, "type") ?? "")) continue;
      if (textAt(value, "metadata", "allowIdleConsumers") === "true") continue;
      const named = textAt(value, "metadata", "topic") ?? "";
      const servers = textAt(value, "metadata", "bootstrapServers") ?? "";
      const topics = set.of(strimzi, "KafkaTopic").filter(
        (topic) =>
          topic.namespace === manifest.namespace &&
          topicName(topic) === named &&
          // Which cluster it is stands in the address only.
          servers.startsWith(`${clusterName(topic) ?? ""}-`),
      );
      const partitions = Math.max(0, ...topics.map((topic) => numberAt(topic.value, "spec", "partitions") ?? 1));
      if (partitions === 0 || most <= partitions) continue;
      yield {
        message: `up to ${most} replicas read topic ${named}, which has ${partitions} partition${partitions === 1 ? "" : "s"}`,
        at: { path: ["spec", "maxReplicaCount"], field: "maxReplicaCount" },
        seen: String(most),
        allowed: `at most ${partitions}`,
        hint: `lower maxReplicaCount to ${partitions}, or give the topic more partitions`,
      };
    }
  },
};
