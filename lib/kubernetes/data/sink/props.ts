// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { TeamOwnedProps } from "../../objects/owned.ts";
import type { DataSize } from "../size.ts";
import type { LagAlert } from "./alert-props.ts";
import type { ConnectSink } from "./connect-props.ts";

/** A Kafka cluster as the bridge sees it: a KafkaCluster, or what is known of one that another program made. */
export interface SinkKafka {
  readonly name: string;
  /** The bridge's own: Secrets with the password and the CA cannot be mounted from another one. @default - the bridge's */
  readonly namespace?: string | undefined;
  /** `host:port` of the listener for passwords. @default - port 9093 of the bootstrap Service */
  readonly bootstrap?: string | undefined;
  /** @default - not known */
  readonly brokers?: number | undefined;
  /** Secret whose `ca.crt` is trusted. @default `<name>-cluster-ca-cert` */
  readonly caSecret?: string | undefined;
  /** @default "4.3.1" */
  readonly version?: string | undefined;
}

/** Privileges as a role of Elasticsearch has them. */
export interface SinkRole {
  readonly cluster?: readonly string[] | undefined;
  readonly indices?:
    | readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[]
    | undefined;
}

/** An Elasticsearch cluster as the bridge sees it: an ElasticsearchCluster, or what is known of another. */
export interface SinkElasticsearch {
  readonly name: string;
  /** Another one than the bridge's is reached by ECK's association, which copies the CA and makes the user. @default - the bridge's */
  readonly namespace?: string | undefined;
  /** @default "9.4.3" */
  readonly version?: string | undefined;
  /** Adds a role to the cluster, replacing one of the same name. Without it, roles are the caller's matter. */
  addRole?(name: string, role: SinkRole): void;
}

export interface SinkTopic {
  /** @default - not known */
  readonly partitions?: number | undefined;
}

export interface DeadLetters {
  /** Space on the claim of each replica; when it is full the oldest go. @default "256Mi" */
  readonly space?: string | undefined;
  /** Writes what was refused, as text and with the reason, to the data stream `logs-<dataset>.dlq-<namespace>`. @default true */
  readonly index?: boolean | undefined;
}

export interface KafkaToElasticsearchProps extends TeamOwnedProps {
  /** Name of the bridge, of its Kafka user and, unless `group` says otherwise, of its consumer group. */
  readonly name: string;
  readonly kafka: SinkKafka;
  readonly elasticsearch: SinkElasticsearch;
  /** Names, or a KafkaTopicSet's `topics`: with their partitions known there is a thread for each. */
  readonly topics: readonly string[] | Readonly<Record<string, SinkTopic>>;
  /** Consumer group. Another one reads everything again. @default - the name */
  readonly group?: string | undefined;
  /** Middle part of the data stream `logs-<dataset>-<namespace>`. @default - the topic's name, with _ for - and in small letters */
  readonly dataset?: string | undefined;
  /** Last part of the data stream. @default - the team's id */
  readonly dataNamespace?: string | undefined;
  /** Writes to this index instead of a data stream. @default - a data stream */
  readonly index?: string | undefined;
  /** `json`: an object a message; what is none is indexed as text, with a tag. `text`: the message as it is. @default "json" */
  readonly format?: "json" | "text" | undefined;
  /** Where a group begins that has read nothing yet. @default "earliest" */
  readonly start?: "earliest" | "latest" | undefined;
  /**
   * First part of all document ids. A topic that was deleted and made again counts its messages from 0 again: without another generation
   * they have the ids of the old ones, and are taken for them.
   * @default - none
   */
  readonly generation?: string | undefined;
  /** @default "small" */
  readonly size?: DataSize | undefined;
  /** @default - of the size */
  readonly replicas?: number | undefined;
  /** Consumers in each replica; more than partitions never get work. @default - partitions shared by replicas, at most 8; 1 when they are not known */
  readonly threads?: number | undefined;
  /** CPU request. @default - of the size */
  readonly cpu?: string | undefined;
  /** @default - of the size, or the request when that is more */
  readonly cpuLimit?: string | undefined;
  /** Memory request and limit; half of it is the heap. @default - of the size */
  readonly memory?: string | undefined;
  /** Claim of each replica: its queue and its dead letters. @default - of the size */
  readonly storage?: string | undefined;
  /** @default - the cluster's own */
  readonly storageClass?: string | undefined;
  /** Space of the queue on the claim: what is read and not written yet. @default "512Mi" */
  readonly queue?: string | undefined;
  /** What Elasticsearch refuses for good, such as a text where the mapping wants a number. `false`: it is dropped. @default {} */
  readonly deadLetters?: DeadLetters | false | undefined;
  /** Version of Logstash. @default - that of Elasticsearch */
  readonly version?: string | undefined;
  /** @default - Elastic's image of the version */
  readonly image?: string | undefined;
  /** Kafka Connect instead of Logstash. @default - Logstash */
  readonly connect?: ConnectSink | undefined;
  /** An alert when the group falls behind; wants the Prometheus operator and Kafka's exporter. @default - none */
  readonly lagAlert?: LagAlert | undefined;
  /** @default "basic" */
  readonly license?: "basic" | "enterprise" | undefined;
  /** What the organizers set. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}
