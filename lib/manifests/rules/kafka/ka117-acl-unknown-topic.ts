// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import { listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { belonging, clusterWith, fieldsIn, topicName } from "./facts.ts";
import { sampleAcl, sampleKafka, sampleTopic, sampleUser } from "./samples.ts";

const may = (name: string, over = {}) =>
  sampleUser({ authorization: { type: "simple", acls: [sampleAcl(name, over)] } });

const maker = sampleUser({
  authorization: {
    type: "simple",
    acls: [{ ...sampleAcl("connect-offsets"), operations: ["Create", "Read", "Write"] }],
  },
});

export const aclUnknownTopic: ObjectRule = {
  id: "KA117",
  name: "kafka-acl-unknown-topic",
  severity: "error",
  scope: "object",
  kinds: ["KafkaUser.kafka.strimzi.io"],
  what: "A user's right to a topic is for one that the cluster has.",
  why: "Kafka takes a right to any name: the client then waits for a topic that nobody makes, or is refused by the one that was meant.",
  sources: ["https://strimzi.io/docs/operators/latest/configuring#type-AclRule-reference"],
  failing: [
    { title: "misspelt", objects: [sampleKafka(), sampleTopic(), may("event")] },
    { title: "no topics at all", objects: [sampleKafka(), may("events")] },
    {
      title: "no topic begins so",
      objects: [sampleKafka(), sampleTopic(), may("logs-", { patternType: "prefix" })],
    },
    {
      title: "the object's name is not the topic's",
      objects: [sampleKafka(), sampleTopic({ topicName: "Events" }), may("events")],
    },
  ],
  passing: [
    { title: "it is there", objects: [sampleKafka(), sampleTopic(), may("events")] },
    { title: "some begin so", objects: [sampleKafka(), sampleTopic(), may("ev", { patternType: "prefix" })] },
    {
      title: "it may make the topic itself, as Kafka Connect does",
      objects: [sampleKafka(), maker],
    },
    { title: "all topics", objects: [sampleKafka(), sampleTopic(), may("*")] },
    { title: "a topic around it", objects: [sampleKafka(), may("events")], around: [sampleTopic()] },
    { title: "the cluster is not known", objects: [may("event")] },
  ],
  *check(user, { set }) {
    const cluster = clusterWith(set, user);
    if (cluster === undefined) return;
    const topics = belonging(set, "KafkaTopic", cluster.kafka).map(topicName);
    for (const { value, path } of fieldsIn(user.value, "spec", "authorization", "acls")) {
      const name = textAt(value, "resource", "name") ?? "";
      // Kafka's own topics begin with two underscores.
      if (textAt(value, "resource", "type") !== "topic" || name === "*" || name.startsWith("__")) continue;
      // What it makes itself needs no KafkaTopic.
      if (listAt(value, "operations").some((each) => each === "Create" || each === "All")) continue;
      const prefix = textAt(value, "resource", "patternType") === "prefix";
      if (prefix ? topics.some((topic) => topic.startsWith(name)) : topics.includes(name)) continue;
      yield {
        message: `no KafkaTopic of cluster ${cluster.kafka.name} ${prefix ? "begins with" : "is"} ${name}`,
        at: { path: [...path, "resource", "name"], field: "acls" },
        seen: name,
        allowed: topics.slice(0, 10).join(", ") || undefined,
        hint: didYouMean(name, topics) ?? "declare the topic, or remove the right",
      };
    }
  },
};
