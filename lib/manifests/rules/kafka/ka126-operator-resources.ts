// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { at, fieldsAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleKafka } from "./samples.ts";

const parts = [
  ["spec", "entityOperator", "topicOperator"],
  ["spec", "entityOperator", "userOperator"],
  ["spec", "cruiseControl"],
  ["spec", "kafkaExporter"],
] as const;
const least = Quantity.parse("100m");
const operators = (resources: unknown) => sampleKafka({}, { entityOperator: { topicOperator: { resources } } });

export const operatorResources: ObjectRule = {
  id: "KA126",
  name: "kafka-operator-resources",
  severity: "warning",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "What stands beside the brokers asks for CPU and memory, and gets enough CPU to answer its probes.",
  why: "Strimzi has no defaults for them: a namespace with a quota refuses the pods. With a CPU limit of 50m they start so slowly that their probes restart them without an end.",
  sources: [
    "https://github.com/strimzi/strimzi-kafka-operator/issues/7851",
    "https://github.com/strimzi/strimzi-kafka-operator/issues/4419",
  ],
  failing: [
    { title: "no resources", objects: [operators(undefined)] },
    {
      title: "too little CPU",
      objects: [operators({ requests: { cpu: "10m", memory: "256Mi" }, limits: { cpu: "50m", memory: "256Mi" } })],
    },
    { title: "of Cruise Control", objects: [sampleKafka({}, { cruiseControl: {} })] },
  ],
  passing: [
    { title: "both have them", objects: [sampleKafka()] },
    { title: "none is wanted", objects: [sampleKafka({}, { entityOperator: undefined })] },
  ],
  *check({ value }) {
    for (const part of parts) {
      const spec = fieldsAt(value, ...part);
      if (spec === undefined) continue;
      const name = part.at(-1) ?? "";
      const missing = ["requests", "limits"].flatMap((which) =>
        ["cpu", "memory"].flatMap((what) =>
          at(spec, "resources", which, what) === undefined ? [`${which}.${what}`] : [],
        ),
      );
      const cpu = Quantity.read(at(spec, "resources", "limits", "cpu"));
      if (missing.length > 0)
        yield {
          message: `${name} has no ${missing.join(", ")}`,
          at: { path: [...part, "resources"], field: "resources" },
          seen: missing.length === 4 ? "nothing" : undefined,
          hint: "set requests and limits of cpu and memory, such as 50m to 500m and 256Mi",
        };
      else if (cpu !== undefined && cpu.nanos < least.nanos)
        yield {
          message: `${name} may use ${cpu.toString()} of a CPU and starts too slowly for its probes`,
          at: { path: [...part, "resources", "limits", "cpu"], field: "resources" },
          seen: cpu.toString(),
          allowed: "at least 100m",
          hint: "set limits.cpu: 500m; the request may stay low",
        };
    }
  },
};
