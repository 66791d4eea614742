// SPDX-License-Identifier: Apache-2.0
import { labelDomain } from "../../../model/light.ts";
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { listeners, told } from "./facts.ts";
import { sampleKafka, sampleListener } from "./samples.ts";

/** Names of listeners that may be without TLS, with commas between them. */
const optIn = `${labelDomain}/plaintext-listeners`;
const plain = sampleListener({ name: "plain", port: 9092, tls: false });

export const plaintextListener: ObjectRule = {
  id: "KA113",
  name: "kafka-plaintext-listener",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: `A listener is encrypted, or the annotation ${optIn} names it.`,
  why: "Messages, and with some mechanisms passwords, cross the nodes' network readable for whoever listens there.",
  sources: ["https://strimzi.io/docs/operators/latest/configuring#type-GenericKafkaListener-reference"],
  failing: [
    { title: "no TLS", objects: [sampleKafka({ listeners: [plain] })] },
    {
      title: "beside one with TLS",
      objects: [sampleKafka({ listeners: [sampleListener(), { ...plain, tls: undefined }] })],
    },
    {
      title: "another one is named",
      objects: [sampleKafka({ listeners: [plain] }, {}, { annotations: { [optIn]: "other" } })],
    },
  ],
  passing: [
    { title: "TLS", objects: [sampleKafka()] },
    {
      title: "meant so",
      objects: [sampleKafka({ listeners: [plain] }, {}, { annotations: { [optIn]: "plain" } })],
    },
  ],
  *check(kafka) {
    const meant = (kafka.annotations[optIn] ?? "").split(",").map((each) => each.trim());
    for (const { value, path } of listeners(kafka)) {
      const name = textAt(value, "name") ?? "";
      if (value["tls"] === true || meant.includes(name)) continue;
      yield {
        message: "the listener is not encrypted",
        at: { path: [...path, "tls"], field: "tls" },
        seen: told(value["tls"]),
        allowed: `true, or the annotation ${optIn}: ${name}`,
        hint: "set tls: true",
      };
    }
  },
};
