// SPDX-License-Identifier: Apache-2.0
import { type Fields, isFields } from "../fields.ts";
import { Manifest } from "../manifest.ts";
import type { ManifestSet } from "../settings.ts";

/** One object that an operator creates because of a custom resource. */
export interface Made {
  /** As the operator creates it: identity, and all that quotas, limits and admission look at. Its `source` is the custom resource's. */
  readonly manifest: Manifest;
  /** Where the operator says so: `<path>:<line>` in its repository, at the version that its tables name. */
  readonly source: string;
  /**
   * Pods, each with its claims, that stand besides while this set is replaced by one of another name, the only way to change what the
   * operator cannot change in place.
   * @default 0
   */
  readonly surge?: number | undefined;
}

/** One object of a table, or as many as `names` says. */
export interface Row {
  readonly apiVersion: string;
  readonly kind: string;
  /** Upstream `<path>:<line>`. */
  readonly source: string;
  /** Names of these objects; none when they are not made. */
  names(owner: Manifest, set: ManifestSet): readonly string[];
  /** All but apiVersion, kind and name; a namespace only when it is not the owner's. `index`: of the name. */
  fields?(owner: Manifest, index: number, set: ManifestSet): Fields;
  surge?(owner: Manifest, index: number): number;
}

/** What one kind of custom resource makes the operator create, in the order in which it does. */
export type Table = readonly Row[];

export function madeBy(table: Table, owner: Manifest, set: ManifestSet): Made[] {
  return table.flatMap((row) => row.names(owner, set).map((name, index) => made(row, name, index, owner, set)));
}

/** One object of a fixed suffix, whenever the custom resource is there. */
export function always(apiVersion: string, kind: string, suffix: string, source: string): Row {
  return { apiVersion, kind, source, names: ({ name }) => [`${name}${suffix}`] };
}

/** The same, when `is` says so. */
export function when(is: (owner: Manifest) => boolean, row: Row): Row {
  return { ...row, names: (owner, set) => (is(owner) ? row.names(owner, set) : []) };
}

function made(row: Row, name: string, index: number, owner: Manifest, set: ManifestSet): Made {
  const { metadata, ...fields } = row.fields?.(owner, index, set) ?? {};
  const value = {
    apiVersion: row.apiVersion,
    kind: row.kind,
    metadata: { namespace: owner.namespace, ...(isFields(metadata) ? metadata : {}), name },
    ...fields,
  };
  const manifest = new Manifest(value, { source: owner.source, base: owner.base, namespace: owner.namespace });
  return { manifest, source: row.source, surge: row.surge?.(owner, index) };
}
