// SPDX-License-Identifier: Apache-2.0
import type { DataSize } from "../size.ts";

/** What one size of a bridge is made of. */
export interface SinkShape {
  readonly replicas: number;
  readonly cpu: string;
  readonly cpuLimit: string;
  /** Request and limit. Logstash itself needs some 400 MiB beside its heap, which is half of it. */
  readonly memory: string;
  /** Claim of a replica: queue, dead letters, and a page of each. */
  readonly storage: string;
  /** Threads that filter and write. */
  readonly workers: number;
}

/** In `ha` one replica goes on when the other is away; each takes over the other's partitions. */
export const sinkSizes: Readonly<Record<DataSize, SinkShape>> = {
  demo: { replicas: 1, cpu: "250m", cpuLimit: "1", memory: "1536Mi", storage: "2Gi", workers: 1 },
  small: { replicas: 1, cpu: "500m", cpuLimit: "1", memory: "2Gi", storage: "2Gi", workers: 2 },
  ha: { replicas: 2, cpu: "500m", cpuLimit: "2", memory: "2Gi", storage: "4Gi", workers: 2 },
};
