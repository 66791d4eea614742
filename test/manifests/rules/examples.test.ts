// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintManifests, type ManifestExample, rules } from "../../../lib/manifests/index.ts";

const codes = ({ objects, around, earlier, settings }: ManifestExample): string[] =>
  lintManifests(objects, { around, earlier, settings }).map(({ code }) => code);

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("has two examples of each side at least", () => {
    expect(rule.failing.length).toBeGreaterThanOrEqual(2);
    expect(rule.passing.length).toBeGreaterThanOrEqual(2);
  });

  test.each(rule.failing)("finds: $title", (example) => {
    expect(codes(example)).toContain(id);
  });

  test.each(rule.passing)("lets pass: $title", (example) => {
    expect(codes(example)).not.toContain(id);
    expect(codes(example)).not.toContain("MF000");
  });
});

test("ids and names are unique, and a file is named after both", () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});
