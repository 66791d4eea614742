// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn } from "./facts.ts";
import { sampleKafka } from "./samples.ts";

const container = ["spec", "entityOperator", "template", "topicOperatorContainer"];
const variable = "STRIMZI_USE_FINALIZERS";
const withVariable = (value: string) =>
  sampleKafka(
    {},
    {
      entityOperator: {
        topicOperator: {},
        template: { topicOperatorContainer: { env: [{ name: variable, value }] } },
      },
    },
  );

export const topicFinalizers: ObjectRule = {
  id: "KA127",
  name: "kafka-topic-finalizers",
  severity: "warning",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io"],
  what: "The topic operator of a team's cluster sets no finalizers.",
  why: "When a namespace is deleted the operator goes with its pod, and topics that wait for it keep the namespace Terminating for good.",
  sources: [
    "https://github.com/strimzi/strimzi-kafka-operator/issues/11901",
    "https://github.com/strimzi/strimzi-kafka-operator/issues/9975",
  ],
  failing: [
    { title: "not said", objects: [sampleKafka({}, { entityOperator: { topicOperator: {} } })] },
    { title: "switched on", objects: [withVariable("true")] },
  ],
  passing: [
    { title: "switched off", objects: [withVariable("false")] },
    { title: "no topic operator", objects: [sampleKafka({}, { entityOperator: { userOperator: {} } })] },
  ],
  *check({ value }) {
    if (fieldsAt(value, "spec", "entityOperator", "topicOperator") === undefined) return;
    const set = fieldsIn(value, ...container, "env").find((each) => each.value["name"] === variable);
    if (set?.value["value"] === "false") return;
    yield {
      message: "its topics get finalizers, which keep the namespace when it is deleted",
      at: { path: set?.path ?? container, field: "env" },
      seen: set === undefined ? `no ${variable}` : String(set.value["value"]),
      hint: `set ${variable} to "false" in env of topicOperatorContainer`,
    };
  },
};
