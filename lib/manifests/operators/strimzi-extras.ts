// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { always, type Row, when } from "./made.ts";
import { assembly, container, podFields, policy } from "./strimzi-common.ts";
import { defaultKafkaVersion } from "./strimzi-versions.ts";

// Two optional parts of a Kafka that are one Deployment each, with what belongs to it.

/** Metrics of consumers' lag. */
export const kafkaExporter: readonly Row[] = part("kafkaExporter", "-kafka-exporter", "KafkaExporterReconciler.java", [
  always("v1", "Secret", "-kafka-exporter-certs", `${assembly}/KafkaExporterReconciler.java#certificatesSecret`),
  policy(({ name }) => `${name}-kafka-exporter`, `${assembly}/KafkaExporterReconciler.java#networkPolicy`),
]);

/** Rebalances partitions. */
export const cruiseControl: readonly Row[] = part("cruiseControl", "-cruise-control", "CruiseControlReconciler.java", [
  always("v1", "Secret", "-cruise-control-certs", `${assembly}/CruiseControlReconciler.java#certificatesSecret`),
  always("v1", "Secret", "-cruise-control-api", `${assembly}/CruiseControlReconciler.java#apiSecret`),
  always("v1", "ConfigMap", "-cruise-control-config", `${assembly}/CruiseControlReconciler.java#configMap`),
  {
    ...always("v1", "Service", "-cruise-control", `${assembly}/CruiseControlReconciler.java#service`),
    fields: () => ({ spec: { type: "ClusterIP" } }),
  },
  policy(
    ({ name }) => `${name}-network-policy-cruise-control`,
    `${assembly}/CruiseControlReconciler.java#networkPolicy`,
  ),
]);

function part(field: string, suffix: string, file: string, rows: readonly Row[]): readonly Row[] {
  const has = ({ value }: Manifest): boolean => fieldsAt(value, "spec", field) !== undefined;
  return [
    always("v1", "ServiceAccount", suffix, `${assembly}/${file}#serviceAccount`),
    ...rows,
    {
      ...always("apps/v1", "Deployment", suffix, `${assembly}/${file}#deployment`),
      fields: (owner: Manifest) => deployment(owner, field, suffix),
    },
  ].map((row) => when(has, row));
}

function deployment(owner: Manifest, field: string, suffix: string): Fields {
  const spec = fieldsAt(owner.value, "spec", field) ?? {};
  const version = textAt(owner.value, "spec", "kafka", "version") ?? defaultKafkaVersion;
  const usual = `quay.io/strimzi/kafka:1.2.0-kafka-${version}`;
  const own = at(spec, "template", field === "kafkaExporter" ? "container" : `${field}Container`);
  const labels = { "strimzi.io/cluster": owner.name, "strimzi.io/name": `${owner.name}${suffix}` };
  return {
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...podFields(at(spec, "template", "pod")),
          serviceAccountName: `${owner.name}${suffix}`,
          containers: [container(suffix.slice(1), textAt(spec, "image") ?? usual, at(spec, "resources"), own)],
        },
      },
    },
  };
}
