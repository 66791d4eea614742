// SPDX-License-Identifier: Apache-2.0
import { guardRailLabel, labelDomain, type Path } from "../../../model/light.ts";
import { type Fields, isFields, listAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { type NetworkPod, networkPodOf } from "../../network/index.ts";
import type { ManifestContext } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";

export const policyKinds: readonly string[] = ["NetworkPolicy.networking.k8s.io"];

/** Anything with its way in the object. */
export interface Item {
  readonly value: unknown;
  readonly path: Path;
}

/** One rule of a NetworkPolicy. */
export interface RuleView {
  readonly direction: "ingress" | "egress";
  readonly path: Path;
  readonly value: Fields;
  /** Empty: everybody. */
  readonly peers: readonly Item[];
  readonly peersField: "from" | "to";
  /** Empty: every port. */
  readonly ports: readonly Item[];
}

export function ruleViews({ value }: Manifest): RuleView[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    items(value, ["spec"], direction).flatMap(({ value: rule, path }) => {
      if (!isFields(rule)) return [];
      const peersField = direction === "ingress" ? ("from" as const) : ("to" as const);
      return [
        {
          direction,
          path,
          value: rule,
          peersField,
          peers: items(rule, [], peersField, path),
          ports: items(rule, [], "ports", path),
        },
      ];
    }),
  );
}

/** Items of the list `field` below `at` of `value`; `before` is the way to `value`. */
export function items(value: unknown, at: readonly string[], field: string, before: Path = []): Item[] {
  return listAt(value, ...at, field).map((each, index) => ({ value: each, path: [...before, ...at, field, index] }));
}

/** A pod of the set and whose it is. */
export interface PodView {
  readonly pod: NetworkPod;
  readonly manifest: Manifest;
}

interface Index {
  readonly pods: ReadonlyMap<string, readonly PodView[]>;
  readonly policies: ReadonlyMap<string, readonly Manifest[]>;
  readonly namespaces: ReadonlyMap<string, Manifest>;
}

const indexes = new WeakMap<ManifestSet, Index>();

function indexOf(set: ManifestSet): Index {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const pods = [...set.manifests, ...set.around].flatMap((manifest) => {
    const pod = networkPodOf(manifest);
    return pod === undefined ? [] : [{ pod, manifest }];
  });
  const index: Index = {
    pods: Map.groupBy(pods, ({ manifest }) => manifest.namespace),
    policies: Map.groupBy(set.of("networking.k8s.io", "NetworkPolicy"), ({ namespace }) => namespace),
    namespaces: new Map(set.of("", "Namespace").map((each) => [each.name, each])),
  };
  indexes.set(set, index);
  return index;
}

/** Pods of a namespace: those under check and those around. */
export function podsIn(set: ManifestSet, namespace: string): readonly PodView[] {
  return indexOf(set).pods.get(namespace) ?? [];
}

export function policiesIn(set: ManifestSet, namespace: string): readonly Manifest[] {
  return indexOf(set).policies.get(namespace) ?? [];
}

/** True when the namespace is known to be a team's: by its label, or because the run is about this team. */
export function isTeamNamespace(namespace: string, { set, settings }: ManifestContext): boolean {
  if (settings.team?.namespaces.includes(namespace) === true) return true;
  const labels = indexOf(set).namespaces.get(namespace)?.labels;
  return labels !== undefined && Object.hasOwn(labels, `${labelDomain}/team`);
}

/** Made by the organizers: what it opens is meant. */
export function isGuardRail({ labels }: Manifest): boolean {
  return labels[guardRailLabel] === "true";
}
