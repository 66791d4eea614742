// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../../objects/manifest.ts";
import { namespaceOf, ownedMetadata } from "../../objects/owned.ts";
import type { LagAlert } from "./alert-props.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { sinkSettings } from "./settings.ts";

/**
 * Two alerts: the group is behind, and nothing is known of it. The metric `kafka_consumergroup_lag` is that of Kafka Exporter, which
 * Strimzi runs when the Kafka has `spec.kafkaExporter`; brokers' own metrics (`strimziMetricsReporter`) know no group's lag. Prometheus
 * puts the pod's namespace into the label `namespace`, as a PodMonitor does unless told otherwise.
 * @see https://strimzi.io/docs/operators/latest/deploying#con-metrics-kafka-exporter-lag-str
 */
export function lagAlert(props: KafkaToElasticsearchProps, alert: LagAlert): Manifest {
  const { messages = 10_000, minutes = 10, severity = "warning" } = alert;
  const { group } = sinkSettings(props);
  const namespace = props.kafka.namespace ?? namespaceOf(props);
  const series = `kafka_consumergroup_lag{namespace=${text(namespace)},consumergroup=${text(group)}}`;
  const metadata = ownedMetadata(props, `${props.name}-lag`);
  const labels = { severity, event: props.event, team: props.team };
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { ...metadata, labels: { ...alert.labels, ...metadata.labels } },
    spec: {
      groups: [
        {
          name: `${namespaceOf(props)}.${props.name}`,
          rules: [
            {
              alert: "KafkaToElasticsearchBehind",
              expr: `sum by (topic) (${series}) > ${messages}`,
              for: `${minutes}m`,
              labels,
              annotations: {
                summary: `{{ $value }} messages of topic {{ $labels.topic }} wait for bridge ${props.name}`,
                description: `Look at the pods of ${props.name} and at Elasticsearch: refused (403), full, or slower than what is produced.`,
              },
            },
            {
              alert: "KafkaToElasticsearchSilent",
              expr: `absent(${series})`,
              for: `${Math.max(minutes, 15)}m`,
              labels,
              annotations: {
                summary: `Nothing is known of the consumer group ${group}`,
                description: `Kafka Exporter does not run, or the bridge ${props.name} never read anything.`,
              },
            },
          ],
        },
      ],
    },
  };
}

/** A string of PromQL. */
function text(value: string): string {
  return JSON.stringify(value);
}
