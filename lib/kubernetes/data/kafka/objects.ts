// SPDX-License-Identifier: Apache-2.0
import { teardownAnnotation } from "../../../model/light.ts";
import type { Json, Manifest } from "../../objects/manifest.ts";
import { ownedMetadata, teamLabels } from "../../objects/owned.ts";
import { sizeLabel } from "../size.ts";
import { heapOf } from "../amounts.ts";
import { defined, type KafkaPool, kafkaSettings } from "./defaults.ts";
import type { KafkaClusterProps } from "./props.ts";
import { entityOperatorResources, exporterResources } from "./sizes.ts";
import { containerSecurity, podSecurity, spreadOver, zoneVariable } from "./pod.ts";

export const kafkaApi = "kafka.strimzi.io/v1";

/** Strimzi reads from it which cluster an object belongs to. */
export const clusterLabel = "strimzi.io/cluster";

type Fields = { readonly [key: string]: Json };

/** The cluster and its pools, by the ids of their constructs. */
export function kafkaCluster(props: KafkaClusterProps): Readonly<Record<string, Manifest>> {
  const { pools } = kafkaSettings(props);
  const metadata = ownedMetadata(props, props.name);
  const size = props.pools === undefined ? (props.size ?? "small") : "custom";
  return {
    ...Object.fromEntries(pools.map((pool) => [poolId(pool.name), nodePool(props, pool)])),
    Resource: {
      apiVersion: kafkaApi,
      kind: "Kafka",
      metadata: { ...metadata, labels: { ...metadata.labels, [sizeLabel]: size } },
      spec: {
        kafka: kafka(props),
        entityOperator: entityOperator(props),
        ...(props.exporter === true ? { kafkaExporter: exporter(props) } : {}),
      },
    },
  };
}

export function poolId(name: string): string {
  return `Pool-${name}`;
}

function nodePool(props: KafkaClusterProps, pool: KafkaPool): Manifest {
  const { name, nodes, roles, memory, cpu, cpuLimit, storage, storageClass, zone } = pool;
  const metadata = ownedMetadata(props, name);
  const heap = heapOf(memory);
  return {
    apiVersion: kafkaApi,
    kind: "KafkaNodePool",
    metadata: { ...metadata, labels: { ...metadata.labels, [clusterLabel]: props.name } },
    spec: {
      replicas: nodes,
      roles: [...roles],
      resources: { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory } },
      jvmOptions: { "-Xms": heap, "-Xmx": heap },
      storage: {
        type: "jbod",
        volumes: [
          {
            id: 0,
            type: "persistent-claim",
            size: storage,
            ...(storageClass === undefined ? {} : { class: storageClass }),
            deleteClaim: (props.teardown ?? "delete") === "delete",
            kraftMetadata: "shared",
          },
        ],
      },
      template: {
        // What a pool says of its pods stands instead of what the cluster says.
        pod: {
          metadata: { labels: teamLabels(props) },
          securityContext: podSecurity,
          ...spreadOver(props.name, name, nodes, zone),
        },
        ...(zone === undefined
          ? {}
          : { kafkaContainer: { securityContext: containerSecurity, env: [{ name: zoneVariable, value: zone }] } }),
        persistentVolumeClaim: {
          metadata: { labels: teamLabels(props), annotations: { [teardownAnnotation]: props.teardown ?? "delete" } },
        },
      },
    },
  };
}

function kafka(props: KafkaClusterProps): Fields {
  const { version, metadataVersion, pools, quotas } = kafkaSettings(props);
  return {
    version,
    ...(metadataVersion === undefined ? {} : { metadataVersion }),
    listeners: listeners(props),
    authorization: { type: "simple" },
    ...(pools.every(({ zone }) => zone !== undefined) ? { rack: zones } : {}),
    quotas: { ...(defined(quotas) as Fields) },
    config: brokerConfig(props),
    ...(props.metrics === true ? { metricsConfig: { type: "strimziMetricsReporter" } } : {}),
    template: {
      kafkaContainer: { securityContext: containerSecurity },
      podDisruptionBudget: { metadata: { labels: teamLabels(props) }, maxUnavailable: 1 },
    },
  };
}

const zones: Fields = { type: "environment-variable", envVarName: zoneVariable };

/** Strimzi lets everybody in the cluster connect to a listener that does not say who may. */
function listeners({ allowFrom = [], clientCertificates = false }: KafkaClusterProps): Fields[] {
  const networkPolicyPeers: Json[] = [
    { podSelector: {} },
    ...allowFrom.map((name) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } })),
  ];
  const listener = (name: string, port: number, authentication: string): Fields => ({
    name,
    port,
    type: "internal",
    tls: true,
    authentication: { type: authentication },
    networkPolicyPeers,
  });
  return [listener("tls", 9093, "scram-sha-512"), ...(clientCertificates ? [listener("certs", 9094, "tls")] : [])];
}

function brokerConfig(props: KafkaClusterProps): Fields {
  const { replication, inSync, shape } = kafkaSettings(props);
  return {
    // A misspelt name would make a topic with one partition and no owner.
    "auto.create.topics.enable": false,
    "default.replication.factor": replication,
    "min.insync.replicas": inSync,
    "offsets.topic.replication.factor": replication,
    "transaction.state.log.replication.factor": replication,
    "transaction.state.log.min.isr": inSync,
    "share.coordinator.state.topic.replication.factor": replication,
    "share.coordinator.state.topic.min.isr": inSync,
    "log.retention.hours": props.retentionHours ?? 48,
    ...(shape.segmentBytes === undefined ? {} : { "log.segment.bytes": shape.segmentBytes }),
    ...props.config,
  };
}

function exporter(props: KafkaClusterProps): Fields {
  const labels = { metadata: { labels: teamLabels(props) } };
  return {
    groupRegex: ".*",
    topicRegex: ".*",
    resources: exporterResources,
    template: {
      deployment: { ...labels },
      pod: { ...labels, securityContext: podSecurity },
      container: { securityContext: containerSecurity },
    },
  };
}

function entityOperator(props: KafkaClusterProps): Fields {
  const labels = { metadata: { labels: teamLabels(props) } };
  return {
    topicOperator: { resources: entityOperatorResources },
    userOperator: { resources: entityOperatorResources },
    template: {
      deployment: { ...labels },
      pod: { ...labels, securityContext: podSecurity },
      topicOperatorContainer: {
        securityContext: containerSecurity,
        // With finalizers a namespace that is deleted waits for this operator, which went before its topics.
        env: [{ name: "STRIMZI_USE_FINALIZERS", value: "false" }],
      },
      userOperatorContainer: { securityContext: containerSecurity },
    },
  };
}
