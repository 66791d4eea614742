// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleKafka } from "./samples.ts";

const byLabel = { rack: { type: "topology-label", topologyKey: "topology.kubernetes.io/zone" } };

export const rackOfNodes: ObjectRule = {
  id: "KA133",
  name: "kafka-rack-of-nodes",
  severity: "warning",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io", "KafkaConnect.kafka.strimzi.io"],
  what: "Zones come from environment variables, not from the nodes' labels.",
  why: "To read a node's label Strimzi gives the pods a right in the whole cluster; where it may not, the cluster does not come up.",
  sources: ["https://strimzi.io/docs/operators/latest/configuring#type-Rack-reference"],
  failing: [
    { title: "of the brokers", objects: [sampleKafka(byLabel)] },
    {
      title: "of Kafka Connect",
      objects: [{ apiVersion: "kafka.strimzi.io/v1", kind: "KafkaConnect", metadata: { name: "sink" }, spec: byLabel }],
    },
  ],
  passing: [
    { title: "none", objects: [sampleKafka()] },
    {
      title: "an environment variable",
      objects: [sampleKafka({ rack: { type: "environment-variable", envVarName: "KAFKA_ZONE" } })],
    },
  ],
  *check({ kind, value }) {
    const path = kind === "Kafka" ? ["spec", "kafka", "rack"] : ["spec", "rack"];
    if (textAt(value, ...path, "type") !== "topology-label") return;
    yield {
      message: "it wants a ClusterRoleBinding, to read labels of nodes",
      at: { path: [...path, "type"], field: "rack" },
      seen: "topology-label",
      allowed: "environment-variable",
      hint: "use a pool a zone, each with its zone in an environment variable",
    };
  },
};
