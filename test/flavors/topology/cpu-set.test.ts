// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allCpus,
  beyond,
  type CpuSet,
  formatCpuSet,
  intersect,
  isBad,
  parseCpuSet,
  passesCpuPattern,
  sizeOf,
  subtract,
  union,
} from "../../../lib/flavors/topology/index.ts";

const parsed = (text: string): string => {
  const set = parseCpuSet(text);
  return isBad(set) ? `wrong ${set.wrong}` : formatCpuSet(set);
};

/** The slow way: one number after the other. */
const members = (set: CpuSet): Set<number> =>
  new Set(set.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)));

const anySet = fc
  .array(fc.tuple(fc.nat(30), fc.nat(6)), { maxLength: 6 })
  .map((ranges) => union(ranges.map(([first, more]) => ({ first, last: first + more }))));

describe("parseCpuSet", () => {
  test.each([
    ["0", "0"],
    ["0-3", "0-3"],
    ["3-3", "3"],
    ["0,1,2", "0-2"],
    ["5,0-1,3", "0-1,3,5"],
    ["0-3,2-5", "0-5"],
    ["0-7,3", "0-7"],
    ["0-5,^3", "0-2,4-5"],
    ["^3,0-5", "0-2,4-5"],
    ["0-9,^0-2,^8", "3-7,9"],
    ["0-3,6-9,^2-7", "0-1,8-9"],
    ["^0", ""],
    ["0,^0", ""],
    ["", ""],
    [" 0 , ,2 ", "0,2"],
    ["1 - 3", "1-3"],
    ["^ 1", ""],
    ["0-3,^ 1 - 2", "0,3"],
    ["+1", "1"],
    ["1_0", "10"],
    ["٣", "3"],
    ["0-999999999999", "0-999999999999"],
  ])("%s", (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  test.each([
    ["3-0", "wrong 3-0"],
    ["0-1,5-4", "wrong 5-4"],
    ["0-3-5", "wrong 0-3-5"],
    ["a", "wrong a"],
    ["^", "wrong ^"],
    ["^^1", "wrong ^^1"],
    ["^a", "wrong ^a"],
    ["-1", "wrong -1"],
    ["1-", "wrong 1-"],
    ["0--1", "wrong 0--1"],
    ["^3-1", "wrong ^3-1"],
    [" x ", "wrong x"],
  ])("%s is wrong", (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  test("a value four thousand times as long as any that Nova stores", () => {
    expect(parsed("1,^2-3,4-5,".repeat(90_000))).toBe("1,4-5");
  });
});

describe("sets", () => {
  test("as the slow way does it", () => {
    fc.assert(
      fc.property(anySet, anySet, fc.nat(40), (a, b, count) => {
        const [inA, inB] = [members(a), members(b)];
        expect(members(union([...a, ...b]))).toEqual(new Set([...inA, ...inB]));
        expect(members(subtract(a, b))).toEqual(new Set([...inA].filter((cpu) => !inB.has(cpu))));
        expect(members(intersect(a, b))).toEqual(new Set([...inA].filter((cpu) => inB.has(cpu))));
        expect(sizeOf(a)).toBe(inA.size);
        expect([...members(beyond(a, count))]).toEqual([...inA].filter((cpu) => cpu >= count));
      }),
    );
  });

  test("are in order and neither overlap nor touch", () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        for (const set of [a, subtract(a, b), union([...b, ...a])]) {
          expect(set.every(({ first, last }) => first <= last)).toBe(true);
          expect(set.every(({ first }, at) => at === 0 || first > (set[at - 1]?.last ?? 0) + 1)).toBe(true);
        }
      }),
    );
  });

  test("are read as they are written", () => {
    fc.assert(
      fc.property(anySet, (set) => {
        expect(parseCpuSet(formatCpuSet(set))).toEqual(set);
      }),
    );
  });

  test("all CPUs", () => {
    expect(allCpus(0)).toEqual([]);
    expect(allCpus(1)).toEqual([{ first: 0, last: 0 }]);
    expect(allCpus(4)).toEqual([{ first: 0, last: 3 }]);
  });
});

test.each([
  ["0", true],
  ["^0-3,5", true],
  ["3-0", true],
  ["0-3-5", true],
  ["٠-٣", true],
  ["", false],
  ["0,", false],
  [",0", false],
  ["0, 1", false],
  ["^", false],
  ["^^0", false],
  ["0-", false],
  ["-0", false],
  ["0--1", false],
  ["0^", false],
  ["a", false],
])("the validator's pattern on %s: %s", (text, expected) => {
  expect(passesCpuPattern(text)).toBe(expected);
});
