// SPDX-License-Identifier: Apache-2.0
import { numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { belonging, brokerOption, clusterWith, isRole, nodesOf } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool, sampleTopic } from "./samples.ts";

const brokers = (count: number) => samplePool(count, { roles: ["broker"] });
const two = sampleKafka({ config: sampleOptions(2, { "min.insync.replicas": 1 }) });

export const scaleDown: ObjectRule = {
  id: "KA203",
  name: "kafka-scale-down",
  severity: "error",
  scope: "object",
  kinds: ["KafkaNodePool.kafka.strimzi.io"],
  what: "A pool loses no brokers that hold replicas, and not so many that replicas have no broker left.",
  why: "Partitions do not move by themselves: Strimzi keeps the brokers and stops, or with its check off their replicas are gone.",
  sources: ["strimzi-kafka-operator PreventBrokerScaleDownCheck"],
  failing: [
    {
      title: "fewer than replicas",
      objects: [sampleKafka(), brokers(2)],
      earlier: [sampleKafka(), brokers(3)],
    },
    {
      title: "fewer than replicas of a topic",
      objects: [two, brokers(2), sampleTopic()],
      earlier: [two, brokers(4), sampleTopic()],
    },
    { title: "as many as replicas, but not the same", objects: [sampleKafka(), brokers(3)], earlier: [brokers(5)] },
  ],
  passing: [
    { title: "more", objects: [sampleKafka(), brokers(5)], earlier: [brokers(3)] },
    {
      title: "controllers alone",
      objects: [sampleKafka(), samplePool(1, { roles: ["controller"] })],
      earlier: [samplePool(3, { roles: ["controller"] })],
    },
    { title: "nothing is known of before", objects: [sampleKafka(), brokers(3)] },
  ],
  *check(pool, { set }) {
    const before = set.earlierOf(pool);
    if (before === undefined || !isRole(before, "broker") || !isRole(pool, "broker")) return;
    const [count, was] = [nodesOf(pool), nodesOf(before)];
    if (count >= was) return;
    const cluster = clusterWith(set, pool);
    const left = cluster?.brokers ?? 0;
    const needs =
      cluster === undefined
        ? []
        : [
            { what: "topics by default", replicas: brokerOption(cluster.kafka, "default.replication.factor") ?? 1 },
            ...belonging(set, "KafkaTopic", cluster.kafka).map((topic) => ({
              what: `topic ${topic.name}`,
              replicas: numberAt(topic.value, "spec", "replicas") ?? 1,
            })),
          ];
    const most = needs.toSorted((a, b) => b.replicas - a.replicas)[0];
    const tooFew = most !== undefined && cluster !== undefined && left < most.replicas;
    yield {
      severity: tooFew ? "error" : "warning",
      message: tooFew
        ? `${left} broker${left === 1 ? "" : "s"} would be left and ${most.what} ${most.what.startsWith("topics") ? "have" : "has"} ${most.replicas} replicas`
        : `${was - count} of ${was} brokers go, with the replicas that are on them`,
      at: { path: ["spec", "replicas"], field: "replicas" },
      seen: String(count),
      allowed: tooFew ? `at least ${count + most.replicas - left}` : undefined,
      hint: tooFew
        ? "keep the brokers, or lower the replicas of all topics first"
        : "move their partitions to the other brokers first",
    };
  },
};
