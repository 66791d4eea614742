// SPDX-License-Identifier: Apache-2.0

/**
 * A list of CPUs with neighbours joined to ranges, ascending: `0,1,2,5` → `0-2,5`. Undefined for a list with exclusions, a range that
 * goes down or anything else that is more than a set of CPUs.
 */
export function compactCpus(text: string): string | undefined {
  const ranges: { readonly first: number; readonly last: number }[] = [];
  for (const item of text.split(",")) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(item);
    if (!match) return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    if (first > last) return undefined;
    ranges.push({ first, last });
  }
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
