// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { strimzi } from "../kafka/facts.ts";
import { sampleKafka } from "./samples.ts";

const rule = (expr: string): Fields => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "lag" },
  spec: { groups: [{ name: "lag", rules: [{ alert: "Behind", expr }] }] },
});
const lag = rule('sum by (topic) (kafka_consumergroup_lag{namespace="default"}) > 100');
const exporter = sampleKafka(1).map((each) =>
  each["kind"] === "Kafka" ? { ...each, spec: { ...fieldsAt(each, "spec"), kafkaExporter: {} } } : each,
);

export const lagExporter: ObjectRule = {
  id: "BR126",
  name: "lag-exporter",
  severity: "warning",
  scope: "object",
  kinds: ["PrometheusRule.monitoring.coreos.com"],
  what: "An alert about the lag of a consumer group stands beside a Kafka with an exporter for it.",
  why: "Brokers know of no group how far it is behind: without the exporter the metric is not there, and such an alert never fires.",
  sources: ["https://strimzi.io/docs/operators/latest/deploying#con-metrics-kafka-exporter-lag-str"],
  failing: [
    { title: "no exporter", objects: [lag, ...sampleKafka(1)] },
    {
      title: "the brokers' own metrics alone",
      objects: [
        lag,
        ...sampleKafka(1).map((each) =>
          each["kind"] === "Kafka"
            ? { ...each, spec: { kafka: { metricsConfig: { type: "strimziMetricsReporter" } } } }
            : each,
        ),
      ],
    },
  ],
  passing: [
    { title: "with one", objects: [lag, ...exporter] },
    { title: "another metric", objects: [rule("up == 0"), ...sampleKafka(1)] },
    { title: "Kafka is elsewhere", objects: [lag] },
  ],
  *check({ value, namespace }, { set }) {
    const clusters = set.of(strimzi, "Kafka").filter((each) => each.namespace === namespace);
    if (clusters.length === 0 || clusters.some((each) => fieldsAt(each.value, "spec", "kafkaExporter") !== undefined))
      return;
    for (const [index, group] of listAt(value, "spec", "groups").entries())
      for (const [place, each] of listAt(group, "rules").entries()) {
        if (!/\bkafka_consumergroup_lag(_sum)?\b/.test(textAt(each, "expr") ?? "")) continue;
        yield {
          message: `nothing makes the metric that ${textAt(each, "alert") ?? "this rule"} looks at`,
          at: { path: ["spec", "groups", index, "rules", place, "expr"], field: "expr" },
          hint: `add spec.kafkaExporter, with resources, to Kafka ${clusters[0]?.name}, and a PodMonitor for it`,
        };
      }
  },
};
