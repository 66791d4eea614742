// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { namespaceObjects } from "../model/index.ts";
import { k8s } from "./api.ts";
import { guardRailMetadata, ownerFaults, quantityFaults, type TeamOwnedProps } from "./objects/owned.ts";

/** Sums over the namespace. Quantities are written as Kubernetes does; what is absent is not limited. */
export interface QuotaLimits {
  /** Sum of CPU requests. @default - not limited */
  readonly cpu?: string | undefined;
  /** Sum of memory requests. @default - not limited */
  readonly memory?: string | undefined;
  /** Sum of volume claims. @default - not limited */
  readonly storage?: string | undefined;
  /** @default - not limited */
  readonly pods?: number | undefined;
  /** @default - not limited */
  readonly services?: number | undefined;
  /** @default - not limited */
  readonly configMaps?: number | undefined;
  /** @default - not limited */
  readonly secrets?: number | undefined;
  /** @default - not limited */
  readonly persistentVolumeClaims?: number | undefined;
  /** Extended resources, such as `nvidia.com/gpu`. @default - no GPU of NVIDIA or AMD, others not limited */
  readonly extended?: Readonly<Record<string, number>> | undefined;
}

/** What one container gets and may ask for. */
export interface ContainerLimits {
  /** CPU limit (and request) of a container that names none. @default "500m" */
  readonly cpu?: string | undefined;
  /** Memory limit (and request) of a container that names none. @default "512Mi" */
  readonly memory?: string | undefined;
  /** Largest CPU limit. @default - the quota's */
  readonly maxCpu?: string | undefined;
  /** Largest memory limit. @default - the quota's */
  readonly maxMemory?: string | undefined;
}

export interface TeamQuotaProps extends TeamOwnedProps {
  readonly quota: QuotaLimits;
  /** @default - see ContainerLimits */
  readonly limits?: ContainerLimits | undefined;
}

/**
 * What a team may use: a ResourceQuota over the namespace and a LimitRange that gives each container limits, without
 * which the quota would refuse it. Services that open ports of nodes or order load balancers are not allowed at all.
 */
export class TeamQuota extends Construct {
  /** `spec.hard` of the ResourceQuota. */
  readonly hard: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: TeamQuotaProps) {
    super(scope, id);
    this.hard = hardLimits(props.quota);
    const container = containerLimits(props.quota, props.limits ?? {});
    this.node.addValidation({
      validate: () => [
        ...ownerFaults(props),
        ...Object.entries(this.hard).flatMap(([key, value]) => quantityFaults(`quota ${key}`, value)),
        ...Object.entries(container).flatMap(([bound, values]) =>
          Object.entries(values).flatMap(([key, value]) => quantityFaults(`${bound} ${key} of a container`, value)),
        ),
      ],
    });
    new k8s.KubeResourceQuota(this, "Resource", {
      metadata: guardRailMetadata(props, namespaceObjects.quota),
      spec: { hard: quantities(this.hard) },
    });
    new k8s.KubeLimitRange(this, "Limits", {
      metadata: guardRailMetadata(props, namespaceObjects.limits),
      spec: {
        limits: [
          {
            type: "Container",
            default: quantities(container.default),
            defaultRequest: quantities(container.default),
            max: quantities(container.max),
          },
        ],
      },
    });
  }
}

function hardLimits(quota: QuotaLimits): Record<string, string> {
  const extended = { "nvidia.com/gpu": 0, "amd.com/gpu": 0, ...quota.extended };
  return defined({
    "requests.cpu": quota.cpu,
    "requests.memory": quota.memory,
    "requests.storage": quota.storage,
    pods: quota.pods,
    services: quota.services,
    "services.nodeports": 0,
    "services.loadbalancers": 0,
    configmaps: quota.configMaps,
    secrets: quota.secrets,
    persistentvolumeclaims: quota.persistentVolumeClaims,
    ...Object.fromEntries(Object.entries(extended).map(([name, count]) => [`requests.${name}`, count])),
  });
}

function containerLimits(
  quota: QuotaLimits,
  limits: ContainerLimits,
): Record<"default" | "max", Record<string, string>> {
  return {
    default: defined({ cpu: limits.cpu ?? "500m", memory: limits.memory ?? "512Mi" }),
    max: defined({ cpu: limits.maxCpu ?? quota.cpu, memory: limits.maxMemory ?? quota.memory }),
  };
}

function defined(values: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

function quantities(values: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, k8s.Quantity.fromString(value)]));
}
