// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../model/light.ts";
import { fieldsAt, numberAt, textAt } from "../fields.ts";
import type { Container, Pod } from "../pod.ts";
import type { ManifestSet } from "../settings.ts";
import { type Limits, withDefaults } from "./limit-range.ts";
import { largest, laidOver, noResources, type ResourceList, resourcesAt, selected, sum } from "./resource-list.ts";

// A pod as the apiserver sees it when quotas are asked: after its own defaults, LimitRanges, RuntimeClass and priority.
// k8s.io/kubernetes pkg/apis/core/v1/defaults.go, k8s.io/component-helpers resource/helpers.go.

export interface EffectiveContainer {
  readonly name: string;
  readonly init: boolean;
  /** An init container that goes on running. */
  readonly sidecar: boolean;
  /** Way to it in the object. */
  readonly path: Path;
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

export interface EffectivePod {
  /** Containers and init containers, in the order of the manifest. */
  readonly containers: readonly EffectiveContainer[];
  /** `spec.resources`; undefined when there is none that counts. */
  readonly whole: { readonly requests: ResourceList; readonly limits: ResourceList } | undefined;
  readonly overhead: ResourceList;
  /** "" when there is none. */
  readonly priorityClass: string;
  /** It has a deadline. */
  readonly terminating: boolean;
  /** No container asks for CPU or memory. */
  readonly bestEffort: boolean;
  readonly crossNamespaceAffinity: boolean;
}

export interface EffectiveOptions {
  /** Entries of the namespace's LimitRanges. */
  readonly limits: readonly Limits[];
  /** Where RuntimeClasses and PriorityClasses are looked up. */
  readonly set?: ManifestSet | undefined;
  /** Minor version of Kubernetes. */
  readonly minor: number;
}

export function effectivePod(pod: Pod, { limits, set, minor }: EffectiveOptions): EffectivePod {
  const asked = pod.containers.filter(({ kind }) => kind !== "ephemeral").map(withOwnDefaults);
  const whole = minor < 34 ? undefined : podLevel(pod, asked);
  const containers = asked.map((container) => ({
    ...container,
    ...withDefaults(container.requests, container.limits, limits),
  }));
  const deadline = numberAt(pod.spec, "activeDeadlineSeconds");
  return {
    containers,
    whole,
    overhead: overheadOf(pod, set),
    priorityClass: textAt(pod.spec, "priorityClassName") || defaultPriorityClass(set),
    terminating: deadline !== undefined && deadline >= 0,
    bestEffort: isBestEffort(containers, whole, fieldsAt(pod.spec, "resources") !== undefined && minor >= 34),
    crossNamespaceAffinity: crossesNamespaces(pod),
  };
}

/** Resources that `spec.resources` of a pod may name. */
export function isPodLevelResource(name: string): boolean {
  return name === "cpu" || name === "memory" || name.startsWith("hugepages-");
}

/** Sum of the containers as the scheduler counts: init containers run one after the other, sidecars beside all that follows. */
export function aggregate(containers: readonly EffectiveContainer[], which: "requests" | "limits"): ResourceList {
  let all = sum(...containers.filter(({ init }) => !init).map((container) => container[which]));
  let [sidecars, most] = [noResources, noResources];
  for (const container of containers) {
    if (!container.init) continue;
    if (container.sidecar) {
      all = sum(all, container[which]);
      sidecars = sum(sidecars, container[which]);
      most = largest(most, sidecars);
    } else most = largest(most, sum(container[which], sidecars));
  }
  return largest(all, most);
}

/** A container's requests default to its limits. */
function withOwnDefaults({ kind, name, value, path }: Container): EffectiveContainer {
  const limits = resourcesAt(value, "resources", "limits");
  return {
    name,
    init: kind === "init",
    sidecar: kind === "init" && textAt(value, "restartPolicy") === "Always",
    path,
    requests: laidOver(limits, resourcesAt(value, "resources", "requests")),
    limits,
  };
}

// Defaults are filled in before LimitRanges are asked, from what the containers themselves say.
function podLevel(pod: Pod, asked: readonly EffectiveContainer[]): EffectivePod["whole"] {
  if (fieldsAt(pod.spec, "resources") === undefined) return undefined;
  const requests = resourcesAt(pod.spec, "resources", "requests");
  const limits = resourcesAt(pod.spec, "resources", "limits");
  if (requests.size + limits.size === 0) return undefined;
  const huge = selected(aggregate(asked, "limits"), (name) => name.startsWith("hugepages-") && !requests.has(name));
  const allLimits = laidOver(huge, limits);
  if (allLimits.size === 0) return counted({ requests, limits: allLimits });
  const ofContainers = selected(aggregate(asked, "requests"), (name) => name === "cpu" || name === "memory");
  const ofLimits = selected(allLimits, isPodLevelResource);
  return counted({ requests: laidOver(laidOver(ofLimits, ofContainers), requests), limits: allLimits });
}

function counted(whole: NonNullable<EffectivePod["whole"]>): EffectivePod["whole"] {
  return [...whole.requests.keys(), ...whole.limits.keys()].some(isPodLevelResource) ? whole : undefined;
}

function overheadOf(pod: Pod, set: ManifestSet | undefined): ResourceList {
  const name = textAt(pod.spec, "runtimeClassName");
  const runtime = name && set?.of("node.k8s.io", "RuntimeClass").find((each) => each.name === name);
  return runtime ? resourcesAt(runtime.value, "overhead", "podFixed") : resourcesAt(pod.spec, "overhead");
}

function defaultPriorityClass(set: ManifestSet | undefined): string {
  return set?.of("scheduling.k8s.io", "PriorityClass").find(({ value }) => value["globalDefault"] === true)?.name ?? "";
}

// k8s.io/kubernetes pkg/apis/core/v1/helper/qos/qos.go
function isBestEffort(
  containers: readonly EffectiveContainer[],
  whole: EffectivePod["whole"],
  hasPodLevel: boolean,
): boolean {
  const lists = hasPodLevel
    ? [whole?.requests, whole?.limits]
    : containers.flatMap((each) => [each.requests, each.limits]);
  return lists.every((list) => ["cpu", "memory"].every((name) => (list?.get(name)?.nanos ?? 0n) <= 0n));
}

function crossesNamespaces({ spec }: Pod): boolean {
  const text = JSON.stringify([
    fieldsAt(spec, "affinity", "podAffinity"),
    fieldsAt(spec, "affinity", "podAntiAffinity"),
  ]);
  return /"namespaces":\[[^\]]|"namespaceSelector":\{/.test(text);
}
