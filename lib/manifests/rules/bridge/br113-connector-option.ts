// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { connectorConfig, connectorKind } from "./connect.ts";
import { sampleConnector } from "./samples.ts";

// io.strimzi:api 1.2.0 io.strimzi.api.kafka.model.connector.AbstractConnectorSpec FORBIDDEN_PARAMETERS
const fields: ReadonlyMap<string, string> = new Map([
  ["name", "metadata.name"],
  ["connector.class", "spec.class"],
  ["tasks.max", "spec.tasksMax"],
  ["connector.plugin.version", "spec.version"],
]);

export const connectorOption: ObjectRule = {
  id: "BR113",
  name: "connector-option",
  severity: "error",
  scope: "object",
  kinds: [connectorKind],
  what: "The configuration of a connector names nothing that has a field of its own.",
  why: "Strimzi leaves the option out and puts the field's value in its place: what stands there is not what runs.",
  sources: ["io.strimzi:api 1.2.0 AbstractConnectorSpec.FORBIDDEN_PARAMETERS"],
  failing: [
    { title: "the class", objects: [sampleConnector({ "connector.class": "org.example.Sink" })] },
    { title: "its tasks", objects: [sampleConnector({ "tasks.max": 4 })] },
  ],
  passing: [
    { title: "in their fields", objects: [sampleConnector({}, { tasksMax: 2 })] },
    { title: "an option that begins alike", objects: [sampleConnector({ "tasks.maximum": 4 })] },
  ],
  *check(manifest) {
    for (const key of Object.keys(connectorConfig(manifest))) {
      const field = fields.get(key.toLowerCase());
      if (field === undefined) continue;
      yield {
        message: `${key} is ${field}`,
        at: { path: ["spec", "config", key], key: true, field: key },
        hint: `write it into ${field}`,
      };
    }
  },
};
