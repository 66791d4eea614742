// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterWith } from "./facts.ts";
import { sampleKafka, sampleUser } from "./samples.ts";

const limited = sampleUser({ quotas: { producerByteRate: 1_000_000 } });
const totals = sampleKafka({ quotas: { type: "strimzi", producerByteRate: 10_000_000 } });

export const userQuotasIgnored: ObjectRule = {
  id: "KA119",
  name: "kafka-user-quotas-ignored",
  severity: "error",
  scope: "object",
  kinds: ["KafkaUser.kafka.strimzi.io"],
  what: "A user has quotas only where the cluster's own are not of type strimzi.",
  why: "Kafka has one place that decides on quotas. Strimzi's plugin takes it, knows totals of a broker and no users: quotas of users are stored and never looked at.",
  sources: ["io.strimzi:kafka-quotas-plugin StaticQuotaCallback.quotaLimit"],
  failing: [
    { title: "both", objects: [totals, limited] },
    {
      title: "a plugin that protects disks",
      objects: [sampleKafka({ quotas: { type: "strimzi", minAvailableRatioPerVolume: 0.1 } }), limited],
    },
  ],
  passing: [
    { title: "Kafka's own", objects: [sampleKafka({ quotas: { type: "kafka" } }), limited] },
    { title: "none on the cluster", objects: [sampleKafka(), limited] },
    { title: "none on the user", objects: [totals, sampleUser()] },
  ],
  *check(user, { set }) {
    const cluster = clusterWith(set, user);
    if (cluster === undefined || fieldsAt(user.value, "spec", "quotas") === undefined) return;
    if (textAt(cluster.kafka.value, "spec", "kafka", "quotas", "type") !== "strimzi") return;
    yield {
      message: `its quotas do nothing: those of cluster ${cluster.kafka.name} are of type strimzi`,
      at: { path: ["spec", "quotas"], field: "quotas" },
      seen: Object.keys(fieldsAt(user.value, "spec", "quotas") ?? {}).join(", "),
      hint: "remove them, or give the cluster quotas of type kafka, which do not protect its disks",
    };
  },
};
