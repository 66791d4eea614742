// SPDX-License-Identifier: Apache-2.0
import { distance } from "fastest-levenshtein";

/** Names near to `seen`, nearest first, at most `max`; only those that a slip of the finger explains. */
export function nearest(seen: string, known: readonly string[], max = 3): string[] {
  if (seen.length > 255) return [];
  const wanted = fold(seen);
  const reach = Math.max(2, Math.ceil(wanted.length * 0.4));
  return known
    .filter((name) => name.length <= 255)
    .map((name) => ({ name, away: distance(wanted, fold(name)) }))
    .filter(({ away }) => away <= reach)
    .toSorted((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1))
    .slice(0, max)
    .map(({ name }) => name);
}

/** "did you mean …?" or nothing. */
export function didYouMean(seen: string, known: readonly string[]): string | undefined {
  const [first] = nearest(seen, known, 1);
  return first === undefined ? undefined : `did you mean ${JSON.stringify(first)}?`;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}
