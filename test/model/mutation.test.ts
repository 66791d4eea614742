// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hasErrors, readDocument, readEventDocument, readFlavors } from "../../lib/model/index.ts";

const folder = join(import.meta.dirname, "..", "..", "examples", "lugano-2022");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const flavors = { text: read("flavors.yaml"), file: "flavors.yaml" };
const now = new Date("2022-01-01T00:00:00Z");

type Tree = Record<string, unknown> | unknown[];

function paths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

function changed(value: unknown, [step, ...rest]: readonly string[], put: unknown): unknown {
  if (step === undefined) return put;
  const copy = structuredClone(value) as Tree;
  const slot = copy as Record<string, unknown>;
  slot[step] = changed(slot[step], rest, put);
  return copy;
}

const document = readDocument(read("event.yaml"), "event.yaml").document!;
// Objects without prototype do not survive JSON; the text does.
const whole: unknown = JSON.parse(JSON.stringify(document.value));
const everywhere = paths(whole);
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "x",
    0,
    -1,
    1.5,
    1e308,
    true,
    false,
    [],
    {},
    [[]],
    "10.64.0.0/16",
    "::/0",
    "a-b",
    "0",
    "9".repeat(400),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

test("an event with any one or two values changed gives an event or an error, never an exception", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...everywhere), odd), { minLength: 1, maxLength: 2 }), (changes) => {
      let value = whole;
      for (const [path, put] of changes) {
        if (paths(value).some((one) => one.join(".") === path.join("."))) value = changed(value, path, put);
      }
      const text = JSON.stringify(value) ?? "null";
      const again = readDocument(text, "event.yaml");
      const { event, findings } = again.document
        ? readEventDocument(again.document, { flavors, now })
        : { event: undefined, findings: again.findings };
      expect(event === undefined).toBe(hasErrors(findings));
      for (const finding of findings) {
        expect(finding.line).toBeGreaterThan(0);
        expect(finding.message).not.toMatch(/undefined|\[object|NaN/);
      }
    }),
    { numRuns: 150 },
  );
});

test("a flavors file with any value changed, too", () => {
  const value: unknown = JSON.parse(JSON.stringify(readDocument(flavors.text, "f").document?.value));
  fc.assert(
    fc.property(fc.constantFrom(...paths(value)), odd, (path, put) => {
      const found = readFlavors(JSON.stringify(changed(value, path, put)), "flavors.yaml");
      expect(found.flavors === undefined).toBe(hasErrors(found.findings));
    }),
  );
});
