// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { listeners } from "./facts.ts";
import { sampleKafka, sampleListener } from "./samples.ts";

const open = sampleListener({ authentication: undefined });

export const openListener: ObjectRule = {
  id: "KA114",
  name: "kafka-open-listener",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "A listener asks who is there.",
  why: "Without it every client is the same nobody: with authorization it may do nothing, without authorization anything.",
  sources: ["https://strimzi.io/docs/operators/latest/configuring#type-GenericKafkaListener-reference"],
  failing: [
    { title: "nobody is asked", objects: [sampleKafka({ listeners: [open] })] },
    { title: "and nothing is forbidden", objects: [sampleKafka({ listeners: [open], authorization: undefined })] },
  ],
  passing: [
    { title: "passwords", objects: [sampleKafka()] },
    {
      title: "certificates",
      objects: [sampleKafka({ listeners: [sampleListener({ authentication: { type: "tls" } })] })],
    },
  ],
  *check(kafka) {
    const authorized = textAt(kafka.value, "spec", "kafka", "authorization", "type") !== undefined;
    for (const { value, path } of listeners(kafka)) {
      if (textAt(value, "authentication", "type") !== undefined) continue;
      yield {
        message: `the listener asks for no password or certificate: clients may ${authorized ? "do nothing" : "do anything"} there`,
        at: { path, field: "authentication" },
        allowed: "authentication of type scram-sha-512 or tls",
        hint: "set authentication: {type: scram-sha-512}",
      };
    }
  },
};
