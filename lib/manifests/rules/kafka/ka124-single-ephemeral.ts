// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { clustersOf, isRole, nodesOf, volumesOf } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool } from "./samples.ts";

const kafka = sampleKafka({ config: sampleOptions(1) });
const ephemeral = { storage: { type: "ephemeral" } };

export const singleEphemeral: SetRule = {
  id: "KA124",
  name: "kafka-single-ephemeral",
  severity: "error",
  scope: "set",
  what: "The only broker or controller of a cluster has a volume that stays.",
  why: "Every restart, also one that Strimzi does by itself for a new certificate, loses all messages and topics.",
  sources: ["strimzi-kafka-operator KafkaSpecChecker.checkKafkaBrokersStorage, checkKRaftControllerStorage"],
  failing: [
    { title: "one node", objects: [kafka, samplePool(1, ephemeral)] },
    {
      title: "one controller of three brokers",
      objects: [
        sampleKafka(),
        samplePool(3, { roles: ["broker"] }),
        samplePool(1, { ...ephemeral, roles: ["controller"] }, { name: "one" }),
      ],
    },
  ],
  passing: [
    { title: "a claim", objects: [kafka, samplePool(1)] },
    { title: "three that have copies of each other", objects: [sampleKafka(), samplePool(3, ephemeral)] },
  ],
  *check(set) {
    for (const { kafka: owner, pools } of clustersOf(set)) {
      const single = (["broker", "controller"] as const).flatMap((role) => {
        const with_ = pools.filter((pool) => isRole(pool, role) && nodesOf(pool) > 0);
        return with_.length === 1 && with_[0] !== undefined && nodesOf(with_[0]) === 1
          ? [{ role, pool: with_[0] }]
          : [];
      });
      const pool = single.map((each) => each.pool).find((each) => volumesOf(each).some(isEphemeral));
      if (pool === undefined) continue;
      const roles = single.filter((each) => each.pool === pool).map(({ role }) => role);
      yield {
        manifest: set.manifests.includes(pool) ? pool : owner,
        message: `the only ${roles.join(" and ")} keeps its data in a directory that goes with the pod`,
        at: { path: ["spec", "storage"], field: "storage" },
        seen: "ephemeral",
        allowed: "persistent-claim",
        hint: "use a persistent-claim, however small, or three nodes",
      };
    }
  },
};

function isEphemeral({ value }: { readonly value: Readonly<Record<string, unknown>> }): boolean {
  return value["type"] === "ephemeral";
}
