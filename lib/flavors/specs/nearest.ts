// SPDX-License-Identifier: Apache-2.0

/** Longest text that is compared: keys have at most 255 characters, and what is worth suggesting is far shorter. */
const longest = 128;

/**
 * The candidate nearest to the text, at most `most` edits away: a missing, extra or other character, or two that changed places. Case
 * counts nothing. Of equals the first; undefined when none is near.
 */
export function nearest(text: string, candidates: Iterable<string>, most = defaultMost(text)): string | undefined {
  if (text.length > longest) return undefined;
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let bound = most;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bound);
    if (distance === undefined) continue;
    best = candidate;
    if (distance === 0) break;
    bound = distance - 1;
  }
  return best;
}

/** A third of the length, at least 1: short words are near to everything. */
function defaultMost(text: string): number {
  return Math.max(1, Math.min(4, Math.floor(text.length / 3)));
}

/** Edits between two texts (optimal string alignment); undefined when there are more than `most`. */
export function editDistance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most || a.length > longest || b.length > longest) return undefined;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // No row's least is more than one above that of the row before, so a swap cannot come back below the bound either.
    if (least > most) return undefined;
    before = last;
    last = row;
  }
  const distance = at(last, b.length);
  return distance <= most ? distance : undefined;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
