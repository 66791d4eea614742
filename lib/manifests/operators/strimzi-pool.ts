// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
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
    names: (pool, set) => claimsOf(pool, set).map(({ name }) => name),
    fields: (pool, index, set) => claimsOf(pool, set)[index]?.fields ?? {},
  },
  ofNodes("v1", "Secret", `${cluster}#generateCertificatesSecrets`),
  ofNodes("v1", "ConfigMap", `${cluster}#generatePerBrokerConfigurationConfigMaps`),
  {
    apiVersion: "v1",
    kind: "Service",
    source: `${cluster}#generatePerPodServices`,
    names: (pool, set) => perPodServices(pool, set).map(({ name }) => name),
    fields: (pool, index, set) => ({ spec: { type: perPodServices(pool, set)[index]?.type ?? "ClusterIP" } }),
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

interface Claim {
  readonly name: string;
  readonly fields: Fields;
}

// PersistentVolumeClaimUtils.java#createPersistentVolumeClaims, VolumeUtils.java#createVolumePrefix
function claimsOf(pool: Manifest, set: ManifestSet): Claim[] {
  const storage = fieldsAt(pool.value, "spec", "storage") ?? {};
  const jbod = storage["type"] === "jbod";
  const volumes = jbod ? listAt(storage, "volumes").filter(isFields) : [storage];
  return nodesOf(pool, set).flatMap((node) =>
    volumes
      .filter(({ type }) => type === "persistent-claim")
      .map((volume) => ({
        name: `data-${jbod ? `${String(volume["id"])}-` : ""}${node.name}`,
        fields: {
          spec: {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: at(volume, "size") } },
            ...(volume["class"] === undefined ? {} : { storageClassName: volume["class"] }),
          },
        },
      })),
  );
}

interface PerPod {
  readonly name: string;
  readonly type: string;
}

// ListenersUtils.java#backwardsCompatiblePerBrokerServiceName
function perPodServices(pool: Manifest, set: ManifestSet): PerPod[] {
  const kafka = kafkaOf(set, pool);
  if (kafka === undefined || !isBroker(pool)) return [];
  return externalListeners(kafka).flatMap((listener) =>
    nodesOf(pool, set).map(({ id, name }) => {
      const first = listener["name"] === "external" && listener["port"] === 9094;
      return {
        name: first ? name : `${kafka.name}-${pool.name}-${String(listener["name"])}-${id}`,
        type: serviceType(listener),
      };
    }),
  );
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
  const claims = claimsOf(pool, set).filter(({ name }) => name.endsWith(`-${nodesOf(pool, set)[index]?.name}`));
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
        ...claims.map(({ name }) => ({ name: name.slice(0, 63), persistentVolumeClaim: { claimName: name } })),
        ...listAt(own, "volumes"),
      ],
    },
  };
}
