// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";

/** Written, but not to be read: known only at run time, or refused by Nova, which another rule says. Nothing follows from it. */
export const unknown: unique symbol = Symbol("unknown");
export type Maybe<T> = T | typeof unknown;

/** Nova stores no longer value. */
const longest = 255;

/** The value of an extra spec. Undefined when absent or empty: Nova's topology code takes both for "not asked". */
export function read(flavor: Flavor, key: string): Maybe<string | undefined> {
  const value = flavor.spec(key);
  if (value === undefined) return flavor.mayHaveSpec(key) ? unknown : undefined;
  if (value.length > longest) return unknown;
  return value === "" ? undefined : value;
}

/** The value if it is one of the words; unknown when it is another, which the rule on values says. */
export function readWord<Word extends string>(
  flavor: Flavor,
  key: string,
  words: readonly Word[],
): Maybe<Word | undefined> {
  const value = read(flavor, key);
  if (value === unknown || value === undefined) return value;
  return words.find((word) => word === value) ?? unknown;
}
