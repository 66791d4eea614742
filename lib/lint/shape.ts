// SPDX-License-Identifier: Apache-2.0
import { didYouMean, type Path } from "../model/light.ts";

/** What is wrong with a value of a configuration, with its path. */
export interface ShapeFault {
  readonly message: string;
  readonly path: Path;
  /** The key is meant, not the value. */
  readonly key?: boolean | undefined;
  readonly seen?: string | undefined;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
}

/** Looks at a value and says all that is wrong with it. Small, since a schema library takes longer to load than a lint. */
export type Shape = (value: unknown, path: Path) => Iterable<ShapeFault>;

export const text: Shape = function* (value, path) {
  if (typeof value !== "string" || value === "") yield wrong(value, path, "text");
};

export const flag: Shape = function* (value, path) {
  if (typeof value !== "boolean") yield wrong(value, path, "true or false");
};

export function number(least: number, options: { readonly whole?: boolean } = {}): Shape {
  return function* (value, path) {
    const right = typeof value === "number" && value >= least && (options.whole !== true || Number.isInteger(value));
    if (!right) yield wrong(value, path, `${options.whole === true ? "a whole number" : "a number"} from ${least}`);
  };
}

export function oneOf(values: readonly string[], what = "value"): Shape {
  return function* (value, path) {
    if (typeof value === "string" && values.includes(value)) return;
    const hint = typeof value === "string" ? didYouMean(value, values) : undefined;
    yield { ...wrong(value, path, values.join(", ")), message: `no such ${what}`, ...(hint && { hint }) };
  };
}

export function list(item: Shape): Shape {
  return function* (value, path) {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) yield* item(each, [...path, index]);
    else yield wrong(value, path, "a list");
  };
}

/** A map with any keys. */
export function map(item: Shape): Shape {
  return function* (value, path) {
    if (isRecord(value)) for (const [key, each] of Object.entries(value)) yield* item(each, [...path, key]);
    else yield wrong(value, path, "a map");
  };
}

/** A map with these keys; `must` are needed. */
export function record(keys: Readonly<Record<string, Shape>>, must: readonly string[] = []): Shape {
  const known = Object.keys(keys);
  return function* (value, path) {
    if (!isRecord(value)) {
      yield wrong(value, path, "a map");
      return;
    }
    for (const [key, each] of Object.entries(value)) {
      const shape = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (shape) yield* shape(each, [...path, key]);
      else yield unknownKey(key, [...path, key], known);
    }
    for (const key of must)
      if (value[key] === undefined) yield { message: `${key} is missing`, path, key: true, allowed: known.join(", ") };
  };
}

/** A key that nobody knows, with the nearest that somebody does. */
export function unknownKey(key: string, path: Path, known: readonly string[], what = "key"): ShapeFault {
  const hint = didYouMean(key, known);
  const fault = { message: `there is no ${what} ${JSON.stringify(key.slice(0, 80))}`, path, key: true };
  return { ...fault, ...(hint ? { hint } : { allowed: known.slice(0, 20).join(", ") }) };
}

function wrong(value: unknown, path: Path, allowed: string): ShapeFault {
  const seen = (JSON.stringify(value) ?? "nothing").slice(0, 80);
  return { message: `${String(path.at(-1) ?? "the document")} is not ${allowed}`, path, seen, allowed };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
