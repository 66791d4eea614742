// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import type { ManifestSet } from "../settings.ts";
import type { Row, Table } from "./made.ts";
import {
  asksNode,
  assembly,
  container,
  externalListeners,
  isBroker,
  kafkaOf,
  model,
  type Node,
  nodesOf,
  operatorImage,
  podFields,
} from "./strimzi-common.ts";
import { defaultKafkaVersion } from "./strimzi-versions.ts";

const cluster = `${model}/KafkaCluster.java`;

/**
 * What Strimzi makes of a KafkaNodePool whose Kafka is known: a pod a node, with its claims, certificate and configuration.
 * See strimzi-common.ts for what could not be shown.
 */
export const kafkaNodePool: Table = [
  {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    source: `${cluster}#generatePersistentVolumeClaims`,
    names: claimNames,
    fields: claim,
  },
  ofNodes("v1", "Secret", `${cluster}#generateCertificatesSecrets`),
  ofNodes("v1", "ConfigMap", `${cluster}#generatePerBrokerConfigurationConfigMaps`),
  {
    apiVersion: "v1",
    kind: "Service",
    source: `${cluster}#generatePerPodServices`,
    names: perPodServices,
    fields: perPodService,
  },
  {
    apiVersion: "core.strimzi.io/v1",
    kind: "StrimziPodSet",
    source: `${assembly}/KafkaReconciler.java#podSet`,
    names: (pool, set) => {
      const kafka = kafkaOf(set, pool);
      return kafka === undefined ? [] : [`${kafka.name}-${pool.name}`];
    },
  },
  { ...ofNodes("v1", "Pod", `${cluster}#generatePodSets`), fields: pod },
];

function ofNodes(apiVersion: string, kind: string, source: string): Row {
  return { apiVersion, kind, source, names: (pool, set) => nodesOf(pool, set).map(({ name }) => name) };
}

// PersistentVolumeClaimUtils.java#createPersistentVolumeClaims, VolumeUtils.java#createVolumePrefix
function claimed(pool: Manifest): readonly Fields[] {
  const storage = fieldsAt(pool.value, "spec", "storage") ?? {};
  const volumes = storage["type"] === "jbod" ? listAt(storage, "volumes").filter(isFields) : [storage];
  return volumes.filter(({ type }) => type === "persistent-claim");
}

function claimName(pool: Manifest, volume: Fields, node: Node): string {
  const jbod = textAt(pool.value, "spec", "storage", "type") === "jbod";
  return `data-${jbod ? `${numberAt(volume, "id") ?? 0}-` : ""}${node.name}`;
}

/** Claims of a node stand together. */
function claimNames(pool: Manifest, set: ManifestSet): readonly string[] {
  return nodesOf(pool, set).flatMap((node) => claimed(pool).map((volume) => claimName(pool, volume, node)));
}

function claim(pool: Manifest, index: number): Fields {
  const volumes = claimed(pool);
  const volume = volumes[index % volumes.length];
  return {
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: at(volume, "size") } },
      ...(at(volume, "class") === undefined ? {} : { storageClassName: at(volume, "class") }),
    },
  };
}

// ListenersUtils.java#backwardsCompatiblePerBrokerServiceName
function perPodServices(pool: Manifest, set: ManifestSet): readonly string[] {
  const kafka = kafkaOf(set, pool);
  if (kafka === undefined || !isBroker(pool)) return [];
  return externalListeners(kafka).flatMap((listener) =>
    nodesOf(pool, set).map(({ id, name }) =>
      listener["name"] === "external" && listener["port"] === 9094
        ? name
        : `${kafka.name}-${pool.name}-${textAt(listener, "name") ?? ""}-${id}`,
    ),
  );
}

function perPodService(pool: Manifest, index: number, set: ManifestSet): Fields {
  const kafka = kafkaOf(set, pool);
  const listener = kafka && externalListeners(kafka)[Math.floor(index / nodesOf(pool, set).length)];
  return { spec: { type: serviceType(listener ?? {}) } };
}

export function serviceType(listener: Fields): string {
  const types: Readonly<Record<string, string>> = { loadbalancer: "LoadBalancer", nodeport: "NodePort" };
  return types[textAt(listener, "type") ?? ""] ?? "ClusterIP";
}

function pod(pool: Manifest, index: number, set: ManifestSet): Fields {
  const kafka = kafkaOf(set, pool);
  if (kafka === undefined) return {};
  // What the pool's template says of a part replaces what the cluster's says of it. KafkaPool.java#fromCrd
  const template = (part: string): unknown =>
    at(pool.value, "spec", "template", part) ?? at(kafka.value, "spec", "kafka", "template", part);
  const resources = at(pool.value, "spec", "resources");
  const version = textAt(kafka.value, "spec", "kafka", "version") ?? defaultKafkaVersion;
  const image = textAt(kafka.value, "spec", "kafka", "image") ?? `quay.io/strimzi/kafka:1.2.0-kafka-${version}`;
  const initImage = textAt(kafka.value, "spec", "kafka", "brokerRackInitImage") ?? operatorImage;
  const own = podFields(template("pod"));
  const node = nodesOf(pool, set)[index];
  const claims = node === undefined ? [] : claimed(pool).map((volume) => claimName(pool, volume, node));
  return {
    metadata: {
      labels: {
        "strimzi.io/cluster": kafka.name,
        "strimzi.io/kind": "Kafka",
        "strimzi.io/name": `${kafka.name}-kafka`,
        "strimzi.io/pool-name": pool.name,
        ...fieldsAt({ template: template("pod") }, "template", "metadata", "labels"),
      },
    },
    spec: {
      // BaselinePodSecurityProvider, the operator's default profile: only what makes volumes writable.
      ...(claims.length > 0 ? { securityContext: { fsGroup: 0 } } : {}),
      ...own,
      serviceAccountName: `${kafka.name}-kafka`,
      restartPolicy: "Always",
      // KafkaCluster.java#createInitContainer: on brokers, with the resources of the node.
      initContainers:
        asksNode(kafka) && isBroker(pool)
          ? [container("kafka-init", initImage, resources, template("initContainer"))]
          : [],
      containers: [container("kafka", image, resources, template("kafkaContainer"))],
      volumes: [
        ...claims.map((name) => ({ name: name.slice(0, 63), persistentVolumeClaim: { claimName: name } })),
        ...listAt(own, "volumes"),
      ],
    },
  };
}
