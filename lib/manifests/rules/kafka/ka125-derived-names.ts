// SPDX-License-Identifier: Apache-2.0
import { expansion, longestName } from "../../operators/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { textAt } from "../../fields.ts";
import { isKind } from "./facts.ts";
import { sampleKafka, samplePool, sampleUser } from "./samples.ts";

const long = "a-cluster-whose-name-goes-on-and-on-without-an-end";
const labels = { "strimzi.io/cluster": "bus" };

export const derivedNames: ObjectRule = {
  id: "KA125",
  name: "kafka-derived-names",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io", "KafkaNodePool.kafka.strimzi.io", "KafkaUser.kafka.strimzi.io"],
  what: "Names of clusters, pools and users leave room for what Strimzi makes of them.",
  why: "Pods, Services and their labels end at 63 characters, the name in a certificate at 64: the custom resource is taken, and what should follow from it is not.",
  sources: [
    "io.strimzi:api 1.2.0 KafkaResources",
    "strimzi-kafka-operator KafkaUserModel.validateTlsUsername",
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  ],
  failing: [
    { title: "Services of a cluster", objects: [sampleKafka({}, {}, { name: long }), samplePool(3)] },
    {
      title: "pods of a pool",
      objects: [sampleKafka(), samplePool(3, {}, { name: `${long}-and-this-pool-too`, labels })],
    },
    {
      title: "a user's certificate",
      objects: [sampleUser({ authentication: { type: "tls" } }, { name: `${long}-and-more-of-it` })],
    },
  ],
  passing: [
    { title: "short", objects: [sampleKafka(), samplePool(3), sampleUser()] },
    { title: "47 characters", objects: [sampleKafka({}, {}, { name: "b".repeat(47) })] },
    { title: "a user with a password", objects: [sampleUser({}, { name: `${long}-and-more-of-it` })] },
  ],
  *check(manifest, { set }) {
    const { name } = manifest;
    if (isKind(manifest, "KafkaUser")) {
      if (textAt(manifest.value, "spec", "authentication", "type") !== "tls" || name.length <= 64) return;
      yield {
        message: `the name in a certificate ends at 64 characters and this one has ${name.length}`,
        at: { path: ["metadata", "name"], field: "name" },
        seen: name,
        allowed: "at most 64 characters",
        hint: "make it shorter",
      };
      return;
    }
    const longest = longestName(expansion(manifest, set));
    if (longest === undefined || longest.name.length <= longest.limit) return;
    const over = longest.name.length - longest.limit;
    yield {
      message: `${longest.subject}, which Strimzi makes, has ${longest.name.length} characters and may have ${longest.limit}`,
      at: { path: ["metadata", "name"], field: "name" },
      seen: name,
      allowed: name.length > over ? `at most ${name.length - over} characters` : undefined,
      hint: `make the name of the ${isKind(manifest, "Kafka") ? "cluster" : "pool or cluster"} ${over} characters shorter`,
    };
  },
};
