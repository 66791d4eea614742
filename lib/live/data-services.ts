// SPDX-License-Identifier: Apache-2.0
import { type DataSpec, dataServices } from "../model/index.ts";
import type { KubernetesObject } from "./kubernetes-client.ts";

/** A data service as its operator sees it. */
export interface DataServiceStatus {
  /** `Elasticsearch search`. */
  readonly service: string;
  /** `coming`: the operator is at work. `broken`: it says what is wrong. `unseen`: no operator has looked at it. */
  readonly state: "ready" | "coming" | "broken" | "unseen" | "missing";
  /** The operator's own words, short: `health yellow, phase ApplyingChanges, 2 of 3 nodes`. */
  readonly says: string;
}

/** A kind of data service, and how its operator tells its state. */
export interface DataKind {
  readonly groupVersion: string;
  readonly plural: string;
  readonly kind: string;
  /** Names that the event gives to objects of this kind. */
  wanted(data: DataSpec): readonly string[];
  read(status: Status, spec: Status): Pick<DataServiceStatus, "state" | "says">;
}

type Status = Readonly<Record<string, unknown>>;

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** In the order in which people look for a fault. */
export const dataKinds: readonly DataKind[] = [
  {
    groupVersion: "elasticsearch.k8s.elastic.co/v1",
    plural: "elasticsearches",
    kind: "Elasticsearch",
    wanted: (data) => (data.elasticsearch === undefined ? [] : [dataServices.elasticsearch]),
    read: elastic,
  },
  {
    groupVersion: "kibana.k8s.elastic.co/v1",
    plural: "kibanas",
    kind: "Kibana",
    wanted: (data) => (data.elasticsearch?.kibana === true ? [dataServices.elasticsearch] : []),
    read: elastic,
  },
  {
    groupVersion: "kafka.strimzi.io/v1",
    plural: "kafkas",
    kind: "Kafka",
    wanted: (data) => (data.kafka === undefined ? [] : [dataServices.kafka]),
    read: strimzi,
  },
  {
    groupVersion: "kafka.strimzi.io/v1",
    plural: "kafkatopics",
    kind: "KafkaTopic",
    wanted: (data) => data.kafka?.topics.map(({ name }) => name) ?? [],
    read: strimzi,
  },
  {
    groupVersion: "kafka.strimzi.io/v1",
    plural: "kafkausers",
    kind: "KafkaUser",
    wanted: (data) => [
      ...(data.kafka?.users.map(({ name }) => name) ?? []),
      ...(data.kafkaToElasticsearch === undefined ? [] : [dataServices.sink]),
    ],
    read: strimzi,
  },
  {
    groupVersion: "logstash.k8s.elastic.co/v1alpha1",
    plural: "logstashes",
    kind: "Logstash",
    wanted: (data) => (data.kafkaToElasticsearch === undefined ? [] : [dataServices.sink]),
    read: elastic,
  },
];

/** The services that the event gives to one team, in the order of `dataKinds`. `found`: objects of its namespace by kind. */
export function dataServiceStatus(
  data: DataSpec,
  found: ReadonlyMap<DataKind, readonly KubernetesObject[]>,
): DataServiceStatus[] {
  return dataKinds.flatMap((kind) =>
    kind.wanted(data).map((name): DataServiceStatus => {
      const service = `${kind.kind} ${name}`;
      const object = found.get(kind)?.find(({ metadata }) => metadata.name === name);
      if (object === undefined) return { service, state: "missing", says: "is not there" };
      const status = record(object["status"]);
      if (Object.keys(status).length === 0)
        return { service, state: "unseen", says: "no operator has looked at it: does one watch this namespace?" };
      return { service, ...kind.read(status, record(object["spec"])) };
    }),
  );
}

/** @see https://github.com/elastic/cloud-on-k8s/blob/v3.5.0/pkg/apis/elasticsearch/v1/status.go */
function elastic(status: Status, spec: Status): Pick<DataServiceStatus, "state" | "says"> {
  const { health = "unknown", phase } = status;
  const wanted = nodes(spec);
  const available = typeof status["availableNodes"] === "number" ? status["availableNodes"] : 0;
  const bad = conditions(status).find(({ type, status: is }) => type === "ReconciliationComplete" && is === "False");
  const says = [
    `health ${text(health)}`,
    ...(phase === undefined ? [] : [`phase ${text(phase)}`]),
    `${available} of ${wanted} nodes`,
    ...(bad?.message === undefined || bad.message === "" ? [] : [bad.message]),
  ].join(", ");
  // Of Kibana and Logstash, which have no phase, red only says that no pod is available yet.
  if (phase === "Invalid" || (health === "red" && phase !== undefined)) return { state: "broken", says };
  const ready = health === "green" && (phase === undefined || phase === "Ready") && available >= wanted;
  return { state: ready ? "ready" : "coming", says };
}

/** Strimzi says NotReady with the reason Creating while nothing is wrong yet. */
function strimzi(status: Status): Pick<DataServiceStatus, "state" | "says"> {
  const all = conditions(status).filter(({ status: is }) => is === "True");
  const warnings = all.filter(({ type }) => type === "Warning").map(({ message = "" }) => message);
  const failed = all.find(({ type }) => type === "NotReady");
  if (failed !== undefined) {
    const says = [failed.reason, failed.message].filter((each) => each !== undefined && each !== "").join(": ");
    return { state: failed.reason === "Creating" ? "coming" : "broken", says: says || "not ready" };
  }
  if (!all.some(({ type }) => type === "Ready")) return { state: "coming", says: "no condition Ready yet" };
  return { state: "ready", says: ["ready", ...warnings].join("; ") };
}

/** `count` of a Kibana or Logstash; of Elasticsearch the sum of its sets. */
function nodes(spec: Status): number {
  const count = (value: unknown): number => (typeof value === "number" ? value : 1);
  const sets = spec["nodeSets"];
  if (!Array.isArray(sets)) return count(spec["count"]);
  return sets.reduce<number>((sum, set) => sum + count(record(set)["count"]), 0);
}

function conditions(status: Status): readonly Condition[] {
  const found = status["conditions"];
  return Array.isArray(found) ? found.map((each) => record(each) as Condition) : [];
}

function record(value: unknown): Status {
  return typeof value === "object" && value !== null ? (value as Status) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
