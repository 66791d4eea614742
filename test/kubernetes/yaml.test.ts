// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Json, toYaml } from "../../lib/kubernetes/index.ts";

const nasty = [
  "",
  "y",
  "NO",
  "on",
  "null",
  "~",
  "1",
  "0x1f",
  "0o7",
  "1:30",
  "1e3",
  "e0",
  "E-5",
  ".inf",
  "2022-11-07",
  "<<",
  "=",
  "- a",
  "a: b",
  "a #b",
  "#",
  "&a",
  "*a",
  "!a",
  "|",
  ">",
  "%",
  "@",
  "`",
  "'",
  '"',
  "\\",
  "\n",
  "a\nb\n",
  "\t",
  " a",
  "a ",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\u0000",
  "\u007f",
  "😀",
  "é",
  "\ud800",
  "---",
  "...",
  "?",
  "? a",
  "{",
  "[",
];
const text = fc.oneof(fc.constantFrom(...nasty), fc.string(), fc.string({ unit: "binary" }));
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** JSON has no -0, so neither has YAML made of it. */
function withoutMinusZero(value: Json): Json {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutMinusZero(each)]));
}

describe("toYaml", () => {
  test.each(["1.1", "1.2"] as const)("is read back as it was by YAML %s", (version) => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parse(toYaml(value), { version, uniqueKeys: false, merge: false })).toEqual(withoutMinusZero(value));
      }),
      { numRuns: 500 },
    );
  });

  test("reads like YAML written by hand", () => {
    expect(
      toYaml({
        kind: "Role",
        rules: [{ verbs: ["get"], apiGroups: [""] }, [1, [2]]],
        none: [],
        empty: {},
        on: "no",
        big: 1e21,
        nothing: null,
      }),
    ).toBe(
      [
        "kind: Role",
        "rules:",
        "  - verbs:",
        "      - get",
        "    apiGroups:",
        '      - ""',
        "  - - 1",
        "    - - 2",
        "none: []",
        "empty: {}",
        '"on": "no"',
        "big: 1.0e+21",
        "nothing: null",
        "",
      ].join("\n"),
    );
  });
});
