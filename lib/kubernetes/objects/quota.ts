// SPDX-License-Identifier: Apache-2.0
import {
  containerDefaults,
  namespaceObjects,
  type NamespaceSize,
  namespaceSizes,
  Quantity,
  type QuantityLike,
} from "../../model/light.ts";
import type { Manifest } from "./manifest.ts";
import { guardRailMetadata, type TeamOwnedProps } from "./owned.ts";

/** An amount; or the word `unlimited`. */
export type Bound = QuantityLike;

/**
 * Sums over the namespace, laid over those of its size. What a namespace may use is always limited unless the field says `unlimited`.
 */
export interface QuotaLimits {
  /** Sum of CPU requests. @default - of the size */
  readonly cpu?: Bound | undefined;
  /** Sum of CPU limits. @default - not limited: CPU that is not used may be lent out */
  readonly limitsCpu?: Bound | undefined;
  /** Sum of memory requests. @default - of the size */
  readonly memory?: Bound | undefined;
  /** Sum of memory limits. @default - twice `memory` */
  readonly limitsMemory?: Bound | undefined;
  /** Sum of volume claims of all classes. @default - of the size */
  readonly storage?: Bound | undefined;
  /** Sum of volume claims by storage class, `{ fast: "10Gi" }`; 0 closes a class. @default - not limited by class */
  readonly storageClasses?: Readonly<Record<string, Bound>> | undefined;
  /** Sum of requests of the nodes' own disks. @default - not limited */
  readonly ephemeralStorage?: Bound | undefined;
  /** @default - of the size */
  readonly pods?: Bound | undefined;
  /** @default - of the size */
  readonly services?: Bound | undefined;
  /** Ports that Services open on every node. @default 0 */
  readonly nodePorts?: Bound | undefined;
  /** Load balancers that Services order from the cloud; each of their ports takes a node port too, unless the Service says no. @default 0 */
  readonly loadBalancers?: Bound | undefined;
  /** With the one that Kubernetes makes. @default - of the size */
  readonly configMaps?: Bound | undefined;
  /** @default - of the size */
  readonly secrets?: Bound | undefined;
  /** @default - of the size */
  readonly persistentVolumeClaims?: Bound | undefined;
  /** @default - of the size */
  readonly deployments?: Bound | undefined;
  /** @default - of the size */
  readonly statefulSets?: Bound | undefined;
  /** Finished ones count until they are removed. @default - of the size */
  readonly jobs?: Bound | undefined;
  /** @default - of the size */
  readonly cronJobs?: Bound | undefined;
  /** @default - of the size */
  readonly ingresses?: Bound | undefined;
  /** @default - of the size */
  readonly httpRoutes?: Bound | undefined;
  /** Extended resources, such as `nvidia.com/gpu`. @default - no GPU of NVIDIA or AMD, others not limited */
  readonly extended?: Readonly<Record<string, Bound>> | undefined;
}

/** What one container gets and may ask for. */
export interface ContainerLimits {
  /** CPU limit of a container that names none. @default "500m", or `maxCpu` if that is less */
  readonly cpu?: QuantityLike | undefined;
  /** CPU request of a container that names neither request nor limit. @default "100m", or `cpu` if that is less */
  readonly cpuRequest?: QuantityLike | undefined;
  /** Memory limit and request of a container that names none: nodes cannot lend out memory. @default "512Mi", or `maxMemory` if that is less */
  readonly memory?: QuantityLike | undefined;
  /** Largest CPU limit. @default - the quota's */
  readonly maxCpu?: QuantityLike | undefined;
  /** Largest memory limit. @default - the quota's */
  readonly maxMemory?: QuantityLike | undefined;
  /** Least CPU request. @default "10m" */
  readonly minCpu?: QuantityLike | undefined;
  /** Least memory request. @default "4Mi" */
  readonly minMemory?: QuantityLike | undefined;
  /** How many times its request a container's memory limit may be, 2 as on Toolforge. @default - not limited but by `limitsMemory` */
  readonly memoryRatio?: number | undefined;
  /** Limit of the node's own disk of a container that names none; its request is a tenth. @default - none */
  readonly ephemeralStorage?: QuantityLike | undefined;
}

/** Size of one volume claim. */
export interface ClaimLimits {
  /** @default - none */
  readonly min?: QuantityLike | undefined;
  /** @default - the quota's storage */
  readonly max?: QuantityLike | undefined;
}

export interface TeamQuotaProps extends TeamOwnedProps {
  /** Where what is not said in `quota` comes from; see `namespaceSizes` for the table. @default "small" */
  readonly size?: NamespaceSize | undefined;
  /** Laid over the size. @default - all of the size */
  readonly quota?: QuotaLimits | undefined;
  /** @default - see ContainerLimits */
  readonly limits?: ContainerLimits | undefined;
  /** @default - see ClaimLimits */
  readonly claims?: ClaimLimits | undefined;
}

export interface QuotaObjects {
  readonly quota: Manifest;
  readonly limits: Manifest;
}

type Amounts = Record<string, string>;

