// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { optionNumber } from "../kafka/facts.ts";
import { clusterOfConnect, connectKind, connectOf, connectorKind, findTopic } from "./connect.ts";
import { sampleConnect, sampleConnector, sampleKafka, sampleTopic } from "./samples.ts";

const storage = ["config", "offset", "status"].map((each) => `${each}.storage.replication.factor`);
const deadLetters = "errors.deadletterqueue.topic.replication.factor";
const deadLetterTopic = "errors.deadletterqueue.topic.name";
// Of Connect itself, for each of these. See ConnectorConfig.DLQ and DistributedConfig of org.apache.kafka:connect-runtime.
const unset = 3;

const to = (factor: number | undefined): Fields => ({ [deadLetterTopic]: "dlq", [deadLetters]: factor });

export const connectReplication: ObjectRule = {
  id: "BR104",
  name: "connect-replication",
  severity: "error",
  scope: "object",
  kinds: [connectKind, connectorKind],
  what: "Topics that Connect makes have no more replicas than there are brokers.",
  why:
    `The broker refuses the topic: workers do not start without theirs, and a connector with a dead letter topic fails at once. Unset is ` +
    `${unset}, also on a cluster of one broker.`,
  sources: [
    "https://kafka.apache.org/43/configuration/kafka-connect-configs/",
    "https://cwiki.apache.org/confluence/display/KAFKA/KIP-298%3A+Error+Handling+in+Connect",
  ],
  failing: [
    { title: "dead letters", objects: [...sampleKafka(1), sampleConnect(), sampleConnector(to(3))] },
    { title: "unset, with one broker", objects: [...sampleKafka(1), sampleConnect(), sampleConnector(to(undefined))] },
    {
      title: "the topics of the workers",
      objects: [...sampleKafka(1), sampleConnect({ config: { "config.storage.replication.factor": 3 } })],
    },
  ],
  passing: [
    { title: "as many as brokers", objects: [...sampleKafka(3), sampleConnect(), sampleConnector(to(3))] },
    { title: "what the brokers say", objects: [...sampleKafka(1), sampleConnect()] },
    {
      title: "the topic is there already",
      objects: [...sampleKafka(1), sampleTopic("dlq", 1), sampleConnect(), sampleConnector(to(3))],
    },
    { title: "no dead letter topic", objects: [...sampleKafka(1), sampleConnect(), sampleConnector()] },
  ],
  *check(manifest, { set }) {
    const workers = manifest.kind === "KafkaConnect" ? manifest : connectOf(manifest, set);
    const cluster = workers && clusterOfConnect(workers, set);
    if (cluster?.brokers === undefined) return;
    const config = fieldsAt(manifest.value, "spec", "config") ?? {};
    const topic = config[deadLetterTopic];
    const made = typeof topic === "string" && topic !== "" && findTopic(set, cluster, topic) === undefined;
    for (const key of manifest.kind === "KafkaConnect" ? storage : made ? [deadLetters] : []) {
      const factor = optionNumber(config, key) ?? unset;
      if (factor <= cluster.brokers) continue;
      yield {
        message: `${factor} replicas on ${cluster.brokers === 1 ? "one broker" : `${cluster.brokers} brokers`}`,
        at: { path: ["spec", "config", ...(Object.hasOwn(config, key) ? [key] : [])], field: key },
        seen: Object.hasOwn(config, key) ? String(factor) : `unset, which is ${unset}`,
        allowed: `at most ${cluster.brokers}`,
        hint: key === deadLetters ? `write ${Math.max(1, cluster.brokers)}` : "write -1: as the brokers say",
      };
    }
  },
};
