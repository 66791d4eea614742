// SPDX-License-Identifier: Apache-2.0
import { assert, constantFrom, array, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { readsFloat, readsPattern } from "../../../lib/flavors/specs/index.ts";
import type { ValuePattern } from "../../../lib/flavors/tables/row.ts";

// Nova's expressions, for short texts only: some are exponential.
const upstream: Readonly<Record<ValuePattern, RegExp>> = {
  cpus: /^(?:\^?\d+((-\d+)?(,\^?\d+(-\d+)?)?)*)$/,
  "excluded-cpus": /^(?:\^\d+((-\d+)?(,\^?\d+(-\d+)?)?)*)$/,
  "page-size": /^(?:(large|small|any|\d+([kKMGT]i?)?(b|bit|B)?))$/,
  pmem: /^(?:([a-zA-Z0-9_]+(,)?)+)$/,
  aliases: /^(?:[^:]+:\d+(?:\s*,\s*[^:]+:\d+)*)$/,
  decimal: /^(?:\d+\.\d+)$/,
};
const alphabets: Readonly<Record<ValuePattern, readonly string[]>> = {
  cpus: ["0", "12", "-", ",", "^", " ", "a"],
  "excluded-cpus": ["0", "12", "-", ",", "^", " "],
  "page-size": ["1", "24", "k", "K", "M", "G", "T", "i", "b", "bit", "B", "large", "any", " "],
  pmem: ["a", "Z9", "_", ",", "-", "é"],
  aliases: ["a", ":", "1", "23", ",", " ", "\t"],
  decimal: ["0", "15", ".", "-", " "],
};

describe("readsPattern", () => {
  test.each(Object.keys(upstream) as ValuePattern[])("%s takes what Nova's expression takes", (name) => {
    assert(
      property(array(constantFrom(...alphabets[name]), { maxLength: 9 }), (parts) => {
        const text = parts.join("");
        expect([text, readsPattern[name](text)]).toEqual([text, upstream[name].test(text)]);
      }),
      { numRuns: 1000 },
    );
  });

  test("digits and blanks of all scripts, as in Python", () => {
    expect(readsPattern.cpus("\u{660}-\u{1d7d9},^\u{ff13}")).toBe(true);
    expect(readsPattern.cpus("\u{b2}")).toBe(false);
    expect(readsPattern.aliases("gpu:\u{661}\u{2003},nic:1")).toBe(true);
    expect(readsPattern.aliases("gpu:1\u{feff},nic:1")).toBe(false);
  });

  test("100,000 characters are read at once", () => {
    const worst: Readonly<Record<ValuePattern, string>> = {
      cpus: `${"1-1,".repeat(25_000)}x`,
      "excluded-cpus": `^${"1,".repeat(50_000)}`,
      "page-size": "1".repeat(100_000),
      pmem: `${"a,".repeat(50_000)},`,
      aliases: "a:1,".repeat(25_000),
      decimal: `${"1".repeat(100_000)}.`,
    };
    expect(Object.entries(worst).map(([name, text]) => readsPattern[name as ValuePattern](text))).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("readsFloat", () => {
  test.each([
    "1",
    "1.5",
    ".5",
    "5.",
    "-1e5",
    "+1E-5",
    " 7\n",
    "1_000.0_1",
    "1e1_0",
    "inf",
    "-Infinity",
    "nan",
    "NaN",
    "\u{661}.\u{662}",
  ])("%j", (text) => {
    expect(readsFloat(text)).toBe(true);
  });

  test.each([
    "",
    ".",
    "+",
    "e5",
    "1e",
    "1e+",
    "1__0",
    "_1",
    "1_",
    "1._5",
    "1.5.",
    "0x1",
    "1 2",
    "abc",
    "infinit",
    "1,5",
    "--1",
    "1e5x",
  ])("%j is none", (text) => {
    expect(readsFloat(text)).toBe(false);
  });
});
