// SPDX-License-Identifier: Apache-2.0
import { fc } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { parseProperties } from "../../../lib/flavors/readers/properties.ts";

const cases: readonly (readonly [string, readonly (readonly [string, string])[] | undefined])[] = [
  ["", []],
  ["   ", []],
  ["a='b'", [["a", "b"]]],
  [
    "a='b', c:d='e'",
    [
      ["a", "b"],
      ["c:d", "e"],
    ],
  ],
  [
    "a='b',c='d' ",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ['a="b"', [["a", "b"]]],
  ["a=''", [["a", ""]]],
  [
    "a='it's, well', b='c'",
    [
      ["a", "it's, well"],
      ["b", "c"],
    ],
  ],
  [
    "a='x', y', b='c'",
    [
      ["a", "x', y"],
      ["b", "c"],
    ],
  ],
  ["a='<in> x=y'", [["a", "<in> x=y"]]],
  [
    "a=b, c=d e",
    [
      ["a", "b"],
      ["c", "d e"],
    ],
  ],
  [
    "a='1', a='2'",
    [
      ["a", "1"],
      ["a", "2"],
    ],
  ],
  ["a", undefined],
  ["a='b', c", undefined],
  ["='b'", undefined],
  ["a='b", undefined],
  ["a='b' c='d'", [["a", "b' c='d"]]],
];

test.each(cases)("%j", (text, expected) => {
  expect(parseProperties(text)?.map(({ key, value }) => [key, value])).toEqual(expected);
});

test("a key ends at 255 characters", () => {
  const key = "k".repeat(255);
  expect(parseProperties(`a='b', ${key}='c'`)?.map((one) => one.key)).toEqual(["a", key]);
  expect(parseProperties(`a='b', ${key}k='c'`)?.map((one) => one.key)).toEqual(["a"]);
});

test("what the client prints is read back", () => {
  const word = fc.stringMatching(/^[a-z0-9:_.-]{1,12}$/);
  const value = fc.stringMatching(/^[a-z0-9 <>=.,-]{0,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, value), { maxLength: 6 }), (pairs) => {
      const text = pairs.map(([key, one]) => `${key}='${one}'`).join(", ");
      expect(parseProperties(text)).toEqual(pairs.map(([key, one]) => ({ key, value: one })));
    }),
  );
});

test("any text: properties or undefined", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "=", "'", '"', ",", " ") }), (text) => {
      const found = parseProperties(text);
      expect(found === undefined || Array.isArray(found)).toBe(true);
    }),
  );
});

// Were it not linear, a megabyte would take minutes and the test would run out of time.
test.each(["',", "' ", "'", "a='", "a=',", "', a", ",a", "a=", " ", "',a=' "])("a megabyte of %j", (piece) => {
  const text = `a='${piece.repeat(1_000_000 / piece.length)}`;
  expect(() => parseProperties(text)).not.toThrow();
});