export function teamQuota(props: TeamQuotaProps): QuotaObjects {
  return {
    quota: {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: guardRailMetadata(props, namespaceObjects.quota) as unknown as Manifest["metadata"],
      spec: { hard: hardLimits(props) },
    },
    limits: {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: guardRailMetadata(props, namespaceObjects.limits) as unknown as Manifest["metadata"],
      spec: { limits: limitItems(props) },
    },
  };
}

/** `spec.hard` of the ResourceQuota. */
export function hardLimits(props: TeamQuotaProps): Amounts {
  const quota = props.quota ?? {};
  const size = namespaceSizes[props.size ?? "small"] ?? namespaceSizes.small;
  const memory = quota.memory ?? size.memory;
  const extended = { "nvidia.com/gpu": 0, "amd.com/gpu": 0, ...quota.extended };
  return written({
    "requests.cpu": quota.cpu ?? size.cpu,
    "limits.cpu": quota.limitsCpu,
    "requests.memory": memory,
    "limits.memory": quota.limitsMemory ?? twice(memory),
    "requests.storage": quota.storage ?? size.storage,
    ...renamed(quota.storageClasses ?? {}, (name) => `${name}.storageclass.storage.k8s.io/requests.storage`),
    "requests.ephemeral-storage": quota.ephemeralStorage,
    pods: quota.pods ?? size.pods,
    services: quota.services ?? size.services,
    "services.nodeports": quota.nodePorts ?? 0,
    "services.loadbalancers": quota.loadBalancers ?? 0,
    configmaps: quota.configMaps ?? size.configMaps,
    secrets: quota.secrets ?? size.secrets,
    persistentvolumeclaims: quota.persistentVolumeClaims ?? size.persistentVolumeClaims,
    "count/deployments.apps": quota.deployments ?? size.deployments,
    "count/statefulsets.apps": quota.statefulSets ?? size.statefulSets,
    "count/jobs.batch": quota.jobs ?? size.jobs,
    "count/cronjobs.batch": quota.cronJobs ?? size.cronJobs,
    "count/ingresses.networking.k8s.io": quota.ingresses ?? size.ingresses,
    "count/httproutes.gateway.networking.k8s.io": quota.httpRoutes ?? size.httpRoutes,
    ...renamed(extended, (name) => `requests.${name}`),
  });
}

export interface LimitItem {
  readonly [key: string]: Amounts | string;
  readonly type: "Container" | "PersistentVolumeClaim";
}

/** `spec.limits` of the LimitRange. */
export function limitItems(props: TeamQuotaProps): LimitItem[] {
  const limits = props.limits ?? {};
  const hard = hardLimits(props);
  const maxCpu = text(limits.maxCpu) ?? hard["requests.cpu"];
  const maxMemory = text(limits.maxMemory) ?? hard["requests.memory"];
  const cpu = text(limits.cpu) ?? least(containerDefaults.cpu, maxCpu);
  const memory = text(limits.memory) ?? least(containerDefaults.memory, maxMemory);
  const disk = text(limits.ephemeralStorage);
  const claim = {
    min: written({ storage: props.claims?.min }),
    max: written({ storage: props.claims?.max ?? hard["requests.storage"] }),
  };
  const items: LimitItem[] = [
    {
      type: "Container",
      default: written({ cpu, memory, "ephemeral-storage": disk }),
      defaultRequest: written({
        cpu: text(limits.cpuRequest) ?? least(containerDefaults.cpuRequest, cpu),
        memory,
        "ephemeral-storage": disk && tenth(disk),
      }),
      max: written({ cpu: maxCpu, memory: maxMemory }),
      min: written({
        cpu: text(limits.minCpu) ?? least(containerDefaults.minCpu, cpu),
        memory: text(limits.minMemory) ?? least(containerDefaults.minMemory, memory),
      }),
      ...(limits.memoryRatio === undefined ? {} : { maxLimitRequestRatio: { memory: String(limits.memoryRatio) } }),
    },
    { type: "PersistentVolumeClaim", ...claim },
  ];
  return items.map(withoutEmpty).filter((item) => Object.keys(item).length > 1);
}

function written(values: Readonly<Record<string, Bound | undefined>>): Amounts {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const found = text(value);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}

function text(value: Bound | undefined): string | undefined {
  return value === undefined || value === "unlimited" ? undefined : String(value);
}

function renamed(values: Readonly<Record<string, Bound>>, name: (key: string) => string): Record<string, Bound> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [name(key), value]));
}

function twice(value: Bound): Bound | undefined {
  return value === "unlimited" ? value : Quantity.read(String(value))?.times(2).rounded().canonical;
}

function tenth(value: string): string {
  const whole = Quantity.read(value)?.units ?? 0n;
  return Quantity.decimal((whole + 9n) / 10n).canonical;
}

/** A small bound pulls an untouched default down with it. What is no quantity is a fault of its own. */
function least(value: string, most: string | undefined): string {
  const bound = Quantity.read(most);
  return most !== undefined && bound !== undefined && bound.nanos > 0n && bound.compare(Quantity.parse(value)) < 0
    ? most
    : value;
}

function withoutEmpty(item: LimitItem): LimitItem {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => typeof value === "string" || Object.keys(value).length > 0),
  ) as LimitItem;
}
