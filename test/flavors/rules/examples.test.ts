// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { rules } from "../../../lib/flavors/index.ts";
import { findingsOf, type AnyExample } from "./example.ts";

// The examples of a rule are its documentation and its test.
describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  test("has two failing and two passing examples", () => {
    expect(rule.failing.length).toBeGreaterThanOrEqual(2);
    expect(rule.passing.length).toBeGreaterThanOrEqual(2);
  });

  for (const example of rule.failing as readonly AnyExample[]) {
    test(`finds: ${example.title}`, () => {
      const findings = findingsOf(rule, example);
      expect(findings.filter(({ code }) => code === "FL000")).toEqual([]);
      expect(findings.some(({ code }) => code === rule.id)).toBe(true);
    });
  }
  for (const example of rule.passing as readonly AnyExample[]) {
    test(`passes: ${example.title}`, () => {
      const findings = findingsOf(rule, example);
      expect(findings.filter(({ code }) => code === "FL000" || code === rule.id)).toEqual([]);
    });
  }
});

describe("the catalogue", () => {
  test("ids and names are unique, in order, and well formed", () => {
    const ids = rules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    for (const { id, name } of rules) {
      expect(id).toMatch(/^FL\d{3}$/);
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  });
});
