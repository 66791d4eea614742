// SPDX-License-Identifier: Apache-2.0
import type { Fix } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";

/** The keys as written, each once; a value may be unknown or no text. Eight rules ask. */
export function keysOf(flavor: Flavor): ReadonlySet<string> {
  let keys = remembered.get(flavor);
  if (keys === undefined) remembered.set(flavor, (keys = new Set(flavor.definition.specs.map(({ key }) => key))));
  return keys;
}

const remembered = new WeakMap<Flavor, ReadonlySet<string>>();

/** Keys and values as Nova stores them. A value far above Nova's limit is left out: FL302 says all there is to say. */
export function* valuesOf(flavor: Flavor): Iterable<readonly [key: string, value: string]> {
  for (const spec of flavor.specs) if (spec[1].length <= mostRead) yield spec;
}

const mostRead = 4096;

/** Gives a key another name; undefined when the flavor has that one already. */
export function renameFix(flavor: Flavor, from: string, to: string, safe: boolean): Fix | undefined {
  if (flavor.mayHaveSpec(to)) return undefined;
  return { title: `rename to ${to}`, safe, edits: [{ op: "rename", path: flavor.specPath(from), key: to }] };
}

/** Gives a key another value. */
export function valueFix(flavor: Flavor, key: string, value: string, safe: boolean): Fix {
  return { title: `set to ${JSON.stringify(value)}`, safe, edits: [{ op: "set", path: flavor.specPath(key), value }] };
}
