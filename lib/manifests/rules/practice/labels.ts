// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, listAt, textAt, textsAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ManifestSet } from "../../settings.ts";

// What selects what. Pods are found by one of their labels, so that many Services over many workloads stay one walk each.

type Labels = Readonly<Record<string, string>>;

export interface Selected {
  readonly manifest: Manifest;
  readonly labels: Labels;
}

class PodIndex {
  readonly #byNamespace = new Map<string, Selected[]>();
  readonly #byLabel = new Map<string, Selected[]>();

  constructor(set: ManifestSet) {
    for (const manifest of [...set.manifests, ...set.around]) {
      const { pod, namespace } = manifest;
      if (pod === undefined) continue;
      const each: Selected = { manifest, labels: textsAt(pod.metadata, "labels") };
      push(this.#byNamespace, namespace, each);
      for (const [key, value] of Object.entries(each.labels)) push(this.#byLabel, keyOf(namespace, key, value), each);
    }
  }

  get isEmpty(): boolean {
    return this.#byNamespace.size === 0;
  }

  /** Undefined for a selector that says what is not understood here. */
  select(namespace: string, selector: Fields): readonly Selected[] | undefined {
    const wanted = textsAt(selector, "matchLabels");
    const tests = listAt(selector, "matchExpressions").map(expression);
    if (tests.includes(undefined)) return undefined;
    const lists = Object.entries(wanted).map(([key, value]) => this.#byLabel.get(keyOf(namespace, key, value)) ?? []);
    const fewest = lists.toSorted((a, b) => a.length - b.length)[0] ?? this.#byNamespace.get(namespace) ?? [];
    return fewest.filter(
      ({ labels }) => has(labels, wanted) && tests.every((test) => test === undefined || test(labels)),
    );
  }
}

const indexes = new WeakMap<ManifestSet, PodIndex>();

/** The pods and workloads of the namespace that a label selector picks; undefined when nobody here can say. */
export function selected(set: ManifestSet, namespace: string, selector: Fields): readonly Selected[] | undefined {
  return indexOf(set).select(namespace, selector);
}

/** Whether there is any pod or workload to be selected. */
export function hasPods(set: ManifestSet): boolean {
  return !indexOf(set).isEmpty;
}

function indexOf(set: ManifestSet): PodIndex {
  let index = indexes.get(set);
  if (index === undefined) indexes.set(set, (index = new PodIndex(set)));
  return index;
}

/** What a Service sends to; undefined for one without a selector, whose endpoints somebody else writes. */
export function backends(set: ManifestSet, service: Manifest): readonly Selected[] | undefined {
  const matchLabels = fieldsAt(service.value, "spec", "selector");
  if (matchLabels === undefined || Object.keys(matchLabels).length === 0) return undefined;
  return selected(set, service.namespace, { matchLabels });
}

/** The object of that name in that namespace, under check or around. */
export function find(
  set: ManifestSet,
  group: string,
  kind: string,
  namespace: string,
  name: string,
): Manifest | undefined {
  const tables = named.get(set) ?? new Map<string, Map<string, Manifest>>();
  named.set(set, tables);
  const table =
    tables.get(`${group}/${kind}`) ??
    new Map(set.of(group, kind).map((each) => [`${each.namespace}/${each.name}`, each]));
  tables.set(`${group}/${kind}`, table);
  return table.get(`${namespace}/${name}`);
}

const named = new WeakMap<ManifestSet, Map<string, Map<string, Manifest>>>();

function has(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function expression(value: unknown): ((labels: Labels) => boolean) | undefined {
  const key = textAt(value, "key");
  const values = listAt(value, "values");
  if (key === undefined) return undefined;
  const held = (labels: Labels): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  switch (textAt(value, "operator")) {
    case "In":
      return (labels) => values.includes(held(labels));
    case "NotIn":
      return (labels) => !values.includes(held(labels));
    case "Exists":
      return (labels) => held(labels) !== undefined;
    case "DoesNotExist":
      return (labels) => held(labels) === undefined;
    default:
      return undefined;
  }
}

function keyOf(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
