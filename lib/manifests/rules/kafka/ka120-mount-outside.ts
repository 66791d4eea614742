// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn } from "./facts.ts";
import { sampleKafka, samplePool } from "./samples.ts";

const mounted = (mountPath: string) => ({
  template: { kafkaContainer: { volumeMounts: [{ name: "plugins", mountPath }] } },
});
const templates = [
  ["spec", "kafka", "template", "kafkaContainer"],
  ["spec", "kafka", "template", "initContainer"],
  ["spec", "template", "kafkaContainer"],
  ["spec", "template", "initContainer"],
  ["spec", "entityOperator", "template", "topicOperatorContainer"],
  ["spec", "entityOperator", "template", "userOperatorContainer"],
  ["spec", "cruiseControl", "template", "cruiseControlContainer"],
  ["spec", "kafkaExporter", "template", "container"],
];

export const mountOutside: ObjectRule = {
  id: "KA120",
  name: "kafka-mount-outside",
  severity: "error",
  scope: "object",
  kinds: ["Kafka.kafka.strimzi.io", "KafkaNodePool.kafka.strimzi.io"],
  what: "Further volumes are mounted below /mnt.",
  why: "Elsewhere they could hide files of the image, so Strimzi refuses the cluster as a whole.",
  sources: ["strimzi-kafka-operator TemplateUtils.addAdditionalVolumeMounts"],
  failing: [
    { title: "in the image's own directory", objects: [sampleKafka(mounted("/opt/kafka/plugins"))] },
    { title: "of a pool", objects: [samplePool(3, mounted("/mntx"))] },
  ],
  passing: [
    { title: "below it", objects: [sampleKafka(mounted("/mnt/plugins"))] },
    { title: "none", objects: [sampleKafka(), samplePool(3)] },
  ],
  *check({ value }) {
    for (const template of templates)
      for (const mount of fieldsIn(value, ...template, "volumeMounts")) {
        const path = textAt(mount.value, "mountPath") ?? "";
        if (/^\/mnt(\/|$)/.test(path)) continue;
        yield {
          message: "the volume is not mounted below /mnt",
          at: { path: [...mount.path, "mountPath"], field: "mountPath" },
          seen: path,
          allowed: "/mnt/…",
          hint: "mount it below /mnt and point what uses it there",
        };
      }
  },
};
