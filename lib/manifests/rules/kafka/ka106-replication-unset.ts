// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { brokerOption, clustersOf } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool } from "./samples.ts";

const options = [
  "default.replication.factor",
  "min.insync.replicas",
  "offsets.topic.replication.factor",
  "transaction.state.log.replication.factor",
  "transaction.state.log.min.isr",
];

export const replicationUnset: SetRule = {
  id: "KA106",
  name: "kafka-replication-unset",
  severity: "error",
  scope: "set",
  what: "A cluster of several brokers says how many replicas topics have and how many of them must have a message.",
  why: "Unset, topics have one replica: with its broker the data is away, although there are others. Kafka's own topics have three, which two brokers cannot hold.",
  sources: ["strimzi-kafka-operator KafkaSpecChecker.checkKafkaReplicationConfig"],
  failing: [
    { title: "no options", objects: [sampleKafka({ config: {} }), samplePool(3)] },
    {
      title: "one of them missing",
      objects: [sampleKafka({ config: { ...sampleOptions(3), "min.insync.replicas": undefined } }), samplePool(3)],
    },
  ],
  passing: [
    { title: "all set", objects: [sampleKafka(), samplePool(3)] },
    {
      title: "one broker, with what Kafka's own topics need",
      objects: [
        sampleKafka({
          config: {
            "offsets.topic.replication.factor": 1,
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
          },
        }),
        samplePool(1),
      ],
    },
  ],
  *check(set) {
    for (const { kafka, brokers } of clustersOf(set)) {
      if (brokers === undefined || brokers === 0) continue;
      // Of one broker the defaults of topics are right, those of Kafka's own topics are not.
      for (const option of brokers > 1 ? options : options.slice(2)) {
        if (brokerOption(kafka, option) !== undefined) continue;
        const wanted = option.includes("min.") ? Math.max(1, Math.min(3, brokers) - 1) : Math.min(3, brokers);
        yield {
          manifest: kafka,
          message: `${option} is not set and there ${brokers === 1 ? "is one broker" : `are ${brokers} brokers`}`,
          at: { path: ["spec", "kafka", "config"], field: option },
          hint: `set ${option}: ${wanted}`,
        };
      }
    }
  },
};
