// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../../manifest.ts";
import type { SetRule } from "../../rule.ts";
import { clusterName, strimzi, topicName } from "./facts.ts";
import { sampleTopic } from "./samples.ts";

const named = (topic: string, name: string) => sampleTopic({ topicName: topic }, { name });

export const topicNames: SetRule = {
  id: "KA134",
  name: "kafka-topic-names",
  severity: "error",
  scope: "set",
  what: "Kafka takes the name of a topic, and no other topic of the cluster has it, `.` and `_` being the same.",
  why: "Of two objects for one topic the newer waits for ever; names that differ in `.` and `_` alone have the same metrics, and Kafka refuses the second.",
  sources: ["org.apache.kafka.common.internals.Topic.validate, hasCollision"],
  failing: [
    { title: "characters", objects: [named("my topic", "my-topic")] },
    { title: "twice", objects: [named("events", "one"), named("events", "two")] },
    { title: "nearly", objects: [named("a.b", "one"), named("a_b", "two")] },
    { title: "too long", objects: [named("t".repeat(250), "long")] },
  ],
  passing: [
    { title: "different", objects: [named("Events_2", "one"), named("events", "two")] },
    {
      title: "of another cluster",
      objects: [
        named("events", "one"),
        sampleTopic({ topicName: "events" }, { name: "two", labels: { "strimzi.io/cluster": "other" } }),
      ],
    },
  ],
  *check(set) {
    const seen = new Map<string, Manifest>();
    for (const topic of set.of(strimzi, "KafkaTopic")) {
      const name = topicName(topic);
      const place = { path: ["spec", "topicName"], field: "topicName" };
      if (!/^[A-Za-z0-9._-]{1,249}$/.test(name) || name === "." || name === "..") {
        yield {
          manifest: topic,
          message: "Kafka does not take this name",
          at: place,
          seen: name.slice(0, 80),
          allowed: "1 to 249 letters, digits, ., _ and -",
          hint: "rename it",
        };
        continue;
      }
      const key = JSON.stringify([topic.namespace, clusterName(topic), name.replaceAll(".", "_")]);
      const other = seen.get(key);
      if (other === undefined) seen.set(key, topic);
      else
        yield {
          manifest: topic,
          message:
            topicName(other) === name
              ? `${other.subject} is for the same topic`
              : `topic ${topicName(other)} differs from it in . and _ alone`,
          at: place,
          seen: name,
          hint: "rename or remove one of them",
        };
    }
  },
};
