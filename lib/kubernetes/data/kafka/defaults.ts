// SPDX-License-Identifier: Apache-2.0
import { defaultKafkaVersion, metadataVersionOf } from "../../../manifests/index.ts";
import { cpuLimitOf } from "../amounts.ts";
import type { KafkaClusterProps, KafkaPoolProps, KafkaTotalQuotas, KafkaUserDefaultQuotas } from "./props.ts";
import { type KafkaShape, kafkaSizes } from "./sizes.ts";

/** A pool with everything that its props or the size say. */
export interface KafkaPool {
  readonly name: string;
  readonly nodes: number;
  readonly roles: readonly ("broker" | "controller")[];
  readonly memory: string;
  readonly cpu: string;
  readonly cpuLimit: string;
  readonly storage: string;
  readonly storageClass: string | undefined;
  readonly zone: string | undefined;
}

/** The props with their defaults. */
export interface KafkaSettings {
  readonly shape: KafkaShape;
  readonly pools: readonly KafkaPool[];
  readonly brokers: number;
  readonly version: string;
  readonly metadataVersion: string | undefined;
  readonly quotas: KafkaTotalQuotas | KafkaUserDefaultQuotas;
  /** Replicas of each partition when nobody says otherwise: of Kafka's own topics too. */
  readonly replication: number;
  /** Replicas that must have a message before it counts. One less than all: any broker may be away. */
  readonly inSync: number;
}

export function kafkaSettings(props: KafkaClusterProps): KafkaSettings {
  const shape = kafkaSizes[props.size ?? "small"];
  const given: Readonly<Record<string, KafkaPoolProps>> = props.pools ?? { dual: { nodes: shape.nodes } };
  const pools = Object.entries(given).map(([name, pool]) => withDefaults(name, pool, shape));
  const brokers = pools.reduce((sum, { roles, nodes }) => sum + (roles.includes("broker") ? nodes : 0), 0);
  const version = props.version ?? defaultKafkaVersion;
  return {
    shape,
    pools,
    brokers,
    version,
    metadataVersion: props.metadataVersion ?? metadataVersionOf(version),
    quotas: totals(props.quotas),
    ...replicationOf(brokers),
  };
}

export function replicationOf(brokers: number): { readonly replication: number; readonly inSync: number } {
  const replication = Math.max(1, Math.min(3, brokers));
  return { replication, inSync: Math.max(1, replication - 1) };
}

/** Secret of the cluster CA, whose `ca.crt` clients trust. */
export function caSecretOf(cluster: string): string {
  return `${cluster}-cluster-ca-cert`;
}

/** Where clients with passwords connect. */
export function bootstrapOf(cluster: string, namespace: string): string {
  return `${cluster}-kafka-bootstrap.${namespace}.svc:9093`;
}

function withDefaults(name: string, pool: KafkaPoolProps, shape: KafkaShape): KafkaPool {
  const cpu = pool.cpu ?? shape.cpu;
  return {
    name,
    nodes: pool.nodes,
    roles: pool.roles ?? ["controller", "broker"],
    memory: pool.memory ?? shape.memory,
    cpu,
    cpuLimit: pool.cpuLimit ?? cpuLimitOf(cpu, shape.cpuLimit),
    storage: pool.storage ?? shape.storage,
    storageClass: pool.storageClass,
    zone: pool.zone,
  };
}

function totals(quotas: KafkaClusterProps["quotas"]): KafkaTotalQuotas | KafkaUserDefaultQuotas {
  if (quotas?.type === "kafka") return quotas;
  return { minAvailableRatioPerVolume: 0.1, ...defined(quotas ?? {}), type: "strimzi" };
}

/** Without what is undefined. */
export function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
