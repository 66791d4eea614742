// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { listeners } from "./facts.ts";
import { sampleKafka, sampleListener } from "./samples.ts";
import { forbiddenPorts, lowestPort } from "./table.ts";

const on = (...ports: readonly number[]) =>
  sampleKafka({ listeners: ports.map((port, index) => sampleListener({ name: `tls${index}`, port })) });

export const listenerPort: ObjectRule = {
  id: "KA111",
  name: "kafka-listener-port",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "Ports of listeners are 9092 or higher, free, and each is used once.",
  why: "Lower ones are between the nodes, 9404 is for metrics and 9999 for JMX: Strimzi refuses the cluster as a whole.",
  sources: ["strimzi-kafka-operator ListenersValidator.FORBIDDEN_PORTS and LOWEST_ALLOWED_PORT_NUMBER"],
  failing: [
    { title: "between the nodes", objects: [on(9091)] },
    { title: "of metrics", objects: [on(9404)] },
    { title: "twice", objects: [on(9093, 9093)] },
  ],
  passing: [
    { title: "two ports", objects: [on(9093, 9094)] },
    { title: "the lowest", objects: [on(9092)] },
  ],
  *check(kafka) {
    const all = listeners(kafka);
    for (const [index, { value, path }] of all.entries()) {
      const { port } = value;
      if (typeof port !== "number") continue;
      const twice = all.slice(0, index).some((other) => other.value["port"] === port);
      if (port >= lowestPort && port <= 65_535 && !forbiddenPorts.includes(port) && !twice) continue;
      yield {
        message: twice ? "two listeners have this port" : "the port is not free for listeners",
        at: { path: [...path, "port"], field: "port" },
        seen: String(port),
        allowed: `${lowestPort} to 65535 without ${forbiddenPorts.join(" and ")}, each once`,
        hint: "use 9093, 9094 and so on",
      };
    }
  },
};
