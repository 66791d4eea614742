// SPDX-License-Identifier: Apache-2.0

/** Kafka Connect as the bridge. The plugin is the organizers' to supply: its licence wants to be read by whoever hands it on. */
export interface ConnectSink {
  /**
   * OCI image that holds nothing but the plugin's files; it is mounted as an image volume (Kubernetes 1.33 or newer).
   * @default - none: `image` holds the plugin
   */
  readonly plugin?: string | undefined;
  /** Image of Kafka Connect with the plugin inside. @default - the operator's */
  readonly image?: string | undefined;
  /** Version of the connector. Confluent's speaks to Elasticsearch 9 from 16.0.0 on. */
  readonly version: string;
  /** @default "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector" */
  readonly connectorClass?: string | undefined;
  /**
   * Secret of type `kubernetes.io/basic-auth` with `username` and `password` of a user of Elasticsearch; its `roles` name the role
   * `<name>_writer`, which is added to the cluster.
   */
  readonly userSecret: string;
  /** Tasks; more than partitions never get work. @default - partitions, at most 8; 1 when they are not known */
  readonly tasks?: number | undefined;
  /** Topic for what cannot be read or is refused. `false`: the connector stops at it. @default `dlq-<name>` */
  readonly deadLetterTopic?: string | false | undefined;
  /** Further settings of the connector. @default - none */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined;
}

export const confluentSink = "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector";
