// SPDX-License-Identifier: Apache-2.0

/** What a namespace of one size may use. Quantities as the apiserver prints them. */
export interface NamespaceBounds {
  /** Sum of CPU requests. */
  readonly cpu: string;
  /** Sum of memory requests; limits may be twice as much. */
  readonly memory: string;
  /** Sum of volume claims. */
  readonly storage: string;
  readonly pods: number;
  readonly services: number;
  readonly configMaps: number;
  readonly secrets: number;
  readonly persistentVolumeClaims: number;
  readonly deployments: number;
  readonly statefulSets: number;
  readonly jobs: number;
  readonly cronJobs: number;
  readonly ingresses: number;
  readonly httpRoutes: number;
}

export type NamespaceSize = "small" | "medium" | "large";

/**
 * `small`: a web tool, its database and some jobs. `medium`: several services, a notebook server, a small search or message cluster.
 * `large`: Elasticsearch with Kafka, a pipeline, a model server (about 26 CPUs and 50Gi). GPUs are in none: ask for them.
 */
export const namespaceSizes: Readonly<Record<NamespaceSize, NamespaceBounds>> = {
  small: {
    cpu: "4",
    memory: "8Gi",
    storage: "20Gi",
    pods: 20,
    services: 10,
    configMaps: 50,
    secrets: 50,
    persistentVolumeClaims: 10,
    deployments: 20,
    statefulSets: 10,
    jobs: 50,
    cronJobs: 10,
    ingresses: 10,
    httpRoutes: 10,
  },
  medium: {
    cpu: "12",
    memory: "24Gi",
    storage: "100Gi",
    pods: 60,
    services: 30,
    configMaps: 100,
    secrets: 100,
    persistentVolumeClaims: 30,
    deployments: 60,
    statefulSets: 20,
    jobs: 100,
    cronJobs: 30,
    ingresses: 30,
    httpRoutes: 30,
  },
  large: {
    cpu: "32",
    memory: "64Gi",
    storage: "500Gi",
    pods: 200,
    services: 100,
    configMaps: 300,
    secrets: 300,
    persistentVolumeClaims: 100,
    deployments: 150,
    statefulSets: 50,
    jobs: 300,
    cronJobs: 100,
    ingresses: 100,
    httpRoutes: 100,
  },
};

/** What a container gets that asks for nothing, like a job of Toolforge: CPU may be lent out, memory may not. */
export const containerDefaults = {
  cpuRequest: "100m",
  cpu: "500m",
  memory: "512Mi",
  /** Least request: a request of 0 would use a node and no quota. */
  minCpu: "10m",
  minMemory: "4Mi",
} as const;
