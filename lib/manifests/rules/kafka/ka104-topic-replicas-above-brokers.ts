// SPDX-License-Identifier: Apache-2.0
import { numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterWith } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool, sampleTopic } from "./samples.ts";

const single = sampleKafka({ config: sampleOptions(1) });

export const topicReplicasAboveBrokers: ObjectRule = {
  id: "KA104",
  name: "kafka-topic-replicas-above-brokers",
  severity: "error",
  scope: "object",
  kinds: ["KafkaTopic.kafka.strimzi.io"],
  what: "A topic has no more replicas than its cluster has brokers.",
  why: "Each replica wants a broker of its own: Kafka refuses the topic, and whoever waits for it waits on.",
  sources: [
    "https://kafka.apache.org/documentation/#topicconfigs",
    "org.apache.kafka InvalidReplicationFactorException",
  ],
  failing: [
    { title: "three on one broker", objects: [single, samplePool(1), sampleTopic()] },
    { title: "more than brokers", objects: [sampleKafka(), samplePool(3), sampleTopic({ replicas: 4 })] },
    {
      title: "after brokers were taken away",
      objects: [single, samplePool(1), sampleTopic()],
      earlier: [sampleKafka(), samplePool(3), sampleTopic()],
    },
  ],
  passing: [
    { title: "on all of them", objects: [sampleKafka(), samplePool(3), sampleTopic()] },
    { title: "one", objects: [single, samplePool(1), sampleTopic({ replicas: 1 })] },
    { title: "the cluster is not known", objects: [sampleTopic({ replicas: 30 })] },
  ],
  *check(topic, { set }) {
    const replicas = numberAt(topic.value, "spec", "replicas");
    const brokers = clusterWith(set, topic)?.brokers;
    if (replicas === undefined || brokers === undefined || brokers === 0 || replicas <= brokers) return;
    yield {
      message: `${replicas} replicas want as many brokers and there ${brokers === 1 ? "is one" : `are ${brokers}`}`,
      at: { path: ["spec", "replicas"], field: "replicas" },
      seen: String(replicas),
      allowed: `at most ${brokers}`,
      hint: `lower it to ${brokers}, or add brokers to a KafkaNodePool`,
    };
  },
};
