// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { belonging, clusterName, isKind, isRole, nodesOf, strimzi } from "./facts.ts";
import { sampleKafka, samplePool } from "./samples.ts";

const brokers = samplePool(3, { roles: ["broker"] }, { name: "old" });

export const brokersRemoved: SetRule = {
  id: "KA204",
  name: "kafka-brokers-removed",
  severity: "error",
  scope: "set",
  what: "A pool of brokers is removed, or stops being one, only after its partitions were moved.",
  why: "Partitions do not move by themselves: all replicas that were on its brokers are gone, and a topic that had them all there is lost.",
  sources: ["strimzi-kafka-operator PreventBrokerScaleDownCheck, KafkaClusterCreator"],
  failing: [
    {
      title: "the pool is gone",
      objects: [sampleKafka(), samplePool(3)],
      earlier: [sampleKafka(), samplePool(3), brokers],
    },
    {
      title: "it has another name",
      objects: [sampleKafka(), samplePool(3, {}, { name: "new" })],
      earlier: [sampleKafka(), samplePool(3)],
    },
    {
      title: "it is for controllers now",
      objects: [sampleKafka(), samplePool(3), samplePool(3, { roles: ["controller"] }, { name: "old" })],
      earlier: [sampleKafka(), samplePool(3), brokers],
    },
  ],
  passing: [
    { title: "it is there", objects: [sampleKafka(), samplePool(3), brokers], earlier: [sampleKafka(), brokers] },
    {
      title: "it was empty",
      objects: [sampleKafka(), samplePool(3)],
      earlier: [sampleKafka(), samplePool(0, {}, { name: "old" })],
    },
    {
      title: "controllers",
      objects: [sampleKafka(), samplePool(3)],
      earlier: [samplePool(3, { roles: ["controller"] }, { name: "old" })],
    },
    { title: "the cluster goes as a whole", objects: [], earlier: [sampleKafka(), samplePool(3)] },
  ],
  *check(set) {
    for (const old of set.earlier) {
      if (!isKind(old, "KafkaNodePool") || !isRole(old, "broker") || nodesOf(old) === 0) continue;
      const kafka = set
        .of(strimzi, "Kafka")
        .find(({ name, namespace }) => name === clusterName(old) && namespace === old.namespace);
      if (kafka === undefined) continue;
      const pool = belonging(set, "KafkaNodePool", kafka).find(({ name }) => name === old.name);
      if (pool !== undefined && isRole(pool, "broker")) continue;
      yield {
        manifest: pool ?? kafka,
        message: `pool ${old.name} ${pool === undefined ? "is gone" : "is for controllers alone now"}, with ${nodesOf(old)} brokers and the replicas on them`,
        at:
          pool === undefined
            ? { path: ["metadata", "name"], field: "pools" }
            : { path: ["spec", "roles"], field: "roles" },
        seen: belonging(set, "KafkaNodePool", kafka)
          .map(({ name }) => name)
          .join(", "),
        hint: `keep pool ${old.name}, move its partitions to other brokers, and remove it when it is empty`,
      };
    }
  },
};
