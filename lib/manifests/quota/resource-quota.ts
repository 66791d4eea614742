// SPDX-License-Identifier: Apache-2.0
import { isFields, listAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import type { EffectivePod } from "./effective-pod.ts";
import { type ResourceList, resourcesAt } from "./resource-list.ts";
import { isExtendedResource } from "./usage.ts";

// k8s.io/apiserver pkg/quota/v1/generic/evaluator.go, k8s.io/kubernetes pkg/quota/v1/evaluator/core/pods.go

/** One condition on what a quota counts. */
export interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export interface Quota {
  readonly manifest: Manifest;
  readonly hard: ResourceList;
  /** All must hold; none: it counts everything. */
  readonly scopes: readonly Scope[];
}

export function quotaOf(manifest: Manifest): Quota {
  const spec = manifest.value["spec"];
  const expressions = listAt(spec, "scopeSelector", "matchExpressions").filter(isFields);
  return {
    manifest,
    hard: resourcesAt(spec, "hard"),
    scopes: [
      ...texts(listAt(spec, "scopes")).map((name) => ({ name, operator: "Exists", values: [] })),
      ...expressions.map((each) => ({
        name: textAt(each, "scopeName") ?? "",
        operator: textAt(each, "operator") ?? "",
        values: texts(listAt(each, "values")),
      })),
    ],
  };
}

export function countsPod({ scopes }: Quota, pod: EffectivePod): boolean {
  return scopes.every((scope) => holdsForPod(scope, pod));
}

function holdsForPod({ name, operator, values }: Scope, pod: EffectivePod): boolean {
  switch (name) {
    case "Terminating":
      return pod.terminating;
    case "NotTerminating":
      return !pod.terminating;
    case "BestEffort":
      return pod.bestEffort;
    case "NotBestEffort":
      return !pod.bestEffort;
    case "CrossNamespacePodAffinity":
      return pod.crossNamespaceAffinity;
    case "PriorityClass":
      return selects(operator, values, pod.priorityClass);
    default:
      return false;
  }
}

/** Whether claims count: scopes other than their own leave them out. */
export function countsClaim({ scopes }: Quota, claim: unknown): boolean {
  const name = textAt(claim, "spec", "volumeAttributesClassName") ?? "";
  return scopes.every((scope) => scope.name === "VolumeAttributesClass" && selects(scope.operator, scope.values, name));
}

function selects(operator: string, values: readonly string[], value: string): boolean {
  if (operator === "Exists") return value !== "";
  if (operator === "DoesNotExist") return value === "";
  if (operator === "In") return value !== "" && values.includes(value);
  return operator === "NotIn" && !values.includes(value);
}

const tracked = new Set([
  ...["cpu", "memory", "ephemeral-storage"].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  "pods",
  "services",
  "services.nodeports",
  "services.loadbalancers",
  "configmaps",
  "secrets",
  "resourcequotas",
  "replicationcontrollers",
  "persistentvolumeclaims",
  "requests.storage",
]);

/** False for keys that the apiserver takes and never counts. Keys that it refuses count as tracked. */
export function isTracked(key: string): boolean {
  if (!key.includes("/") || key.startsWith("count/")) return true;
  const base = key.replace(/^requests\./, "");
  if (/\.storageclass\.storage\.k8s\.io\/(requests\.storage|persistentvolumeclaims)$/.test(key)) return true;
  if (base.startsWith("deviceclass.resource.kubernetes.io/") || key.includes(".deviceclass.resource.k8s.io/"))
    return true;
  return key.startsWith("requests.") && isExtendedResource(base);
}

/** A key without "/" that the apiserver knows. */
export function isKnownKey(key: string): boolean {
  return key.includes("/") || tracked.has(key) || /^(requests\.)?hugepages-/.test(key);
}

/** Requests and limits that each container must name when a quota counts them. */
const demanded = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

export function demandedKeys({ hard }: Quota): readonly string[] {
  return demanded.filter((key) => hard.has(key));
}

function texts(list: readonly unknown[]): string[] {
  return list.filter((each): each is string => typeof each === "string");
}
