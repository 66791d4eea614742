// SPDX-License-Identifier: Apache-2.0
import { Quantity, slug } from "../../../model/light.ts";
import { namespaceOf } from "../../objects/owned.ts";
import { cpuLimitOf } from "../amounts.ts";
import { elasticVersion as defaultElasticVersion } from "../elasticsearch/sizes.ts";
import { bootstrapOf, caSecretOf } from "../kafka/defaults.ts";
import type { DeadLetters, KafkaToElasticsearchProps } from "./props.ts";
import { type SinkShape, sinkSizes } from "./sizes.ts";

/** The props with their defaults. */
export interface SinkSettings extends SinkShape {
  readonly topics: readonly string[];
  /** Of the topic that has the most; undefined when those of any topic are not known. */
  readonly partitions: number | undefined;
  readonly group: string;
  readonly threads: number;
  readonly bootstrap: string;
  readonly caSecret: string;
  /** Where documents go. */
  readonly target: SinkTarget;
  readonly dataset: string;
  readonly dataNamespace: string;
  readonly elasticVersion: string;
  readonly version: string;
  readonly queue: string;
  readonly deadLetters: Required<{ [K in keyof DeadLetters]: NonNullable<DeadLetters[K]> }> | undefined;
}

export interface SinkTarget {
  /** Name of the data stream or index. */
  readonly name: string;
  readonly kind: "data-stream" | "index";
}

export function sinkSettings(props: KafkaToElasticsearchProps): SinkSettings {
  const shape = sinkSizes[props.size ?? "small"];
  const { deadLetters = {}, kafka } = props;
  const topics = topicNames(props);
  const replicas = props.replicas ?? shape.replicas;
  const partitions = partitionsOf(props);
  const cpu = props.cpu ?? shape.cpu;
  const dataset = props.dataset ?? datasetOf(topics[0] ?? "");
  const dataNamespace = props.dataNamespace ?? datasetOf(slug(props.team));
  const elasticVersion = props.elasticsearch.version ?? defaultElasticVersion;
  return {
    ...shape,
    topics,
    partitions,
    replicas,
    group: props.group ?? props.name,
    threads: props.threads ?? Math.max(1, Math.min(8, Math.floor((partitions ?? 1) / Math.max(1, replicas)))),
    cpu,
    cpuLimit: props.cpuLimit ?? cpuLimitOf(cpu, shape.cpuLimit),
    memory: props.memory ?? shape.memory,
    storage: props.storage ?? shape.storage,
    bootstrap: kafka.bootstrap ?? bootstrapOf(kafka.name, kafka.namespace ?? namespaceOf(props)),
    caSecret: kafka.caSecret ?? caSecretOf(kafka.name),
    target:
      props.index === undefined
        ? { name: dataStreamName(dataset, dataNamespace), kind: "data-stream" }
        : { name: props.index, kind: "index" },
    dataset,
    dataNamespace,
    elasticVersion,
    version: props.version ?? elasticVersion,
    queue: props.queue ?? "512Mi",
    deadLetters:
      deadLetters === false ? undefined : { space: deadLetters.space ?? "256Mi", index: deadLetters.index ?? true },
  };
}

/** What a topic's or team's name becomes in the name of a data stream, whose parts are told apart by `-`. */
export function datasetOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, "_");
}

/** @see https://www.elastic.co/docs/reference/ecs/ecs-data_stream */
export function dataStreamName(dataset: string, namespace: string): string {
  return `logs-${dataset}-${namespace}`;
}

/** Whole ones, rounded down. */
export function mebibytes(quantity: string): bigint {
  return (Quantity.read(quantity)?.units ?? 0n) / 2n ** 20n;
}

export function topicNames({ topics }: KafkaToElasticsearchProps): readonly string[] {
  return isList(topics) ? topics : Object.keys(topics);
}

function partitionsOf({ topics }: KafkaToElasticsearchProps): number | undefined {
  if (isList(topics)) return undefined;
  const all = Object.values(topics).map(({ partitions }) => partitions);
  const known = all.filter((each) => each !== undefined);
  return known.length === all.length && known.length > 0 ? Math.max(...known) : undefined;
}

function isList(topics: KafkaToElasticsearchProps["topics"]): topics is readonly string[] {
  return Array.isArray(topics);
}
