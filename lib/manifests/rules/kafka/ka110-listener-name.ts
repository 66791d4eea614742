// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { listeners } from "./facts.ts";
import { sampleKafka, sampleListener } from "./samples.ts";
import { listenerName as pattern } from "./table.ts";

const named = (...names: readonly string[]) =>
  sampleKafka({ listeners: names.map((name, index) => sampleListener({ name, port: 9093 + index })) });

export const listenerName: ObjectRule = {
  id: "KA110",
  name: "kafka-listener-name",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "Names of listeners are 1 to 11 lower-case letters and digits, each once.",
  why: "They become names of ports and Services: Strimzi refuses the cluster as a whole.",
  sources: [
    "io.strimzi:api 1.2.0 GenericKafkaListener.LISTENER_NAME_REGEX",
    "strimzi-kafka-operator ListenersValidator",
  ],
  failing: [
    { title: "capitals", objects: [named("TLS")] },
    { title: "too long", objects: [named("certificates")] },
    { title: "a hyphen", objects: [named("tls-1")] },
    { title: "twice", objects: [named("tls", "tls")] },
  ],
  passing: [
    { title: "short", objects: [named("tls", "certs")] },
    { title: "eleven", objects: [named("abcdefgh123")] },
  ],
  *check(kafka) {
    const all = listeners(kafka);
    for (const [index, { value, path }] of all.entries()) {
      const name = textAt(value, "name") ?? "";
      const twice = all.slice(0, index).some((other) => other.value["name"] === name);
      if (pattern.test(name) && !twice) continue;
      yield {
        message: twice ? "two listeners have this name" : "the listener's name is not one that Strimzi takes",
        at: { path: [...path, "name"], field: "name" },
        seen: name,
        allowed: "1 to 11 of a-z and 0-9, each once",
        hint: twice ? "rename one of them" : "use a short name such as tls",
      };
    }
  },
};
