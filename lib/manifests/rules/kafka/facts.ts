// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { at, type Fields, isFields, listAt, numberAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { kindOf } from "../../set.ts";
import type { ManifestSet } from "../../settings.ts";

export const strimzi = "kafka.strimzi.io";

/** Something of a manifest and the way to it. */
export interface Found<T> {
  readonly value: T;
  readonly path: Path;
}

/** A Kafka and the pools that are known of it. */
export interface Cluster {
  readonly kafka: Manifest;
  readonly pools: readonly Manifest[];
  /** Nodes of all pools that are brokers; undefined while no pool is known. */
  readonly brokers: number | undefined;
}

export function isKind(manifest: Manifest, ...kinds: readonly string[]): boolean {
  return kinds.some((kind) => kindOf(manifest) === `${kind}.${strimzi}`);
}

/** Name of the cluster that a pool, topic or user says that it belongs to. */
export function clusterName({ labels }: Manifest): string | undefined {
  return labels["strimzi.io/cluster"];
}

export function clusterOf(set: ManifestSet, kafka: Manifest): Cluster {
  const pools = belonging(set, "KafkaNodePool", kafka);
  return { kafka, pools, brokers: pools.length === 0 ? undefined : nodesWith(pools, "broker") };
}

/** The cluster of a pool, topic or user; undefined when no Kafka of that name is known. */
export function clusterWith(set: ManifestSet, manifest: Manifest): Cluster | undefined {
  const name = clusterName(manifest);
  const kafka = set.of(strimzi, "Kafka").find((each) => each.name === name && each.namespace === manifest.namespace);
  return kafka && clusterOf(set, kafka);
}

/** Clusters of which something is under check. */
export function clustersOf(set: ManifestSet): readonly Cluster[] {
  return set.of(strimzi, "Kafka").map((kafka) => clusterOf(set, kafka));
}

/** Pools, topics or users of a cluster. */
export function belonging(set: ManifestSet, kind: string, kafka: Manifest): readonly Manifest[] {
  return set.of(strimzi, kind).filter((each) => clusterName(each) === kafka.name && each.namespace === kafka.namespace);
}

export function isRole(pool: Manifest, role: "broker" | "controller"): boolean {
  return listAt(pool.value, "spec", "roles").includes(role);
}

export function nodesOf(pool: Manifest): number {
  const nodes = numberAt(pool.value, "spec", "replicas") ?? 0;
  return Number.isSafeInteger(nodes) && nodes > 0 ? nodes : 0;
}

export function nodesWith(pools: readonly Manifest[], role: "broker" | "controller"): number {
  return pools.reduce((sum, pool) => sum + (isRole(pool, role) ? nodesOf(pool) : 0), 0);
}

/** An option of brokers or of a topic as a number: options may be written as text. */
export function optionNumber(config: unknown, key: string): number | undefined {
  const value = at(config, key);
  const number = typeof value === "string" && /^\s*-?\d{1,19}\s*$/.test(value) ? Number(value) : value;
  // YAML has .inf and .nan too.
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Options of the brokers. */
export function brokerOption({ value }: Manifest, key: string): number | undefined {
  return optionNumber(at(value, "spec", "kafka", "config"), key);
}

/** The name that Kafka knows a topic by. */
export function topicName(topic: Manifest): string {
  return textAt(topic.value, "spec", "topicName") || topic.name;
}

/** Replicas of each partition; undefined when the brokers decide and nobody says what. */
export function topicReplicas(topic: Manifest, { kafka, brokers }: Cluster): number | undefined {
  const own = numberAt(topic.value, "spec", "replicas");
  return own ?? brokerOption(kafka, "default.replication.factor") ?? (brokers === undefined ? undefined : 1);
}

export function listeners(kafka: Manifest): readonly Found<Fields>[] {
  return fieldsIn(kafka.value, "spec", "kafka", "listeners");
}

/** Mappings of a list, each with its place. */
export function fieldsIn(value: unknown, ...path: readonly string[]): readonly Found<Fields>[] {
  return listAt(value, ...path).flatMap((each, index) =>
    isFields(each) ? [{ value: each, path: [...path, index] }] : [],
  );
}

/** Volumes of a pool: those of `jbod`, or the storage itself. */
export function volumesOf(pool: Manifest): readonly Found<Fields>[] {
  const storage = at(pool.value, "spec", "storage");
  if (!isFields(storage)) return [];
  return storage["type"] === "jbod"
    ? fieldsIn(pool.value, "spec", "storage", "volumes")
    : [{ value: storage, path: ["spec", "storage"] }];
}

/** How a volume is called in messages: `volume 0`, `storage`. */
export function volumeLabel({ value, path }: Found<Fields>): string {
  return path.length === 2 ? "storage" : `volume ${told(value["id"] ?? path.at(-1))}`;
}

/** A value of any type as findings show it. */
export function told(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "not set");
}
