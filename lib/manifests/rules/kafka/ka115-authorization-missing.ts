// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { belonging } from "./facts.ts";
import { sampleKafka, samplePool, sampleUser } from "./samples.ts";

const none = sampleKafka({ authorization: undefined });

export const authorizationMissing: ObjectRule = {
  id: "KA115",
  name: "kafka-authorization-missing",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "A cluster asks whether a user may do what it does.",
  why: "Without it every user reads, writes and deletes every topic; Strimzi makes no user that has ACLs.",
  sources: ["https://strimzi.io/docs/operators/latest/configuring#type-KafkaAuthorizationSimple-reference"],
  failing: [
    { title: "no authorization", objects: [none, samplePool(3)] },
    { title: "users with rights that nobody asks for", objects: [none, sampleUser()] },
  ],
  passing: [
    { title: "ACLs", objects: [sampleKafka(), sampleUser()] },
    {
      title: "an authorizer of its own",
      objects: [sampleKafka({ authorization: { type: "custom", authorizerClass: "org.example.Authorizer" } })],
    },
  ],
  *check(kafka, { set }) {
    if (textAt(kafka.value, "spec", "kafka", "authorization", "type") !== undefined) return;
    const users = belonging(set, "KafkaUser", kafka).filter(
      ({ value }) => textAt(value, "spec", "authorization", "type") !== undefined,
    );
    yield {
      message:
        users.length === 0
          ? "every user may do everything"
          : `every user may do everything, and Strimzi refuses users with ACLs: ${users.map(({ name }) => name).join(", ")}`,
      at: { path: ["spec", "kafka"], field: "authorization" },
      allowed: "authorization of type simple",
      hint: "set spec.kafka.authorization: {type: simple}",
    };
  },
};
