// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import type { SetRule } from "../../rule.ts";
import { clustersOf } from "./facts.ts";
import { sampleKafka, sampleOptions, samplePool } from "./samples.ts";

const resources = { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };
const single = { config: sampleOptions(1) };

export const cruiseControl: SetRule = {
  id: "KA131",
  name: "kafka-cruise-control",
  severity: "error",
  scope: "set",
  what: "Cruise Control stands beside at least two brokers.",
  why: "It moves partitions from one broker to another. With one there is nowhere to move them, and Strimzi refuses the cluster as a whole.",
  sources: ["strimzi-kafka-operator CruiseControlMetricsReporter.fromCrd"],
  failing: [
    { title: "one broker", objects: [sampleKafka(single, { cruiseControl: { resources } }), samplePool(1)] },
    {
      title: "one broker of a pool for it",
      objects: [
        sampleKafka(single, { cruiseControl: {} }),
        samplePool(1, { roles: ["broker"] }),
        samplePool(3, { roles: ["controller"] }, { name: "controllers" }),
      ],
    },
  ],
  passing: [
    { title: "three brokers", objects: [sampleKafka({}, { cruiseControl: { resources } }), samplePool(3)] },
    { title: "one broker without it", objects: [sampleKafka(single), samplePool(1)] },
  ],
  *check(set) {
    for (const { kafka, brokers } of clustersOf(set)) {
      if (brokers !== 1 || fieldsAt(kafka.value, "spec", "cruiseControl") === undefined) continue;
      yield {
        manifest: kafka,
        message: "Cruise Control needs two brokers at least and there is one",
        at: { path: ["spec", "cruiseControl"], key: true, field: "cruiseControl" },
        hint: "remove spec.cruiseControl, or add brokers",
      };
    }
  },
};
