// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { listeners, told } from "./facts.ts";
import { sampleKafka, sampleListener } from "./samples.ts";

const one = (over: Readonly<Record<string, unknown>>) => sampleKafka({ listeners: [sampleListener(over)] });
const passedThrough = new Set(["route", "tlsroute", "ingress"]);

export const listenerTls: ObjectRule = {
  id: "KA112",
  name: "kafka-listener-tls",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "A listener that needs TLS has it: for certificates of clients, and for routes that choose by its server name.",
  why: "Strimzi refuses the cluster as a whole.",
  sources: [
    "strimzi-kafka-operator ListenersValidator.validateRouteAndIngressTlsOnly, validateTlsFeaturesOnNonTlsListener",
  ],
  failing: [
    { title: "certificates of clients", objects: [one({ tls: false, authentication: { type: "tls" } })] },
    { title: "a TLSRoute", objects: [one({ tls: false, type: "tlsroute" })] },
    {
      title: "a certificate of its own",
      objects: [one({ tls: false, configuration: { brokerCertChainAndKey: { secretName: "own" } } })],
    },
  ],
  passing: [
    { title: "with TLS", objects: [one({ authentication: { type: "tls" } })] },
    { title: "passwords without", objects: [one({ tls: false })] },
  ],
  *check(kafka) {
    for (const { value, path } of listeners(kafka)) {
      if (value["tls"] === true) continue;
      const type = textAt(value, "type") ?? "";
      const because =
        textAt(value, "authentication", "type") === "tls"
          ? "clients with certificates"
          : textAt(value, "configuration", "brokerCertChainAndKey", "secretName") !== undefined
            ? "a certificate of its own"
            : passedThrough.has(type)
              ? `type ${type}`
              : undefined;
      if (because === undefined) continue;
      yield {
        message: `${because} needs TLS and the listener has none`,
        at: { path: [...path, "tls"], field: "tls" },
        seen: told(value["tls"]),
        allowed: "true",
        hint: "set tls: true",
      };
    }
  },
};
