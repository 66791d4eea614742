// SPDX-License-Identifier: Apache-2.0
import { numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterWith } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool, sampleTopic } from "./samples.ts";

const unset = sampleTopic({ replicas: undefined });

export const topicReplicasUnset: ObjectRule = {
  id: "KA107",
  name: "kafka-topic-replicas-unset",
  severity: "error",
  scope: "object",
  kinds: ["KafkaTopic.kafka.strimzi.io"],
  what: "A topic of a cluster with several brokers says how many replicas it has.",
  why: "Unset, it takes what the brokers say on the day when it is made, and stays so when they say something else.",
  sources: ["https://strimzi.io/docs/operators/latest/configuring#type-KafkaTopicSpec-reference"],
  failing: [
    { title: "three brokers", objects: [sampleKafka(), samplePool(3), unset] },
    { title: "brokers with no default", objects: [sampleKafka({ config: {} }), samplePool(3), unset] },
  ],
  passing: [
    { title: "it says so", objects: [sampleKafka(), samplePool(3), sampleTopic()] },
    { title: "one broker", objects: [sampleKafka({ config: sampleOptions(1) }), samplePool(1), unset] },
    { title: "the cluster is not known", objects: [unset] },
  ],
  *check(topic, { set }) {
    const brokers = clusterWith(set, topic)?.brokers ?? 0;
    if (brokers < 2 || numberAt(topic.value, "spec", "replicas") !== undefined) return;
    yield {
      message: `replicas are not set and there are ${brokers} brokers`,
      at: { path: ["spec"], field: "replicas" },
      hint: `set spec.replicas: ${Math.min(3, brokers)}`,
    };
  },
};
