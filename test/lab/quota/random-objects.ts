// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";

// Random objects that the apiserver counts: the same for the same seed.

export interface Dice {
  /** 0 … sides - 1 */
  roll(sides: number): number;
  pick<T>(items: readonly T[]): T;
  /** True once in `times`. */
  once(times: number): boolean;
}

/** mulberry32 */
export function dice(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (sides: number) => Math.floor(next() * sides);
  return { roll, pick: (items) => items[roll(items.length)]!, once: (times) => roll(times) === 0 };
}

const maybe = (on: boolean, fields: Fields): Fields => (on ? fields : {});

/** Requests and limits; what is not said is left to the LimitRange. */
export function resources(die: Dice, wild: boolean): Fields {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  const cpu = die.pick(["10m", "50m", "0.1", "100m", "1e-1"]);
  const memory = die.pick(["64Mi", "100M", "0.125Gi", "131072Ki", "33554433"]);
  if (die.once(2)) requests["cpu"] = cpu;
  if (die.once(2)) limits["cpu"] = die.pick(["250m", "0.5", "1", "1500m"]);
  if (die.once(2)) requests["memory"] = memory;
  if (die.once(2)) limits["memory"] = die.pick(["256Mi", "1Gi", "300M", "0.75Gi"]);
  if (die.once(4)) limits["ephemeral-storage"] = die.pick(["1Gi", "500M"]);
  if (die.once(6)) requests["ephemeral-storage"] = die.pick(["10Mi", "1M"]);
  if (die.once(5)) limits["nvidia.com/gpu"] = die.pick(["1", "2"]);
  // Kubernetes wants CPU or memory beside them.
  if (die.once(8)) Object.assign(limits, { cpu: "1", "hugepages-2Mi": die.pick(["4Mi", "64Mi"]) });
  if (wild && die.once(4)) requests["cpu"] = die.pick(["1m", "2", "6", "0"]);
  if (wild && die.once(4)) requests["memory"] = die.pick(["1Mi", "3Gi", "12Gi", "500m"]);
  if (wild && die.once(4)) limits["memory"] = die.pick(["3Gi", "12Gi", "1Mi"]);
  if (wild && die.once(6)) requests["nvidia.com/gpu"] = die.pick(["1", "500m", "3"]);
  return {
    resources: {
      ...maybe(Object.keys(requests).length > 0, { requests }),
      ...maybe(Object.keys(limits).length > 0, { limits }),
    },
  };
}

const container = (die: Dice, name: string, wild: boolean, over: Fields = {}): Fields => ({
  name,
  image: "registry.example.org/none",
  ...resources(die, wild),
  ...over,
});

export interface PodChoices {
  readonly runtimeClass: string;
  readonly priorityClass: string;
  /** Amounts that a LimitRange or quota may refuse. */
  readonly wild?: boolean | undefined;
}

/** A pod that no node takes, so that it neither runs nor ends. */
export function podSpec(die: Dice, { runtimeClass, priorityClass, wild = false }: PodChoices): Fields {
  const list = (most: number, prefix: string, over?: (index: number) => Fields) =>
    Array.from({ length: die.roll(most + 1) }, (_, index) => container(die, `${prefix}${index}`, wild, over?.(index)));
  const init = list(3, "init", () => maybe(die.once(2), { restartPolicy: "Always" }));
  return {
    nodeSelector: { "bivouac.dev/nowhere": "true" },
    terminationGracePeriodSeconds: 0,
    ...maybe(init.length > 0, { initContainers: init }),
    containers: [container(die, "app", wild), ...list(2, "more")],
    ...maybe(die.once(4), { runtimeClassName: runtimeClass }),
    ...maybe(die.once(4), { priorityClassName: priorityClass }),
    ...maybe(die.once(5), { activeDeadlineSeconds: 36_000 }),
    ...maybe(die.once(5), { resources: wholePod(die, wild) }),
  };
}

// Larger than all containers together with every default, else the apiserver refuses the pod.
function wholePod(die: Dice, wild: boolean): Fields {
  return die.pick<Fields>([
    { requests: { cpu: "6", memory: "10Gi" }, limits: { cpu: "12", memory: "16Gi" } },
    { requests: { cpu: "7", memory: "12Gi" } },
    ...(wild
      ? [
          { limits: { cpu: "1", memory: "1Gi" } },
          { limits: { memory: "2Gi" } },
          { requests: { cpu: "300m" }, limits: { cpu: "4", memory: "700Mi" } },
        ]
      : []),
  ]);
}

export function claim(die: Dice, name: string): Fields {
  const storageClassName = die.pick([undefined, "fast", "slow"]);
  return {
    ...maybe(name !== "", { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name } }),
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: die.pick(["1Gi", "1.5Gi", "100M", "0.1", "1e9"]) } },
      ...maybe(storageClassName !== undefined, { storageClassName }),
    },
  };
}

export function service(die: Dice, name: string): Fields {
  const type = die.pick(["ClusterIP", "NodePort", "LoadBalancer"]);
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec: {
      type,
      selector: { app: name },
      ports: Array.from({ length: 1 + die.roll(3) }, (_, index) => ({ name: `p${index}`, port: 80 + index })),
      ...maybe(type === "LoadBalancer" && die.once(2), { allocateLoadBalancerNodePorts: false }),
    },
  };
}

/** A workload of a kind whose controller the lab runs: it has none for ReplicationControllers, autoscalers and ephemeral volumes. */
export function workload(die: Dice, name: string, choices: PodChoices): Fields[] {
  const kind = die.pick(["Deployment", "Deployment", "ReplicaSet", "StatefulSet", "Job", "CronJob", "Scaled"]);
  const labels = { app: name };
  const spec = podSpec(die, choices);
  const template = { metadata: { labels }, spec };
  const replicas = die.roll(4);
  const apps = (own: string, over: Fields = {}) => ({
    apiVersion: "apps/v1",
    kind: own,
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: withoutDeadline(template), ...over },
  });
  const job = {
    backoffLimit: 0,
    parallelism: 1 + die.roll(3),
    ...maybe(die.once(2), { completions: 1 + die.roll(3) }),
    template: { ...template, spec: { ...spec, restartPolicy: "Never" } },
  };
  switch (kind) {
    case "StatefulSet":
      return [
        apps(kind, {
          serviceName: name,
          podManagementPolicy: "Parallel",
          volumeClaimTemplates: [{ metadata: { name: "data" }, ...claim(die, "") }],
        }),
      ];
    case "Job":
      return [{ apiVersion: "batch/v1", kind, metadata: { name }, spec: job }];
    case "CronJob":
      return [
        {
          apiVersion: "batch/v1",
          kind,
          metadata: { name },
          spec: { schedule: "0 0 * * *", suspend: true, jobTemplate: { spec: job } },
        },
      ];
    case "Scaled":
      return [
        apps("Deployment", { replicas: 1 }),
        {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name },
          spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name }, minReplicas: 1, maxReplicas: 5 },
        },
      ];
    default:
      return [apps(kind)];
  }
}

// Pods of these run for ever.
function withoutDeadline(template: { readonly metadata: Fields; readonly spec: Fields }): Fields {
  const { activeDeadlineSeconds: _, ...spec } = template.spec;
  return { ...template, spec };
}
