// SPDX-License-Identifier: Apache-2.0
import type { Release } from "../release.ts";
import { extraSpecs } from "../tables/extra-specs.ts";
import type { SpecRow, ValueRule } from "../tables/row.ts";
import { remembered } from "./memo.ts";
import { knowsResourceClass, knowsTrait, sinceOfResourceClass, sinceOfTrait } from "./names.ts";

/** What Nova makes of a key: nova/api/validation/extra_specs/validators.py at microversion 2.86 and later. */
export type Lookup =
  /** There is a validator: the value must follow `rule`. */
  | {
      readonly kind: "known";
      /** The part before the first colon, without a group: `hw`, `trait`; absent for `group_policy` and `hide_hypervisor_id`. */
      readonly namespace?: string | undefined;
      /** Text between `resources` or `trait` and the colon; "" for the group without a suffix. */
      readonly group?: string | undefined;
      readonly spec: SpecRow;
      readonly rule: ValueRule;
    }
  /** The namespace is Nova's, the key is not: 400. */
  | {
      readonly kind: "unknown-key";
      readonly namespace: string;
      readonly group?: string | undefined;
      /** Another release takes it. */
      readonly elsewhere?: SpecRow | undefined;
    }
  /** Nova takes it unread, in every release. */
  | {
      readonly kind: "unknown-namespace";
      readonly namespace: string;
      /** Another release knew it. */
      readonly elsewhere?: SpecRow | undefined;
    }
  /** No colon and no validator: taken unread; the AggregateInstanceExtraSpecsFilter looks for it in aggregates. */
  | { readonly kind: "unscoped" }
  /** The schema of the API refuses the key at every microversion. */
  | { readonly kind: "refused"; readonly reason: "empty" | "length" | "characters" };

/** Longest key and longest value, in characters: nova/api/validation/parameter_types.py, `metadata`. */
export const longestKey = 255;
export const longestValue = 255;

/** What Nova of that release makes of the key. The same key is looked up once. */
export const lookupSpec: (key: string, release: Release) => Lookup = remembered(find);

/** The rule of a row in a release that takes it; undefined in one that does not. */
export function ruleAt(row: SpecRow, release: Release): ValueRule | undefined {
  if (release < (row.since ?? 0) || release >= (row.removed ?? Infinity)) return undefined;
  return row.earlier?.find(({ before }) => release < before)?.rule ?? row.rule;
}

/** Rows of a namespace that a release takes, without traits and resources; the undefined namespace is that of keys without one. */
export function rowsOf(namespace: string | undefined, release: Release): SpecRow[] {
  return tables()
    .byNamespace(namespace)
    .filter((row) => ruleAt(row, release) !== undefined);
}

/** Nova's namespaces at a release, without `trait` and `resources`. */
export function namespacesOf(release: Release): string[] {
  return tables().namespaces.filter((namespace) => isNamespace(namespace, release));
}

function find(key: string, release: Release): Lookup {
  const refused = refusal(key);
  if (refused !== undefined) return { kind: "refused", reason: refused };
  const colon = key.indexOf(":");
  const row = tables().rowOf(key);
  const rule = row && ruleAt(row, release);
  if (row !== undefined && rule !== undefined)
    return { kind: "known", spec: row, rule, ...(colon < 0 ? {} : { namespace: key.slice(0, colon) }) };
  if (colon < 0) return { kind: "unscoped" };
  const namespace = key.slice(0, colon);
  const grouped = groupOf(namespace);
  if (grouped !== undefined) return findGrouped(grouped, key.slice(colon + 1), release);
  const elsewhere = row === undefined ? {} : { elsewhere: row };
  return isNamespace(namespace, release)
    ? { kind: "unknown-key", namespace, ...elsewhere }
    : { kind: "unknown-namespace", namespace, ...elsewhere };
}

/** A key of placement, `resources1:VGPU`: its validators are made of names of os-traits and os-resource-classes. */
function findGrouped(
  { namespace, group }: { readonly namespace: "trait" | "resources"; readonly group: string },
  name: string,
  release: Release,
): Lookup {
  const rule = namespace === "trait" ? traitRule : amountRule;
  const since = namespace === "trait" ? sinceOfTrait(name) : sinceOfResourceClass(name);
  const spec: SpecRow = { key: `${namespace}{group}:${name}`, ...(since === undefined ? {} : { since }), rule };
  if (namespace === "trait" ? knowsTrait(name, release) : knowsResourceClass(name, release))
    return { kind: "known", namespace, group, spec, rule };
  return { kind: "unknown-key", namespace, group, ...(since === undefined ? {} : { elsewhere: spec }) };
}

const traitRule: ValueRule = { type: "enum", values: ["required", "forbidden"] };
const amountRule: ValueRule = { type: "int" };

/** `resources1` → resources, "1": up to 64 letters, digits, underscores and hyphens may follow. */
function groupOf(namespace: string): { readonly namespace: "trait" | "resources"; readonly group: string } | undefined {
  for (const prefix of ["trait", "resources"] as const) {
    if (!namespace.startsWith(prefix)) continue;
    const group = namespace.slice(prefix.length);
    // Of the characters of keys, all but the point and the blank.
    if (group.length <= 64 && !/[. ]/.test(group)) return { namespace: prefix, group };
  }
  return undefined;
}

function refusal(key: string): "empty" | "length" | "characters" | undefined {
  if (key === "") return "empty";
  // The range of characters is one unit each: a key of other characters is refused anyway.
  if (key.length > longestKey) return "length";
  return /^[a-zA-Z0-9_:. -]+$/.test(key) ? undefined : "characters";
}

function isNamespace(namespace: string, release: Release): boolean {
  return tables()
    .byNamespace(namespace)
    .some((row) => ruleAt(row, release) !== undefined);
}

interface Tables {
  readonly namespaces: readonly string[];
  byNamespace(namespace: string | undefined): readonly SpecRow[];
  rowOf(key: string): SpecRow | undefined;
}

let made: Tables | undefined;

/** Made when first asked for: most commands lint nothing. */
function tables(): Tables {
  return (made ??= makeTables());
}

function makeTables(): Tables {
  const exact = new Map<string, SpecRow>();
  const open: { readonly prefix: string; readonly tail: string; readonly row: SpecRow }[] = [];
  for (const row of extraSpecs) {
    const brace = row.key.indexOf("{");
    if (brace < 0) exact.set(row.key, row);
    else open.push({ prefix: row.key.slice(0, brace), tail: row.key.slice(brace), row });
  }
  const namespaces = Map.groupBy(extraSpecs, ({ key }) => (key.includes(":") ? key.split(":", 1)[0] : undefined));
  return {
    namespaces: [...namespaces.keys()].filter((name) => name !== undefined),
    byNamespace: (namespace) => namespaces.get(namespace) ?? [],
    rowOf: (key) => exact.get(key) ?? open.find(({ prefix, tail, row }) => isOpen(key, prefix, tail, row.key))?.row,
  };
}

/** Whether the key is the prefix with a tail of that kind. */
function isOpen(key: string, prefix: string, tail: string, written: string): boolean {
  if (tail === "{n}") {
    // Nova does not escape the point before the number: any character may stand there.
    const before = prefix.length - 1;
    return written[before] === "." && key.startsWith(prefix.slice(0, before)) && /^.[0-9]+$/.test(key.slice(before));
  }
  if (!key.startsWith(prefix)) return false;
  const end = key.slice(prefix.length);
  return tail === "{any}" ? end !== "" : /^(?::[a-zA-Z0-9_]+)*$/.test(end);
}
