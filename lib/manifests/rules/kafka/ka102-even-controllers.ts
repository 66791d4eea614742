// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { clustersOf, isRole, nodesOf, nodesWith } from "./facts.ts";
import { sampleKafka, samplePool } from "./samples.ts";

export const evenControllers: SetRule = {
  id: "KA102",
  name: "kafka-even-controllers",
  severity: "error",
  scope: "set",
  what: "The controllers of a cluster are an odd number.",
  why: "A majority of them must be up: of two that is both, of four no more may fail than of three. Strimzi warns in the status.",
  sources: [
    "strimzi-kafka-operator KafkaSpecChecker.checkKRaftControllerCount",
    "https://kafka.apache.org/documentation/#kraft_deployment",
  ],
  failing: [
    { title: "two nodes", objects: [sampleKafka(), samplePool(2)] },
    {
      title: "four controllers in two pools",
      objects: [sampleKafka(), samplePool(3), samplePool(1, { roles: ["controller"] }, { name: "more" })],
    },
  ],
  passing: [
    { title: "three", objects: [sampleKafka(), samplePool(3)] },
    {
      title: "two brokers, one controller",
      objects: [
        sampleKafka(),
        samplePool(2, { roles: ["broker"] }),
        samplePool(1, { roles: ["controller"] }, { name: "one" }),
      ],
    },
  ],
  *check(set) {
    for (const { kafka, pools } of clustersOf(set)) {
      const count = nodesWith(pools, "controller");
      if (count === 0 || count % 2 === 1) continue;
      const own = pools.filter((pool) => isRole(pool, "controller"));
      yield {
        manifest: own.find((pool) => set.manifests.includes(pool)) ?? kafka,
        message:
          count === 2
            ? "of two controllers both must be up for anything to work"
            : `${count} controllers bear no more failures than ${count - 1}`,
        at: { path: ["spec", "replicas"], field: "replicas" },
        seen: own.map((pool) => `${pool.name} (${nodesOf(pool)})`).join(", "),
        allowed: `${count - 1}, ${count + 1}`,
        hint: count === 2 ? "use 3, or 1 where it may fail" : `use ${count - 1} or ${count + 1}`,
      };
    }
  },
};
