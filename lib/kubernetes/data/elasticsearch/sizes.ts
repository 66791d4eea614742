// SPDX-License-Identifier: Apache-2.0
import type { DataSize } from "../size.ts";

/** What one node of a size has. Of its memory the image takes half as heap. */
export interface ElasticsearchNode {
  readonly count: number;
  /** CPU request. */
  readonly cpu: string;
  readonly cpuLimit: string;
  /** Memory request and limit. */
  readonly memory: string;
  readonly storage: string;
  /** Shards of one copy are spread over zones. */
  readonly zones: boolean;
}

/** Every node has all roles: at these sizes nodes of one role each cost more than they give. */
export const elasticsearchSizes: Readonly<Record<DataSize, ElasticsearchNode>> = {
  demo: { count: 1, cpu: "250m", cpuLimit: "1", memory: "2Gi", storage: "5Gi", zones: false },
  small: { count: 3, cpu: "500m", cpuLimit: "1", memory: "2Gi", storage: "10Gi", zones: false },
  ha: { count: 3, cpu: "1", cpuLimit: "2", memory: "4Gi", storage: "20Gi", zones: true },
};

/** Kibana takes 1Gi from the start; with less its process is ended while it optimizes. */
export const kibanaDefaults = { cpu: "250m", cpuLimit: "1", memory: "1Gi" } as const;

/** Newest version that the constructs were tried with. */
export const elasticVersion = "9.4.3";
