// SPDX-License-Identifier: Apache-2.0
import { App, Chart } from "cdk8s";
import {
  KafkaCluster,
  type KafkaClusterProps,
  KafkaToElasticsearch,
  type KafkaToElasticsearchProps,
  type KafkaTopicProps,
  KafkaTopicSet,
  type KafkaUserProps,
  KafkaUserSet,
  type Manifest,
  renderManifests,
} from "../../../lib/kubernetes/index.ts";

/** What the tests of the Kafka lab ask of the constructs: a cluster `bus`, its topics and its users, in one namespace. */
export interface KafkaStack {
  readonly cluster?: Partial<KafkaClusterProps> | undefined;
  readonly topics?: Readonly<Record<string, KafkaTopicProps>> | undefined;
  readonly users?: Readonly<Record<string, KafkaUserProps>> | undefined;
  /** A bridge to Elasticsearch, by Kafka Connect. */
  readonly sink?: Pick<KafkaToElasticsearchProps, "connect" | "topics"> | undefined;
}

/** The team of the bus, and another that it shares the cluster with. */
export const topics: Readonly<Record<string, KafkaTopicProps>> = {
  events: { partitions: 6, retentionHours: 24 },
  Latest_State: { partitions: 2, compacted: true, config: { "min.cleanable.dirty.ratio": 0.1 } },
  other: { partitions: 1 },
};

export const users: Readonly<Record<string, KafkaUserProps>> = {
  producer: { produces: ["events"] },
  consumer: { consumes: { events: "dashboard" } },
  stranger: { produces: ["other"], consumes: { other: "strangers" } },
};

const owner = { event: "lugano-2022", team: "dwdi" };

/** All objects of the constructs that Strimzi reads, in the order of being applied. @throws Error at any finding */
export function kafkaManifests(stack: KafkaStack): Manifest[] {
  const { cluster, sink } = stack;
  const chart = new Chart(new App(), "data");
  const bus = new KafkaCluster(chart, "Bus", { ...owner, name: "bus", ...cluster });
  if (stack.topics !== undefined) new KafkaTopicSet(chart, "Topics", { ...owner, cluster: bus, topics: stack.topics });
  if (stack.users !== undefined) new KafkaUserSet(chart, "Users", { ...owner, cluster: bus, users: stack.users });
  if (sink !== undefined)
    new KafkaToElasticsearch(chart, "Sink", {
      ...owner,
      name: "es-sink",
      kafka: bus,
      elasticsearch: { name: "search" },
      ...sink,
    });
  const { objects, findings } = renderManifests(chart);
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return objects.filter(({ apiVersion }) => apiVersion.startsWith("kafka.strimzi.io/"));
}

/** A copy with one field set, by its path; `undefined` takes it away. */
export function changed(manifest: Manifest, path: readonly (string | number)[], value: unknown): Manifest {
  const copy = structuredClone(manifest) as unknown as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => {
    at[step] ??= {};
    return at[step] as Record<string | number, unknown>;
  }, copy);
  const last = path.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy as unknown as Manifest;
}

/** As somebody writes it by hand what our rules refuse: one field of the manifest of that name set. */
export function edited(
  manifests: readonly Manifest[],
  name: string,
  path: readonly (string | number)[],
  value: unknown,
): Manifest[] {
  return manifests.map((each) => (each.metadata.name === name ? changed(each, path, value) : each));
}

export function ofKind(manifests: readonly Manifest[], kind: string): Manifest {
  return manifests.find((each) => each.kind === kind)!;
}
