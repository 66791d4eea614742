// SPDX-License-Identifier: Apache-2.0

import type { DataSize } from "../size.ts";

export type KafkaSize = DataSize;

/** One pool whose nodes are broker and controller at once. */
export interface KafkaShape {
  readonly nodes: number;
  readonly memory: string;
  readonly cpu: string;
  readonly cpuLimit: string;
  readonly storage: string;
  /** Kafka deletes whole segments only: small ones, so that a small disk gives back what is old. Bytes; 1 GiB is Kafka's own. */
  readonly segmentBytes: number | undefined;
}

/** Controllers are an odd number everywhere: of two, both would have to be up. */
export const kafkaSizes: Readonly<Record<KafkaSize, KafkaShape>> = {
  demo: { nodes: 1, memory: "1Gi", cpu: "250m", cpuLimit: "500m", storage: "2Gi", segmentBytes: 64 * 2 ** 20 },
  small: { nodes: 3, memory: "1536Mi", cpu: "250m", cpuLimit: "1", storage: "10Gi", segmentBytes: 256 * 2 ** 20 },
  ha: { nodes: 3, memory: "2Gi", cpu: "500m", cpuLimit: "1", storage: "20Gi", segmentBytes: undefined },
};

/** Of each of the two operators that stand beside a cluster. With less CPU their probes fail and they restart without an end. */
export const entityOperatorResources = {
  requests: { cpu: "50m", memory: "256Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
} as const;

/** Of the exporter of consumer lag. */
export const exporterResources = {
  requests: { cpu: "20m", memory: "128Mi" },
  limits: { cpu: "200m", memory: "128Mi" },
} as const;
