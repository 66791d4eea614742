// SPDX-License-Identifier: Apache-2.0
import { type Finding, Quantity } from "../model/index.ts";
import type { Kubernetes, KubernetesObject } from "./kubernetes-client.ts";
import { objectReader } from "./kubernetes-objects.ts";

/** An object as it was planned: what `bivouac synth` writes. */
export type PlannedObject = KubernetesObject & { readonly apiVersion: string; readonly kind: string };

/** A field that is not as planned. */
export interface Drift {
  /** `NetworkPolicy deny-all` */
  readonly object: string;
  /** That it is in, or is itself; undefined for what the whole cluster has. */
  readonly namespace?: string | undefined;
  /** `spec.hard.pods`; undefined: the whole object is missing. */
  readonly field?: string | undefined;
  readonly planned: unknown;
  readonly seen: unknown;
  /** Field manager that wrote it last, as the apiserver remembers. */
  readonly by?: string | undefined;
}

// Here a list that was not planned opens something: rules of a role, sources of a policy.
const closed = new Set(["NetworkPolicy", "Role", "RoleBinding"]);

/**
 * What is live of the planned objects, field by field. Only fields that are planned are compared, so what the apiserver fills in is no
 * drift; but lists of roles, bindings and network policies are compared whole.
 * @throws LiveError
 */
export async function kubernetesDrift(cluster: Kubernetes, planned: readonly PlannedObject[]): Promise<Drift[]> {
  const read = await objectReader(cluster, planned);
  const drifts = await Promise.all(
    planned.map(async (object): Promise<Drift[]> => {
      const { kind, metadata } = object;
      const name = `${kind} ${metadata.name}`;
      const namespace = kind === "Namespace" ? metadata.name : metadata.namespace;
      const live = await read(object);
      if (live === undefined) return [{ object: name, namespace, planned: "present", seen: "missing" }];
      return compare(object, live, [], closed.has(kind)).map((each) => ({
        object: name,
        namespace,
        field: each.path.join("."),
        planned: each.planned,
        seen: each.seen,
        by: managerOf(live, each.path),
      }));
    }),
  );
  return drifts.flat();
}

/** The same as findings. */
export function driftFindings(drifts: readonly Drift[], team?: string): Finding[] {
  return drifts.map(({ object, namespace, field, planned, seen, by }) => ({
    code: field === undefined ? "BV340" : "BV341",
    severity: "error",
    team,
    message:
      field === undefined
        ? `${object} is missing`
        : `${object} is not as planned: ${field}${by === undefined ? "" : `, last written by ${by}`}`,
    path: field,
    seen: text(seen),
    allowed: text(planned),
    hint:
      field !== undefined && planned === undefined
        ? `up leaves alone what it never wrote: delete ${object}${namespace === undefined ? "" : ` in ${namespace}`}, then run up, which makes it anew`
        : "run up again, which puts it back; if it was meant, write it into the event file",
  }));
}

interface Difference {
  readonly path: readonly string[];
  readonly planned: unknown;
  readonly seen: unknown;
}

function compare(planned: unknown, seen: unknown, path: readonly string[], whole: boolean): Difference[] {
  const different = [{ path, planned, seen }];
  if (Array.isArray(planned)) {
    if (planned.length === 0 && seen === undefined) return [];
    if (!Array.isArray(seen) || seen.length !== planned.length) return different;
    return planned.flatMap((item, index) => compare(item, seen[index], [...path, String(index)], whole));
  }
  if (isRecord(planned)) {
    // The apiserver leaves out what is empty.
    const there = seen ?? (Object.keys(planned).length === 0 ? {} : undefined);
    if (!isRecord(there)) return different;
    const more = whole && path[0] !== "metadata" ? Object.keys(there).filter((key) => !(key in planned)) : [];
    return [
      ...Object.entries(planned).flatMap(([key, value]) =>
        value === undefined ? [] : compare(value, there[key], [...path, key], whole),
      ),
      ...more
        .filter((key) => Array.isArray(there[key]) && there[key].length > 0)
        .map((key) => ({ path: [...path, key], planned: undefined, seen: there[key] })),
    ];
  }
  return planned === seen || (path.some((step) => amounts.has(step)) && sameAmount(planned, seen)) ? [] : different;
}

// Below these the apiserver writes 1000m as 1.
const amounts = new Set(["default", "defaultRequest", "hard", "limits", "max", "min", "requests"]);

function sameAmount(a: unknown, b: unknown): boolean {
  const amount = Quantity.read(a)?.nanos;
  return amount !== undefined && amount === Quantity.read(b)?.nanos;
}

/** Whoever's fields reach furthest down the path; the latest of several. Nobody when they share no more than `spec` or `metadata`. */
function managerOf({ metadata }: KubernetesObject, path: readonly string[]): string | undefined {
  const { managedFields = [] } = metadata as { readonly managedFields?: readonly ManagedFields[] };
  const depth = ({ fieldsV1 }: ManagedFields): number => {
    let fields: unknown = fieldsV1;
    let steps = 0;
    while (steps < path.length && isRecord(fields) && `f:${path[steps]}` in fields) {
      fields = fields[`f:${path[steps]}`];
      steps += 1;
    }
    return steps;
  };
  const ranked = managedFields
    .map((each) => ({ ...each, depth: depth(each) }))
    .filter((each) => each.depth >= Math.min(2, path.length))
    .toSorted((a, b) => b.depth - a.depth || (b.time ?? "").localeCompare(a.time ?? ""));
  return ranked[0]?.manager;
}

interface ManagedFields {
  readonly manager?: string;
  readonly time?: string;
  readonly fieldsV1?: unknown;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}
