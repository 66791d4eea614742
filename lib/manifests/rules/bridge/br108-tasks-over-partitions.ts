// SPDX-License-Identifier: Apache-2.0
import { numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterOfConnect, connectOf, connectorKind, partitionsOf, topicsOfConnector } from "./connect.ts";
import { sampleConnect, sampleConnector, sampleKafka, sampleTopic } from "./samples.ts";

const around = [...sampleKafka(1), sampleConnect()];

export const tasksOverPartitions: ObjectRule = {
  id: "BR108",
  name: "tasks-over-partitions",
  severity: "warning",
  scope: "object",
  kinds: [connectorKind],
  what: "A sink has no more tasks than its topics have partitions.",
  why: "A partition is read by one task: those beyond never get a message, and hold memory and connections all the same.",
  sources: ["https://kafka.apache.org/43/kafka-connect/user-guide/"],
  failing: [
    {
      title: "four tasks for two",
      objects: [sampleConnector({}, { tasksMax: 4 })],
      around: [...around, sampleTopic("events", 2)],
    },
    {
      title: "two topics together",
      objects: [sampleConnector({ topics: "events, alerts" }, { tasksMax: 4 })],
      around: [...around, sampleTopic("events", 2), sampleTopic("alerts", 1)],
    },
  ],
  passing: [
    {
      title: "one each",
      objects: [sampleConnector({}, { tasksMax: 2 })],
      around: [...around, sampleTopic("events", 2)],
    },
    { title: "a topic that is not known", objects: [sampleConnector({}, { tasksMax: 8 })], around },
  ],
  *check(connector, { set }) {
    const tasks = numberAt(connector.value, "spec", "tasksMax") ?? 1;
    const connect = connectOf(connector, set);
    const cluster = connect && clusterOfConnect(connect, set);
    const partitions = cluster && partitionsOf(set, cluster, topicsOfConnector(connector));
    if (partitions === undefined || tasks <= partitions) return;
    yield {
      message: `${tasks} tasks for ${partitions} partitions`,
      at: { path: ["spec", "tasksMax"], field: "tasksMax" },
      seen: String(tasks),
      allowed: `at most ${partitions}`,
      hint: `write ${partitions}, or give the topics more partitions`,
    };
  },
};
