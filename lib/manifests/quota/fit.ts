// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../model/light.ts";
import { flagAt, listAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { madeOf, type Origin } from "../operators/index.ts";
import type { ManifestSet } from "../settings.ts";
import { type EffectivePod, effectivePod } from "./effective-pod.ts";
import { type Limits, limitsOf } from "./limit-range.ts";
import { noResources, type ResourceList, sum, times } from "./resource-list.ts";
import { countsClaim, countsPod, type Quota, quotaOf } from "./resource-quota.ts";
import { claimUsage, objectUsage, podUsage } from "./usage.ts";
import { type Replication, replication } from "./workload.ts";

/** What one object adds to one key of a quota. */
export interface Share {
  /** Undefined for what every namespace holds from its start. */
  readonly manifest: Manifest | undefined;
  readonly amount: Quantity;
}

/** One key of a quota against all objects of the namespace. */
export interface FitRow {
  readonly resource: string;
  readonly hard: Quantity;
  /** Once everything stands. */
  readonly needed: Quantity;
  /** When all autoscalers go as far as they may. */
  readonly most: Quantity;
  /** What adds to `needed`, largest first. */
  readonly shares: readonly Share[];
  /** Workloads whose rollout needs room for one more pod, and what that pod asks for. */
  readonly rollouts: readonly (Share & { readonly manifest: Manifest })[];
}

export interface QuotaFit {
  readonly quota: Quota;
  /** In the order of the quota. */
  readonly rows: readonly FitRow[];
}

export interface FitOptions {
  /** Minor version of Kubernetes. @default 36 */
  readonly minor?: number | undefined;
  /** Nodes that a DaemonSet runs on. @default 1, the least */
  readonly nodes?: number | undefined;
}

/** A pod or workload with its pods as the apiserver would see them. */
export interface PodCharge {
  readonly manifest: Manifest;
  readonly pod: EffectivePod;
  readonly replicas: Replication;
}

/** Everything of a namespace that its quotas and limits look at. */
export interface NamespaceBudget {
  readonly limits: readonly Limits[];
  readonly quotas: readonly Quota[];
  readonly pods: readonly PodCharge[];
  /** The same of one object. */
  podOf(manifest: Manifest): PodCharge | undefined;
  /** All quotas, each key summed up; computed once. */
  fits(): readonly QuotaFit[];
}

/** All namespaces of the set that have objects in them. Computed once for a set. */
export function budgets(set: ManifestSet, options: FitOptions = {}): ReadonlyMap<string, NamespaceBudget> {
  const known = memo.get(set);
  if (known !== undefined) return known;
  const found = new Map<string, NamespaceBudget>();
  const made = madeOf(set);
  const objects = distinct([...set.manifests, ...set.around, ...made.keys()]);
  for (const [namespace, own] of Map.groupBy(objects, (each) => each.namespace))
    found.set(namespace, new Budget(own, set, options, made));
  memo.set(set, found);
  return found;
}

const memo = new WeakMap<ManifestSet, ReadonlyMap<string, NamespaceBudget>>();

class Budget implements NamespaceBudget {
  readonly limits: readonly Limits[];
  readonly quotas: readonly Quota[];
  readonly pods: readonly PodCharge[];
  readonly #objects: readonly Manifest[];
  readonly #set: ManifestSet;
  readonly #byManifest: ReadonlyMap<Manifest, PodCharge>;
  /** What an operator makes counts for the custom resource that asked for it. */
  readonly #made: ReadonlyMap<Manifest, Origin>;
  #fits: readonly QuotaFit[] | undefined;

  constructor(
    objects: readonly Manifest[],
    set: ManifestSet,
    { minor = 36, nodes }: FitOptions,
    made: ReadonlyMap<Manifest, Origin>,
  ) {
    this.#made = made;
    const core = (kind: string) => objects.filter((each) => each.kind === kind && each.group === "");
    this.limits = limitsOf(core("LimitRange"));
    this.quotas = core("ResourceQuota").map(quotaOf);
    this.#objects = objects;
    this.#set = set;
    const { limits } = this;
    this.pods = objects.flatMap((manifest) => {
      const replicas = replication(manifest, { set, nodes });
      if (replicas === undefined || manifest.pod === undefined) return [];
      return [{ manifest, pod: effectivePod(manifest.pod, { limits, set, minor }), replicas }];
    });
    this.#byManifest = new Map(this.pods.map((charge) => [charge.manifest, charge]));
  }

  podOf(manifest: Manifest): PodCharge | undefined {
    return this.#byManifest.get(manifest);
  }

  fits(): readonly QuotaFit[] {
    if (this.#fits !== undefined) return this.#fits;
    const charges = this.quotas.length === 0 ? [] : this.#charges();
    this.#fits = this.quotas.map((quota) => ({ quota, rows: rowsOf(quota, charges) }));
    return this.#fits;
  }

  #charges(): Charge[] {
    const set = this.#set;
    const everything: Charge[] = [{ ...zero, usage: fromTheStart(this.#objects), counts: noScope }];
    const chargedTo = (manifest: Manifest): Manifest => this.#made.get(manifest)?.owner ?? manifest;
    for (const manifest of this.#objects) {
      const claim = manifest.group === "" && manifest.kind === "PersistentVolumeClaim";
      const usage = objectUsage(manifest, set);
      everything.push({
        ...zero,
        manifest: chargedTo(manifest),
        usage,
        counts: claim ? (quota) => countsClaim(quota, manifest.value) : noScope,
      });
    }
    for (const { manifest: workload, pod, replicas } of this.pods) {
      const { pods, most, needsSurge, claims, made } = replicas;
      const manifest = chargedTo(workload);
      const each = podUsage(pod);
      const counts = (quota: Quota) => countsPod(quota, pod);
      const more = most - pods;
      everything.push({
        manifest,
        usage: times(each, pods),
        more: times(each, more),
        surge: needsSurge ? each : noResources,
        counts,
      });
      if (made.size > 0) everything.push({ ...zero, manifest, usage: made, counts: noScope });
      for (const claim of claims) {
        const one = claimUsage(claim, set);
        everything.push({
          manifest,
          usage: times(one, pods),
          more: times(one, more),
          surge: noResources,
          counts: (quota) => countsClaim(quota, claim),
        });
      }
    }
    return everything;
  }
}

interface Charge {
  readonly manifest: Manifest | undefined;
  readonly usage: ResourceList;
  /** Beside `usage`, when autoscalers go as far as they may. */
  readonly more: ResourceList;
  /** One more pod, when a rollout cannot do without. */
  readonly surge: ResourceList;
  counts(quota: Quota): boolean;
}

const zero = { manifest: undefined, usage: noResources, more: noResources, surge: noResources };
const noScope = ({ scopes }: Quota): boolean => scopes.length === 0;

function rowsOf(quota: Quota, charges: readonly Charge[]): FitRow[] {
  const own = charges.filter((charge) => charge.counts(quota));
  return [...quota.hard].map(([resource, hard]) => {
    const shares = new Map<Manifest | undefined, Quantity>();
    const rollouts: (Share & { readonly manifest: Manifest })[] = [];
    let [needed, more] = [Quantity.zero, Quantity.zero];
    for (const { manifest, usage, more: added, surge } of own) {
      const amount = usage.get(resource);
      const extra = surge.get(resource);
      if (amount !== undefined && !amount.isZero) {
        needed = needed.plus(amount);
        shares.set(manifest, (shares.get(manifest) ?? Quantity.zero).plus(amount));
      }
      more = more.plus(added.get(resource) ?? Quantity.zero);
      if (extra !== undefined && !extra.isZero && manifest !== undefined) rollouts.push({ manifest, amount: extra });
    }
    const sorted = [...shares]
      .map(([manifest, amount]) => ({ manifest, amount }))
      .toSorted((a, b) => b.amount.compare(a.amount));
    return { resource, hard, needed, most: needed.plus(more), shares: sorted, rollouts };
  });
}

/** What Kubernetes makes in each namespace: a ConfigMap with its certificate and a ServiceAccount. */
function fromTheStart(objects: readonly Manifest[]): ResourceList {
  const has = (kind: string, name: string) => objects.some((each) => each.kind === kind && each.name === name);
  const one = Quantity.decimal(1);
  return sum(
    new Map(
      has("ConfigMap", "kube-root-ca.crt")
        ? []
        : [
            ["configmaps", one],
            ["count/configmaps", one],
          ],
    ),
    new Map(has("ServiceAccount", "default") ? [] : [["count/serviceaccounts", one]]),
  );
}

/** One of each identity, the first; without what a controller makes from another object of the list. */
function distinct(objects: readonly Manifest[]): Manifest[] {
  const identity = (kind: string, { namespace }: Manifest, name: string) => JSON.stringify([kind, namespace, name]);
  const seen = new Set<string>();
  const makers = new Set(objects.map((each) => identity(each.kind, each, each.name)));
  return objects.filter((each) => {
    // Objects of a generated name are never the same.
    if (textAt(each.value, "metadata", "name") !== undefined) {
      const own = identity(`${each.kind}.${each.group}`, each, each.name);
      if (seen.has(own)) return false;
      seen.add(own);
    }
    return !listAt(each.value, "metadata", "ownerReferences").some(
      (owner) =>
        flagAt(owner, "controller") === true &&
        makers.has(identity(textAt(owner, "kind") ?? "", each, textAt(owner, "name") ?? "")),
    );
  });
}
