// SPDX-License-Identifier: Apache-2.0
import { at } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { told } from "./facts.ts";
import { sampleKafka, sampleOptions } from "./samples.ts";

const option = "auto.create.topics.enable";

export const autoCreate: ObjectRule = {
  id: "KA128",
  name: "kafka-auto-create",
  severity: "warning",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "Brokers make no topics by themselves.",
  why: "A misspelt name becomes a topic with one partition and the brokers' defaults, and its messages are where nobody looks.",
  sources: ["https://kafka.apache.org/documentation/#brokerconfigs_auto.create.topics.enable"],
  failing: [
    { title: "Kafka's default", objects: [sampleKafka({ config: {} })] },
    { title: "switched on", objects: [sampleKafka({ config: sampleOptions(3, { [option]: true }) })] },
  ],
  passing: [
    { title: "switched off", objects: [sampleKafka()] },
    { title: "as text", objects: [sampleKafka({ config: sampleOptions(3, { [option]: "false" }) })] },
  ],
  *check({ value }) {
    const found = at(value, "spec", "kafka", "config", option);
    if (told(found) === "false") return;
    yield {
      message: "brokers make a topic of any name that a client asks for",
      at: { path: ["spec", "kafka", "config", ...(found === undefined ? [] : [option])], field: option },
      seen: found === undefined ? "not set: Kafka's default is true" : told(found),
      allowed: "false",
      hint: `set ${option}: false and declare topics as KafkaTopic`,
    };
  },
};
