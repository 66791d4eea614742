// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { brokerOption, clustersOf } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool } from "./samples.ts";

const options = [
  "default.replication.factor",
  "offsets.topic.replication.factor",
  "transaction.state.log.replication.factor",
  "share.coordinator.state.topic.replication.factor",
  "share.coordinator.state.topic.min.isr",
  "min.insync.replicas",
  "transaction.state.log.min.isr",
];

export const replicationAboveBrokers: SetRule = {
  id: "KA103",
  name: "kafka-replication-above-brokers",
  severity: "error",
  scope: "set",
  what: "The brokers' options ask for no more replicas than there are brokers.",
  why: "Strimzi refuses the cluster as a whole; Kafka could make neither the topic of offsets nor one that takes the default.",
  sources: ["strimzi-kafka-operator KafkaCluster.validateIntConfigProperty"],
  failing: [
    { title: "three replicas on one broker", objects: [sampleKafka(), samplePool(1)] },
    {
      title: "only the topic of offsets",
      objects: [sampleKafka({ config: sampleOptions(1, { "offsets.topic.replication.factor": "3" }) }), samplePool(1)],
    },
    {
      title: "after brokers were taken away",
      objects: [sampleKafka(), samplePool(1)],
      earlier: [sampleKafka(), samplePool(3)],
    },
  ],
  passing: [
    { title: "as many as brokers", objects: [sampleKafka(), samplePool(3)] },
    { title: "one of each", objects: [sampleKafka({ config: sampleOptions(1) }), samplePool(1)] },
    { title: "pools are not known", objects: [sampleKafka()] },
  ],
  *check(set) {
    for (const { kafka, brokers } of clustersOf(set)) {
      if (brokers === undefined || brokers === 0) continue;
      for (const option of options) {
        const value = brokerOption(kafka, option);
        if (value === undefined || value <= brokers) continue;
        yield {
          manifest: kafka,
          message: `${option} is ${value} and there ${brokers === 1 ? "is one broker" : `are ${brokers} brokers`}`,
          at: { path: ["spec", "kafka", "config", option], field: option },
          seen: String(value),
          allowed: `at most ${brokers}`,
          hint: `lower it to ${brokers}, or add brokers to a KafkaNodePool`,
        };
      }
    }
  },
};
