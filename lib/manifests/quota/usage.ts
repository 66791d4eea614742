// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../model/light.ts";
import { flagAt, isFields, listAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import type { ManifestSet } from "../settings.ts";
import { aggregate, type EffectivePod, isPodLevelResource } from "./effective-pod.ts";
import { laidOver, type ResourceList, resourcesAt, selected, sum } from "./resource-list.ts";

// What one object counts in a ResourceQuota: k8s.io/kubernetes pkg/quota/v1/evaluator/core.

const one = Quantity.decimal(1);

/** What the scheduler and quotas take a pod to ask for. */
export function podRequests({ containers, whole, overhead }: EffectivePod): ResourceList {
  const own = aggregate(containers, "requests");
  return sum(whole === undefined ? own : laidOver(own, selected(whole.requests, isPodLevelResource)), overhead);
}

export function podLimits({ containers, whole, overhead }: EffectivePod): ResourceList {
  const own = aggregate(containers, "limits");
  const limits = whole === undefined ? own : laidOver(own, selected(whole.limits, isPodLevelResource));
  // Overhead raises a limit, it makes none.
  return sum(
    limits,
    selected(overhead, (name) => !(limits.get(name) ?? Quantity.zero).isZero),
  );
}

/** What LimitRanges of type Pod look at: without overhead, and of `spec.resources` only CPU and memory. */
export function podForLimits(pod: EffectivePod): { readonly requests: ResourceList; readonly limits: ResourceList } {
  const plain = (name: string) => name === "cpu" || name === "memory";
  const of = (which: "requests" | "limits") =>
    laidOver(aggregate(pod.containers, which), selected(pod.whole?.[which] ?? new Map(), plain));
  return { requests: of("requests"), limits: of("limits") };
}

/** Not native to Kubernetes, such as `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return name.includes("/") && !name.includes("kubernetes.io/") && !name.startsWith("requests.");
}

export function podUsage(pod: EffectivePod): ResourceList {
  return new Map([["count/pods", one], ...computeUsage(podRequests(pod), podLimits(pod))]);
}

/** Keys of a quota that requests and limits count in. */
export function computeUsage(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage = new Map([["pods", one]]);
  for (const name of ["cpu", "memory", "ephemeral-storage"]) {
    const [request, limit] = [requests.get(name), limits.get(name)];
    if (request !== undefined) usage.set(name, request).set(`requests.${name}`, request);
    if (limit !== undefined) usage.set(`limits.${name}`, limit);
  }
  for (const [name, request] of requests) {
    if (name.startsWith("hugepages-")) usage.set(name, request).set(`requests.${name}`, request);
    if (isExtendedResource(name) || name.startsWith("deviceclass.resource.kubernetes.io/"))
      usage.set(`requests.${name}`, request);
  }
  return usage;
}

const legacyNames: Readonly<Record<string, string>> = {
  "count/configmaps": "configmaps",
  "count/secrets": "secrets",
  "count/resourcequotas": "resourcequotas",
  "count/replicationcontrollers": "replicationcontrollers",
};

/** What the object itself counts, without pods that it makes. A bare Pod counts nothing here: see `podUsage`. */
export function objectUsage(manifest: Manifest, set: ManifestSet | undefined): ResourceList {
  const { group, kind, value } = manifest;
  if (group === "" && kind === "Pod") return new Map();
  if (group === "" && kind === "PersistentVolumeClaim") return claimUsage(manifest.value, set);
  const count = countKey(group, kind);
  const usage = new Map([[count, one]]);
  const legacy = Object.hasOwn(legacyNames, count) ? legacyNames[count] : undefined;
  if (legacy !== undefined) usage.set(legacy, one);
  if (group === "" && kind === "Service") for (const [name, amount] of serviceUsage(value)) usage.set(name, amount);
  return usage;
}

/** `spec` of a claim, or of a claim template. */
export function claimUsage(claim: unknown, set: ManifestSet | undefined): ResourceList {
  const usage = new Map([
    ["count/persistentvolumeclaims", one],
    ["persistentvolumeclaims", one],
  ]);
  const storage = resourcesAt(claim, "spec", "resources", "requests").get("storage")?.roundedToUnits();
  const suffix = ".storageclass.storage.k8s.io/";
  const name = storageClassOf(claim, set);
  if (storage !== undefined) usage.set("requests.storage", storage);
  if (name === "") return usage;
  usage.set(`${name}${suffix}persistentvolumeclaims`, one);
  if (storage !== undefined) usage.set(`${name}${suffix}requests.storage`, storage);
  return usage;
}

/** "" when the claim names none and no default is known. */
export function storageClassOf(claim: unknown, set: ManifestSet | undefined): string {
  const named =
    textAt(claim, "metadata", "annotations", "volume.beta.kubernetes.io/storage-class") ??
    textAt(claim, "spec", "storageClassName");
  if (named !== undefined) return named;
  const isDefault = ({ annotations }: Manifest) =>
    annotations["storageclass.kubernetes.io/is-default-class"] === "true";
  return set?.of("storage.k8s.io", "StorageClass").find(isDefault)?.name ?? "";
}

function serviceUsage(service: unknown): ResourceList {
  const type = textAt(service, "spec", "type");
  const ports = listAt(service, "spec", "ports").filter(isFields);
  const asked = flagAt(service, "spec", "allocateLoadBalancerNodePorts") === false;
  const fixed = ports.filter((port) => (numberAt(port, "nodePort") ?? 0) !== 0);
  const counted = type === "NodePort" ? ports : type === "LoadBalancer" ? (asked ? fixed : ports) : [];
  return new Map([
    ["services", one],
    ["services.loadbalancers", Quantity.decimal(type === "LoadBalancer" ? 1 : 0)],
    ["services.nodeports", Quantity.decimal(counted.length)],
  ]);
}

/** `count/deployments.apps`. */
export function countKey(group: string, kind: string): string {
  return `count/${plural(kind)}${group === "" ? "" : `.${group}`}`;
}

// The API server knows the plural of each kind; ours follow English, as all of Kubernetes' own do but these.
const odd: Readonly<Record<string, string>> = { endpoints: "endpoints" };

function plural(kind: string): string {
  const name = kind.toLowerCase();
  if (Object.hasOwn(odd, name)) return odd[name] ?? name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}
