// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import {
  aggregateValues,
  isOperator,
  matchOperator,
  type OperatorMatch,
  pythonFloat,
} from "../../../lib/flavors/live/operators.ts";

const vectors = JSON.parse(
  readFileSync(new URL("../../fixtures/flavors/operator-vectors.json", import.meta.url), "utf8"),
) as readonly (readonly [value: string, wish: string, answer: OperatorMatch])[];

// Recorded from Nova's own filter by lab/flavor-oracle/operators.py.
test("every operator answers as Nova's does", () => {
  const wrong = vectors.filter(([value, wish, answer]) => matchOperator(value, wish) !== answer);
  expect(wrong).toEqual([]);
  expect(vectors.length).toBeGreaterThan(700);
});

test("what is an operator", () => {
  expect(["=", "==", "<or>", "<in>", "<all-in>", "s<", "!="].every(isOperator)).toBe(true);
  expect([">", "<", ">=5", "", "or", "<OR>"].some(isOperator)).toBe(false);
});

test("numbers as Python's float() reads them", () => {
  const read = ["1", " 1 ", "-1.5", ".5", "5.", "1e3", "1_000", "1_0.0_1", "Infinity", "-inf", "+inf"].map(pythonFloat);
  expect(read).toEqual([1, 1, -1.5, 0.5, 5, 1000, 1000, 10.01, Infinity, -Infinity, Infinity]);
  expect(pythonFloat("NaN")).toBeNaN();
  expect(
    ["", ".", "1__0", "_1", "1_", "0x1", "1e", "e1", "1.e", "1 2", "infin", "--1", "+-1"].map(pythonFloat),
  ).toEqual(Array.from({ length: 13 }));
});

test("values of a host are those of all its aggregates, split at commas and stripped", () => {
  const aggregates: readonly { readonly metadata: Readonly<Record<string, string>> }[] = [
    { metadata: { disk: "ssd, nvme ,ssd", other: "x" } },
    { metadata: { disk: "hdd" } },
    { metadata: { toString: "own" } },
  ];
  expect(aggregateValues(aggregates, "disk")).toEqual(["ssd", "nvme", "hdd"]);
  expect(aggregateValues(aggregates, "toString")).toEqual(["own"]);
  expect(aggregateValues(aggregates, "constructor")).toEqual([]);
});

test.prop([fc.string(), fc.string()])("any texts are answered", (value, wish) => {
  expect([true, false, "broken"]).toContain(matchOperator(value, wish));
});

test("a long wish takes no time", () => {
  const begin = performance.now();
  for (const long of [
    "1".repeat(1_000_000),
    "= ".repeat(500_000),
    `= ${"1_".repeat(500_000)}`,
    "<or> ".repeat(200_000),
  ])
    matchOperator("1", long);
  expect(performance.now() - begin).toBeLessThan(400);
});
