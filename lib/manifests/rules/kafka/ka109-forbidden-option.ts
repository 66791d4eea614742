// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { listeners, told } from "./facts.ts";
import { sampleKafka, sampleOptions } from "./samples.ts";
import { allowedPerListener, forbiddenExceptions, forbiddenPrefixes } from "./table.ts";

export const forbiddenOption: ObjectRule = {
  id: "KA109",
  name: "kafka-forbidden-option",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "The brokers' options hold none that Strimzi sets itself.",
  why: "It drops them with a line in its log: the cluster runs without what somebody asked for.",
  sources: [
    "io.strimzi:api 1.2.0 KafkaClusterSpec.FORBIDDEN_PREFIXES and FORBIDDEN_PREFIX_EXCEPTIONS",
    "strimzi-kafka-operator AbstractConfiguration.filterForbidden, KafkaConfiguration.modifyWithListeners",
  ],
  failing: [
    { title: "a listener", objects: [sampleKafka({ config: sampleOptions(3, { listeners: "PLAINTEXT://:9092" }) })] },
    { title: "a right for everybody", objects: [sampleKafka({ config: { "super.users": "User:ANONYMOUS" } })] },
    { title: "directories of the log", objects: [sampleKafka({ config: { "log.dirs": "/tmp" } })] },
    {
      title: "a limit of a listener that there is not",
      objects: [sampleKafka({ config: { "listener.name.tls-9094.max.connections": 100 } })],
    },
    { title: "in capitals", objects: [sampleKafka({ config: { "SSL.keystore.type": "PEM" } })] },
  ],
  passing: [
    { title: "options of topics", objects: [sampleKafka()] },
    { title: "an exception", objects: [sampleKafka({ config: { "ssl.protocol": "TLSv1.3" } })] },
    {
      title: "a limit of one listener",
      objects: [sampleKafka({ config: { "listener.name.tls-9093.max.connections": 100 } })],
    },
  ],
  *check(kafka) {
    const ofListeners = listeners(kafka).flatMap(({ value }) =>
      allowedPerListener.map((each) => `listener.name.${told(value["name"])}-${told(value["port"])}.${each}`),
    );
    // Exceptions are whole names, in lower case only.
    const allowed = new Set([...forbiddenExceptions, ...ofListeners]);
    for (const option of Object.keys(fieldsAt(kafka.value, "spec", "kafka", "config") ?? {})) {
      const lower = option.toLowerCase();
      const prefix = forbiddenPrefixes.find((each) => lower.startsWith(each.toLowerCase()));
      if (prefix === undefined || allowed.has(option)) continue;
      yield {
        message: `Strimzi sets ${prefix}${prefix === lower ? "" : "…"} itself and drops this one`,
        at: { path: ["spec", "kafka", "config", option], key: true, field: option },
        seen: option,
        hint: /^(listener|advertised|port|host|ssl|sasl|security)/.test(lower)
          ? "remove it, and say it in spec.kafka.listeners"
          : "remove it",
      };
    }
  },
};
