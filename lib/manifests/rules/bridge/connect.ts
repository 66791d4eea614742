// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ManifestSet } from "../../settings.ts";
import { findElasticsearch } from "../elasticsearch/kinds.ts";
import { type Cluster, clusterName, clusterOf, strimzi, topicName } from "../kafka/facts.ts";

export const connectKind = `KafkaConnect.${strimzi}`;
export const connectorKind = `KafkaConnector.${strimzi}`;
export const mirrorMakerKind = `KafkaMirrorMaker2.${strimzi}`;

/** A Service of an operator, as an address names it. */
export interface ServiceAddress {
  /** Of the cluster, not of the Service. */
  readonly name: string;
  readonly namespace: string;
}

/** `bus-kafka-bootstrap.team-a.svc:9093` → bus, team-a; undefined for what is none of Strimzi's own Services. */
export function kafkaAddress(text: string, namespace: string): ServiceAddress | undefined {
  return serviceAddress(text, "-kafka-bootstrap", namespace);
}

/** `https://search-es-http.team-a.svc:9200` → search, team-a; undefined for what is none of ECK's own Services. */
export function elasticsearchAddress(text: string, namespace: string): ServiceAddress | undefined {
  return serviceAddress(text, "-es-http", namespace);
}

function serviceAddress(text: string, suffix: string, own: string): ServiceAddress | undefined {
  const host = /^\s*(?:[a-z_]+:\/\/)?(?:[^@/\s]*@)?([A-Za-z0-9.-]+)/i.exec(text)?.[1] ?? "";
  const [service = "", namespace = own, kind = "svc"] = host.split(".");
  return service.endsWith(suffix) && service.length > suffix.length && kind === "svc"
    ? { name: service.slice(0, -suffix.length), namespace }
    : undefined;
}

/** The workers that a connector runs in; undefined when they are not known. */
export function connectOf(connector: Manifest, set: ManifestSet): Manifest | undefined {
  const name = clusterName(connector);
  return set.of(strimzi, "KafkaConnect").find((each) => each.name === name && each.namespace === connector.namespace);
}

/** The Kafka that workers, or a pipeline, speak to. */
export function clusterAt(addresses: string, namespace: string, set: ManifestSet): Cluster | undefined {
  const address = kafkaAddress(addresses.split(",", 1)[0] ?? "", namespace);
  const kafka =
    address &&
    set.of(strimzi, "Kafka").find((each) => each.name === address.name && each.namespace === address.namespace);
  return kafka && clusterOf(set, kafka);
}

export function clusterOfConnect({ value, namespace }: Manifest, set: ManifestSet): Cluster | undefined {
  return clusterAt(textAt(value, "spec", "bootstrapServers") ?? "", namespace, set);
}

/** The Elasticsearch that a connector writes to. */
export function elasticsearchOfConnector(connector: Manifest, set: ManifestSet): Manifest | undefined {
  const url = textAt(connector.value, "spec", "config", "connection.url") ?? "";
  const address = elasticsearchAddress(url, connector.namespace);
  return address && findElasticsearch(set, address.namespace, address.name);
}

export function connectorConfig({ value }: Manifest): Fields {
  return fieldsAt(value, "spec", "config") ?? {};
}

/** A topic of a cluster by the name that Kafka knows it by. */
export function findTopic(set: ManifestSet, { kafka }: Cluster, name: string): Manifest | undefined {
  return set
    .of(strimzi, "KafkaTopic")
    .find((each) => each.namespace === kafka.namespace && clusterName(each) === kafka.name && topicName(each) === name);
}

/** Partitions of all these topics together; undefined when those of any are not known. */
export function partitionsOf(set: ManifestSet, cluster: Cluster, topics: readonly string[]): number | undefined {
  let sum = 0;
  for (const name of topics) {
    const topic = findTopic(set, cluster, name);
    const partitions = topic && fieldsAt(topic.value, "spec")?.["partitions"];
    if (typeof partitions !== "number") return undefined;
    sum += partitions;
  }
  return topics.length === 0 ? undefined : sum;
}

export function topicsOfConnector(connector: Manifest): readonly string[] {
  const topics = connectorConfig(connector)["topics"];
  return typeof topics !== "string"
    ? []
    : topics
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== "");
}
