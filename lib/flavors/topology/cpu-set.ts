// SPDX-License-Identifier: Apache-2.0
import { pythonInt, pythonStrip } from "../specs/values.ts";

/** CPU numbers from first to last, both in it. */
export interface CpuRange {
  readonly first: number;
  readonly last: number;
}

/** A set of CPUs: ranges in order that neither overlap nor touch, so that `0-999999999` costs nothing. */
export type CpuSet = readonly CpuRange[];

/** An item of a CPU list that Nova does not understand. */
export interface BadCpuItem {
  readonly wrong: string;
}

/**
 * A list of CPUs as `parse_cpu_spec` of nova/virt/hardware.py reads it: items between commas, each `N`, `N-M`, `^N` or
 * `^N-M`; what has a caret is taken away at the end, wherever it stands. Blanks and empty items do no harm.
 */
export function parseCpuSet(spec: string): CpuSet | BadCpuItem {
  const wanted: CpuRange[] = [];
  const unwanted: CpuRange[] = [];
  for (const part of spec.split(",")) {
    const item = pythonStrip(part);
    if (item === "") continue;
    const excluded = item.startsWith("^");
    const text = excluded ? item.slice(1) : item;
    const dash = text.indexOf("-");
    const first = pythonInt(dash < 0 ? text : text.slice(0, dash));
    const last = dash < 0 ? first : pythonInt(text.slice(dash + 1));
    if (first === undefined || last === undefined || first > last) return { wrong: item };
    (excluded ? unwanted : wanted).push({ first, last });
  }
  return subtract(union(wanted), union(unwanted));
}

export function isBad(set: CpuSet | BadCpuItem): set is BadCpuItem {
  return "wrong" in set;
}

/** CPUs 0 to count-1. */
export function allCpus(count: number): CpuSet {
  return count < 1 ? [] : [{ first: 0, last: count - 1 }];
}

/** How many CPUs. */
export function sizeOf(set: CpuSet): number {
  return set.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** The CPUs of `from` that are not in `without`. */
export function subtract(from: CpuSet, without: CpuSet): CpuSet {
  const rest: CpuRange[] = [];
  let at = 0;
  for (const range of from) {
    let { first } = range;
    while (at < without.length && (without[at] as CpuRange).last < first) at++;
    // The last hole may reach into the next range: it is looked at again.
    for (let hole = at; hole < without.length; hole++) {
      const { first: holeFirst, last: holeLast } = without[hole] as CpuRange;
      if (holeFirst > range.last) break;
      if (holeFirst > first) rest.push({ first, last: holeFirst - 1 });
      first = holeLast + 1;
      at = hole;
    }
    if (first <= range.last) rest.push({ first, last: range.last });
  }
  return rest;
}

/** The CPUs that are in any of the ranges, which may come in any order and overlap. */
export function union(ranges: readonly CpuRange[]): CpuSet {
  const merged: CpuRange[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before === undefined || first > before.last + 1) merged.push({ first, last });
    else if (last > before.last) merged[merged.length - 1] = { first: before.first, last };
  }
  return merged;
}

/** The CPUs in both. */
export function intersect(a: CpuSet, b: CpuSet): CpuSet {
  return subtract(a, subtract(a, b));
}

/** In the form that Nova reads: `0-3,5`. */
export function formatCpuSet(set: CpuSet): string {
  return set.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(",");
}

/**
 * True when the pattern of Nova's validator takes the text. It is looser than the parser in two things, `3-0` and
 * `0-3-5`, and stricter in blanks and empty items.
 */
export function passesCpuPattern(spec: string): boolean {
  return spec.split(",").every((item) => /^\^?\p{Nd}+(?:-\p{Nd}+)*$/u.test(item));
}
