// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { clustersOf, nodesWith } from "./facts.ts";
import { sampleKafka, samplePool } from "./samples.ts";

export const rolesMissing: SetRule = {
  id: "KA101",
  name: "kafka-roles-missing",
  severity: "error",
  scope: "set",
  what: "A Kafka has node pools with at least one broker and one controller.",
  why: "Without either Strimzi makes nothing at all and says so in the status alone; a pool belongs to a cluster by its label only.",
  sources: [
    "strimzi-kafka-operator 1.2.0 KRaftUtils.validateNodePools",
    "https://strimzi.io/docs/operators/latest/deploying#config-node-pools-str",
  ],
  failing: [
    { title: "controllers alone", objects: [sampleKafka(), samplePool(3, { roles: ["controller"] })] },
    { title: "brokers alone", objects: [sampleKafka(), samplePool(3, { roles: ["broker"] })] },
    { title: "no pool has its label", objects: [sampleKafka(), samplePool(3, {}, { labels: {} })] },
    { title: "no nodes", objects: [sampleKafka(), samplePool(0)] },
  ],
  passing: [
    { title: "nodes of both roles", objects: [sampleKafka(), samplePool(3)] },
    {
      title: "two pools",
      objects: [
        sampleKafka(),
        samplePool(3, { roles: ["broker"] }),
        samplePool(3, { roles: ["controller"] }, { name: "controllers" }),
      ],
    },
  ],
  *check(set) {
    for (const { kafka, pools } of clustersOf(set)) {
      const missing = (["broker", "controller"] as const).filter((role) => nodesWith(pools, role) === 0);
      if (missing.length === 0) continue;
      yield {
        manifest: kafka,
        // Its pools may be somewhere else when none is known.
        severity: pools.length === 0 ? "warning" : "error",
        message:
          pools.length === 0
            ? "no KafkaNodePool is of this cluster"
            : `none of its pools has a ${missing.join(" or a ")}`,
        at: { path: ["metadata", "name"], field: "roles" },
        seen: pools.map(({ name }) => name).join(", ") || undefined,
        hint: `give a KafkaNodePool with the label strimzi.io/cluster: ${kafka.name} the role ${missing.join(" and ")}`,
      };
    }
  },
};
