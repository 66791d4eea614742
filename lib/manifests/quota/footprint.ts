// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../model/light.ts";
import { Manifest } from "../manifest.ts";
import { madeOf } from "../operators/index.ts";
import { manifestSet } from "../set.ts";
import type { ManifestSet } from "../settings.ts";
import { budgets, type FitOptions, type NamespaceBudget, type PodCharge, type Share } from "./fit.ts";
import { largest, noResources, type ResourceList, sum, times } from "./resource-list.ts";
import { claimUsage, podLimits, podRequests, podUsage } from "./usage.ts";

/** One key of a quota against what stands in the namespace once everything is there. */
export interface FootprintRow {
  /** As a ResourceQuota writes it, `requests.memory`. */
  readonly resource: string;
  readonly needed: Quantity;
  /** Besides, while the largest of all sets of pods is replaced. */
  readonly surge: Quantity;
  /** Of the tightest quota; undefined when none counts it. */
  readonly hard: Quantity | undefined;
  /** What adds to `needed`, largest first. */
  readonly shares: readonly Share[];
}

/** What objects take of a namespace, with all that operators make of them. */
export interface Footprint {
  readonly rows: readonly FootprintRow[];
  /** False when a quota does not hold `needed`. */
  readonly fits: boolean;
  /** False when a quota does not hold `needed` and `surge` together. */
  readonly fitsSurge: boolean;
  /** The row that leaves the least, by its share of the quota; undefined without a quota. */
  readonly binding: FootprintRow | undefined;
  /** The pod that wants the largest node. */
  readonly largestPod: { readonly subject: string; readonly cpu: Quantity; readonly memory: Quantity } | undefined;
}

/** Keys that are looked at, whether or not a quota has them. */
const keys = [
  "pods",
  "requests.cpu",
  "limits.cpu",
  "requests.memory",
  "limits.memory",
  "requests.storage",
  "persistentvolumeclaims",
  "services",
  "secrets",
  "configmaps",
  "count/statefulsets.apps",
  "count/deployments.apps",
  "count/jobs.batch",
] as const;

/**
 * Footprint of one namespace.
 * @param around what else is there: quota, limit range, other workloads; the latter count too
 */
export function footprint(
  manifests: readonly Manifest[],
  around: readonly Manifest[],
  namespace: string,
  options: FitOptions = {},
): Footprint {
  const all = new Manifest(
    {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "everything", namespace },
      spec: { hard: Object.fromEntries(keys.map((key) => [key, "0"])) },
    },
    { namespace },
  );
  const set = manifestSet(manifests, [...around, all]);
  const budget = budgets(set, options).get(namespace);
  if (budget === undefined) return { rows: [], fits: true, fitsSurge: true, binding: undefined, largestPod: undefined };
  const surge = surgeOf(budget, set);
  const fits = budget.fits();
  const hard = (resource: string): Quantity | undefined =>
    fits
      .filter(({ quota }) => quota.manifest !== all)
      .flatMap(({ rows }) => rows.filter((row) => row.resource === resource).map((row) => row.hard))
      .toSorted((a, b) => a.compare(b))[0];
  const counted = fits.find(({ quota }) => quota.manifest === all)?.rows ?? [];
  const rows = counted.map(({ resource, needed, shares }) => ({
    resource,
    needed,
    surge: surge.get(resource) ?? Quantity.zero,
    hard: hard(resource),
    shares,
  }));
  const bound = rows.filter((row) => row.hard !== undefined && !row.needed.isZero);
  return {
    rows,
    fits: bound.every(({ needed, hard: most }) => most === undefined || needed.compare(most) <= 0),
    fitsSurge: bound.every((row) => row.hard === undefined || row.needed.plus(row.surge).compare(row.hard) <= 0),
    binding: bound.toSorted((a, b) => share(b) - share(a))[0],
    largestPod: largestPod(budget.pods),
  };
}

function share({ needed, hard }: FootprintRow): number {
  return hard === undefined || hard.isZero ? Number.POSITIVE_INFINITY : Number(needed.nanos) / Number(hard.nanos);
}

/** Of each key the most that any one set takes besides while it is replaced or rolled out. */
function surgeOf(budget: NamespaceBudget, set: ManifestSet): ResourceList {
  const made = madeOf(set);
  return budget.pods.reduce<ResourceList>((most, { manifest, pod, replicas }) => {
    const pods = Math.max(made.get(manifest)?.surge ?? 0, replicas.needsSurge ? replicas.surge : 0);
    if (pods === 0) return most;
    const claims = replicas.claims.map((claim) => claimUsage(claim, set));
    return largest(most, times(sum(podUsage(pod), ...claims), pods));
  }, noResources);
}

function largestPod(pods: readonly PodCharge[]): Footprint["largestPod"] {
  return pods
    .map(({ manifest, pod }) => {
      const asked = podRequests(pod);
      const of = (name: string): Quantity => asked.get(name) ?? podLimits(pod).get(name) ?? Quantity.zero;
      return { subject: manifest.subject, cpu: of("cpu"), memory: of("memory") };
    })
    .toSorted((a, b) => b.memory.compare(a.memory) || b.cpu.compare(a.cpu))[0];
}
