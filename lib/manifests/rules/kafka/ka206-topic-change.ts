// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterWith, topicName } from "./facts.ts";
import { sampleKafka, samplePool, sampleTopic } from "./samples.ts";

export const topicChange: ObjectRule = {
  id: "KA206",
  name: "kafka-topic-change",
  severity: "error",
  scope: "object",
  kinds: ["KafkaTopic.kafka.strimzi.io"],
  what: "A topic keeps its name, its replicas and at least its partitions.",
  why: "Kafka cannot take partitions away, and Strimzi neither renames a topic nor moves replicas without Cruise Control: the object is not ready and the topic stays as it was. More partitions move keys to others.",
  sources: ["strimzi-kafka-operator topic-operator BatchingTopicController"],
  failing: [
    { title: "fewer partitions", objects: [sampleTopic({ partitions: 3 })], earlier: [sampleTopic()] },
    { title: "another name", objects: [sampleTopic({ topicName: "Events" })], earlier: [sampleTopic()] },
    {
      title: "other replicas",
      objects: [sampleKafka(), samplePool(3), sampleTopic({ replicas: 2 })],
      earlier: [sampleTopic()],
    },
  ],
  passing: [
    { title: "more partitions", objects: [sampleTopic({ partitions: 12 })], earlier: [sampleTopic()] },
    {
      title: "other replicas, with Cruise Control",
      objects: [sampleKafka({}, { cruiseControl: {} }), samplePool(3), sampleTopic({ replicas: 2 })],
      earlier: [sampleTopic()],
    },
    { title: "nothing is known of before", objects: [sampleTopic({ partitions: 1 })] },
  ],
  *check(topic, { set }) {
    const before = set.earlierOf(topic);
    if (before === undefined) return;
    const number = (of: typeof topic, field: string): number | undefined => numberAt(of.value, "spec", field);
    const [partitions, was] = [number(topic, "partitions"), number(before, "partitions")];
    if (partitions !== undefined && was !== undefined && partitions < was)
      yield {
        message: `it has ${was} partitions and cannot have ${partitions}`,
        at: { path: ["spec", "partitions"], field: "partitions" },
        seen: String(partitions),
        allowed: `${was} or more`,
        hint: `set partitions: ${was}, or make a new topic`,
      };
    if (topicName(topic) !== topicName(before))
      yield {
        message: `topic ${topicName(before)} cannot become ${topicName(topic)}`,
        at: { path: ["spec", "topicName"], field: "topicName" },
        seen: topicName(topic),
        allowed: topicName(before),
        hint: "make a new KafkaTopic of another name",
      };
    const [replicas, had] = [number(topic, "replicas"), number(before, "replicas")];
    if (replicas === undefined || had === undefined || replicas === had) return;
    const cluster = clusterWith(set, topic);
    if (cluster === undefined || fieldsAt(cluster.kafka.value, "spec", "cruiseControl") !== undefined) return;
    yield {
      severity: "warning",
      message: `${had} replicas become ${replicas} only with Cruise Control, which cluster ${cluster.kafka.name} has not`,
      at: { path: ["spec", "replicas"], field: "replicas" },
      seen: String(replicas),
      allowed: String(had),
      hint: `set replicas: ${had}, or add spec.cruiseControl to the cluster`,
    };
  },
};
