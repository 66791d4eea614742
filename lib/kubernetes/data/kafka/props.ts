// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { TeamOwnedProps } from "../../objects/owned.ts";
import type { StorageTeardown } from "../../storage/storage.ts";
import type { KafkaSize } from "./sizes.ts";

/** Nodes of one shape. Strimzi names them `<cluster>-<pool>-<id>`. */
export interface KafkaPoolProps {
  readonly nodes: number;
  /** @default - both */
  readonly roles?: readonly ("broker" | "controller")[] | undefined;
  /** Memory request and limit. Half of it is the heap, the rest caches what is read again. @default - the size's */
  readonly memory?: string | undefined;
  /** CPU request. @default - the size's */
  readonly cpu?: string | undefined;
  /** CPU limit. @default - the size's, or the request when that is more */
  readonly cpuLimit?: string | undefined;
  /** Size of the claim of each node. It can grow later, never shrink. @default - the size's */
  readonly storage?: string | undefined;
  /** Class of the claims; it cannot change later. @default - the cluster's own */
  readonly storageClass?: string | undefined;
  /** Keeps all nodes of the pool in this zone and tells Kafka, which then spreads replicas over zones. All pools or none. @default - any */
  readonly zone?: string | undefined;
}

/** A total for each broker, whoever produces and consumes. With it Kafka knows no quotas of single users. */
export interface KafkaTotalQuotas {
  readonly type: "strimzi";
  /** Bytes a second. @default - unlimited */
  readonly producerByteRate?: number | undefined;
  /** Bytes a second. @default - unlimited */
  readonly consumerByteRate?: number | undefined;
  /** Producers wait when less than this share of a volume is free: a full disk stops a broker for good. @default 0.1 */
  readonly minAvailableRatioPerVolume?: number | undefined;
}

/** What each user may do who has no quotas of their own. Nothing protects the disks from filling up then. */
export interface KafkaUserDefaultQuotas {
  readonly type: "kafka";
  /** Bytes a second. @default - unlimited */
  readonly producerByteRate?: number | undefined;
  /** Bytes a second. @default - unlimited */
  readonly consumerByteRate?: number | undefined;
  /** Percent of the time of a broker's threads. @default - unlimited */
  readonly requestPercentage?: number | undefined;
  /** Changes of partitions a second. @default - unlimited */
  readonly controllerMutationRate?: number | undefined;
}

export interface KafkaClusterProps extends TeamOwnedProps {
  /** Name of the cluster, and the first part of all that Strimzi makes for it. */
  readonly name: string;
  /** See `kafkaSizes`. @default "small" */
  readonly size?: KafkaSize | undefined;
  /** Instead of the pool of the size: one entry a pool, by name. What an entry leaves out is the size's. @default - the size's */
  readonly pools?: Readonly<Record<string, KafkaPoolProps>> | undefined;
  /** @default "4.3.1" */
  readonly version?: string | undefined;
  /** Of KRaft's metadata: once raised it never goes back. @default - that of the version */
  readonly metadataVersion?: string | undefined;
  /** How long topics keep messages that do not say so themselves. @default 48 */
  readonly retentionHours?: number | undefined;
  /**
   * What becomes of the data at the end; see TeamStorage. Unless it says `delete`, claims stay when the cluster is deleted, and a new one
   * of the same name takes them.
   * @default "delete"
   */
  readonly teardown?: StorageTeardown | undefined;
  /** @default - `strimzi`: no totals, and a tenth of each volume stays free */
  readonly quotas?: KafkaTotalQuotas | KafkaUserDefaultQuotas | undefined;
  /** Namespaces whose pods may connect besides those of the cluster's own, such as KEDA's. @default - none */
  readonly allowFrom?: readonly string[] | undefined;
  /** A second listener on 9094 for users that log in by certificate. @default false */
  readonly clientCertificates?: boolean | undefined;
  /** Metrics for Prometheus on port 9404 of each node. @default false */
  readonly metrics?: boolean | undefined;
  /** A pod that tells Prometheus how far behind each consumer group is; what KafkaToElasticsearch's `lagAlert` asks. @default false */
  readonly exporter?: boolean | undefined;
  /** Options of brokers, laid over those of this construct. @default - none */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** What the organizers set, for the check at synth. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}

/** A cluster as topics, users and consumers name it: a KafkaCluster, or what is known of one that another program made. */
export interface KafkaClusterRef {
  readonly name: string;
  /** Brokers; topics have a replica on three of them at most. @default - topics take the cluster's own default */
  readonly brokers?: number | undefined;
  /** `host:port` of the listener for passwords. @default - port 9093 of the bootstrap Service in the same namespace */
  readonly bootstrap?: string | undefined;
}
