// SPDX-License-Identifier: Apache-2.0
import { type DataSpec, dataServices, type GuardRails, slug } from "../../model/light.ts";
import type { Json, Manifest } from "../objects/manifest.ts";
import { namespaceOf, ownedMetadata, type TeamOwnedProps } from "../objects/owned.ts";
import type { Part } from "../objects/part.ts";
import type { StorageTeardown } from "../storage/storage.ts";
import { bootstrapObjects } from "./elasticsearch/bootstrap-objects.ts";
import { bootstrapRole } from "./elasticsearch/bootstrap-role.ts";
import { kibana } from "./elasticsearch/kibana-objects.ts";
import { httpCaSecretOf, httpHostOf } from "./elasticsearch/names.ts";
import { elasticsearch, rolesSecret } from "./elasticsearch/objects.ts";
import type { ElasticsearchClusterProps } from "./elasticsearch/props.ts";
import { elasticVersion } from "./elasticsearch/sizes.ts";
import { kafkaSettings } from "./kafka/defaults.ts";
import { kafkaCluster } from "./kafka/objects.ts";
import { kafkaSizes } from "./kafka/sizes.ts";
import { kafkaTopics, type KafkaTopicSetProps } from "./kafka/topic-objects.ts";
import { kafkaUsers } from "./kafka/user-objects.ts";
import { kafkaToElasticsearch } from "./sink/objects.ts";
import type { KafkaToElasticsearchProps } from "./sink/props.ts";
import { sinkSettings } from "./sink/settings.ts";

export interface TeamDataProps extends TeamOwnedProps {
  readonly data: DataSpec;
  readonly guardRails?: Partial<GuardRails> | undefined;
  /** @default "delete" */
  readonly teardown?: StorageTeardown | undefined;
}

/** A user of Elasticsearch whose Secret is made where there is something to make its password from. */
export interface DataUser {
  /** Of the user and of its Secret. */
  readonly name: string;
  readonly roles: readonly string[];
}

/** Users that the data services need besides those that operators make. */
export function dataUsers(data: DataSpec): readonly DataUser[] {
  return data.elasticsearch === undefined
    ? []
    : [
        { name: dataServices.teamUser, roles: ["team", "kibana_admin"] },
        ...(data.kafkaToElasticsearch === undefined
          ? []
          : [{ name: dataServices.bootstrapUser, roles: ["bootstrap"] }]),
      ];
}

/** The Secret of one user, as ECK reads it. */
export function dataUserSecret(owner: TeamOwnedProps, { name, roles }: DataUser, password: Json): Manifest {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/basic-auth",
    metadata: { ...ownedMetadata(owner, name) },
    stringData: { username: name, password, roles: roles.join(",") },
  };
}

/** All data services of a team as plain data, but for the Secrets of its users. */
export function teamDataParts(props: TeamDataProps): Part[] {
  return [...searchParts(props), ...busParts(props), ...sinkParts(props)];
}

function searchProps(props: TeamDataProps, spec: NonNullable<DataSpec["elasticsearch"]>): ElasticsearchClusterProps {
  const { data, ...owner } = props;
  return {
    ...owner,
    name: dataServices.elasticsearch,
    size: spec.size,
    version: spec.version ?? elasticVersion,
    storageClass: spec.storageClass,
    users: dataUsers(data).map(({ name }) => name),
  };
}

function searchParts(props: TeamDataProps): Part[] {
  const { data, ...owner } = props;
  const spec = data.elasticsearch;
  if (spec === undefined) return [];
  const search = searchProps(props, spec);
  const { name } = search;
  return [
    { id: "Search-Roles", manifest: rolesSecret(search, { bootstrap: bootstrapRole }) },
    { id: "Search", manifest: elasticsearch(search) },
    ...(spec.kibana
      ? [
          {
            id: "Kibana",
            manifest: kibana({ ...owner, elasticsearch: { name, version: search.version ?? elasticVersion } }),
          },
        ]
      : []),
    ...(data.kafkaToElasticsearch === undefined ? [] : bootstrapParts(owner, spec, sinkProps(owner, data))),
  ];
}

function bootstrapParts(
  owner: Omit<TeamDataProps, "data">,
  spec: NonNullable<DataSpec["elasticsearch"]>,
  sink: KafkaToElasticsearchProps,
): Part[] {
  const name = dataServices.elasticsearch;
  const { Requests, Resource } = bootstrapObjects({
    ...owner,
    elasticsearch: {
      name,
      httpHost: httpHostOf(name, namespaceOf(owner)),
      caSecret: httpCaSecretOf(name),
    },
    credentials: dataServices.bootstrapUser,
    dataStreams: {
      [sinkSettings(sink).target.name]: {
        retentionDays: spec.retentionDays,
        replicas: spec.size === "demo" ? 0 : 1,
      },
    },
  });
  return [
    { id: "Bootstrap-Requests", manifest: Requests },
    { id: "Bootstrap", manifest: Resource },
  ];
}

function busParts({ data, ...owner }: TeamDataProps): Part[] {
  const spec = data.kafka;
  if (spec === undefined) return [];
  const bus = {
    ...owner,
    name: dataServices.kafka,
    size: spec.size,
    version: spec.version,
    ...(spec.storageClass === undefined
      ? {}
      : { pools: { dual: { nodes: kafkaSizes[spec.size].nodes, storageClass: spec.storageClass } } }),
  };
  const cluster = { name: bus.name, brokers: kafkaSettings(bus).brokers };
  const topics: KafkaTopicSetProps["topics"] = Object.fromEntries(
    spec.topics.map(({ name, ...topic }) => [name, topic]),
  );
  const users = Object.fromEntries(
    spec.users.map(({ name, produces, consumes }) => [
      name,
      { produces, consumes: Object.fromEntries(consumes.map((topic) => [topic, name])) },
    ]),
  );
  return [
    ...parts("Bus", kafkaCluster(bus)),
    ...parts("Topic", kafkaTopics({ ...owner, cluster, topics })),
    ...parts("User", kafkaUsers({ ...owner, cluster, users })),
  ];
}

function sinkProps(owner: Omit<TeamDataProps, "data">, data: DataSpec): KafkaToElasticsearchProps {
  const topics = data.kafkaToElasticsearch?.topics ?? [];
  const partitions = (name: string): number | undefined =>
    data.kafka?.topics.find((each) => each.name === name)?.partitions;
  return {
    ...owner,
    name: dataServices.sink,
    kafka: { name: dataServices.kafka },
    elasticsearch: { name: dataServices.elasticsearch, version: data.elasticsearch?.version },
    topics: Object.fromEntries(topics.map((name) => [name, { partitions: partitions(name) }])),
    dataset: data.kafkaToElasticsearch?.dataset,
    dataNamespace: slug(owner.team).replaceAll("-", "_"),
    size: data.elasticsearch?.size,
  };
}

function sinkParts({ data, ...owner }: TeamDataProps): Part[] {
  if (data.kafkaToElasticsearch === undefined) return [];
  return parts("Sink", kafkaToElasticsearch(sinkProps(owner, data)));
}

function parts(prefix: string, objects: Readonly<Record<string, Manifest>>): Part[] {
  return Object.entries(objects).map(([id, manifest]) => ({ id: `${prefix}-${id}`, manifest }));
}
