// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { Json, Manifest } from "../../objects/manifest.ts";
import { ownedMetadata, ownerFaults, type TeamOwnedProps } from "../../objects/owned.ts";
import { replicationOf } from "./defaults.ts";
import { countFaults, resourceNameFaults } from "./faults.ts";
import { clusterLabel, kafkaApi } from "./objects.ts";
import type { KafkaClusterRef } from "./props.ts";

export interface KafkaTopicProps {
  /** At most so many consumers of a group work at once. It can grow later, never shrink. @default 3 */
  readonly partitions?: number | undefined;
  /** @default - on three brokers, or on all when there are fewer */
  readonly replicas?: number | undefined;
  /** @default - as the cluster keeps its topics */
  readonly retentionHours?: number | undefined;
  /** Of each partition; what is older goes, whatever its age. @default - no limit */
  readonly retentionBytes?: number | undefined;
  /** Keeps the last message of each key instead of the last hours. @default false */
  readonly compacted?: boolean | undefined;
  /** Options of the topic, laid over those of the props. @default - none */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined;
}

export interface KafkaTopicSetProps extends TeamOwnedProps {
  readonly cluster: KafkaClusterRef;
  /** By the name that Kafka knows the topic by. */
  readonly topics: Readonly<Record<string, KafkaTopicProps>>;
  /** What the organizers set, for the check at synth. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}

/** What a topic has in the end. */
export interface KafkaTopicShape {
  readonly partitions: number;
  /** undefined: the cluster decides. */
  readonly replicas: number | undefined;
}

export function topicShape({ brokers }: KafkaClusterRef, topic: KafkaTopicProps): KafkaTopicShape {
  const usual = brokers === undefined ? undefined : replicationOf(brokers).replication;
  return { partitions: topic.partitions ?? 3, replicas: topic.replicas ?? usual };
}

/** By the names of their topics, which are the ids of their constructs too. */
export function kafkaTopics(props: KafkaTopicSetProps): Readonly<Record<string, Manifest>> {
  return Object.fromEntries(
    Object.entries(props.topics).map(([name, topic]) => [name, kafkaTopic(props, name, topic)]),
  );
}

function kafkaTopic(props: KafkaTopicSetProps, name: string, topic: KafkaTopicProps): Manifest {
  const { partitions, replicas } = topicShape(props.cluster, topic);
  const resource = topicResource(name);
  const metadata = ownedMetadata(props, resource);
  const config: { readonly [key: string]: Json } = {
    ...(topic.retentionHours === undefined ? {} : { "retention.ms": topic.retentionHours * 3_600_000 }),
    ...(topic.retentionBytes === undefined ? {} : { "retention.bytes": topic.retentionBytes }),
    ...(topic.compacted === true ? { "cleanup.policy": "compact" } : {}),
    ...topic.config,
  };
  return {
    apiVersion: kafkaApi,
    kind: "KafkaTopic",
    metadata: { ...metadata, labels: { ...metadata.labels, [clusterLabel]: props.cluster.name } },
    spec: {
      ...(resource === name ? {} : { topicName: name }),
      partitions,
      ...(replicas === undefined ? {} : { replicas }),
      ...(Object.keys(config).length === 0 ? {} : { config }),
    },
  };
}

/** Kafka takes capitals and `_` in a topic's name, Kubernetes takes neither. */
function topicResource(topic: string): string {
  return topic.toLowerCase().replace(/[^a-z0-9.-]/g, "-");
}

export function topicSetFaults(props: KafkaTopicSetProps): string[] {
  const names = Object.keys(props.topics);
  return [
    ...ownerFaults(props),
    ...names.flatMap((name) => [
      ...(/^[A-Za-z0-9._-]{1,249}$/.test(name) && !/^\.{1,2}$/.test(name)
        ? resourceNameFaults(`topic "${name}"`, topicResource(name))
        : [`topic "${name}" is not a name that Kafka takes: at most 249 of letters, digits, ., _ and -`]),
      ...countFaults(`topic ${name}: partitions`, props.topics[name]?.partitions, 1, 10_000),
      ...countFaults(`topic ${name}: replicas`, props.topics[name]?.replicas, 1, 1_000),
      ...countFaults(`topic ${name}: retentionHours`, props.topics[name]?.retentionHours, 1, 87_600),
      ...countFaults(`topic ${name}: retentionBytes`, props.topics[name]?.retentionBytes, 1, Number.MAX_SAFE_INTEGER),
    ]),
    ...[...Map.groupBy(names, topicResource)].flatMap(([resource, same]) =>
      same.length < 2 ? [] : [`topics ${same.join(" and ")} would both be KafkaTopic ${resource}: rename one of them`],
    ),
  ];
}
