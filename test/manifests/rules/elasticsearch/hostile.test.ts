// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Fields, findManifestProblems, isFields } from "../../../../lib/manifests/index.ts";
import { elasticsearchRules } from "../../../../lib/manifests/rules/elasticsearch/index.ts";

// Every object that an example has, with something else put in one to three places of it: no rule may fail, whatever it finds.

const examples = elasticsearchRules.flatMap(({ failing, passing }) => [...failing, ...passing]);
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    0,
    -1,
    1.5,
    NaN,
    Infinity,
    1e308,
    2 ** 53,
    "",
    "-1Gi",
    "1e999",
    "\ud800",
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [null],
    [[]],
    [{}],
    { name: null },
    { __proto__: null, constructor: 1 },
    Symbol("a"),
    1n,
  ),
  fc.string({ maxLength: 6 }),
  fc.constantFrom("constructor", "__proto__", "a".repeat(300), ".".repeat(300)),
);

/** A copy with `value` in the place that `pick` leads to. */
function spoilt(here: unknown, pick: () => number, value: unknown): unknown {
  const entries = isFields(here) || Array.isArray(here) ? Object.entries(here) : [];
  if (entries.length === 0) return value;
  const chosen = entries[pick() % entries.length]?.[0];
  // One time in four the walk ends here.
  const put = (key: string, below: unknown): unknown =>
    key !== chosen ? below : pick() % 4 === 0 ? value : spoilt(below, pick, value);
  if (Array.isArray(here)) return here.map((below, index) => put(String(index), below));
  return Object.fromEntries(entries.map(([key, below]) => [key, put(key, below)]));
}

test("no rule fails on what it cannot read", () => {
  const stream = fc.infiniteStream(fc.nat({ max: 1000 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      stream,
      fc.array(odd, { minLength: 1, maxLength: 3 }),
      (example, picks, odds) => {
        const pick = (): number => picks.next().value as number;
        const spoil = (objects: readonly Fields[] = []): Fields[] =>
          objects
            .map((object) => odds.reduce<unknown>((each, value) => spoilt(each, pick, value), object))
            .filter(isFields);
        const found = findManifestProblems(spoil(example.objects), {
          rules: elasticsearchRules,
          around: spoil(example.around),
          earlier: spoil(example.earlier),
          settings: example.settings,
        });
        expect(found.filter(({ finding }) => finding.code === "MF000").map(({ finding }) => finding.message)).toEqual(
          [],
        );
        for (const { finding } of found)
          for (const text of [finding.message, finding.seen, finding.allowed, finding.hint])
            expect(text ?? "").not.toMatch(/undefined|\[object/);
      },
    ),
    { numRuns: 1000 },
  );
});
