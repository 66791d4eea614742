// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { matchesGlob as node } from "node:path";
import { describe, expect, it } from "vitest";
import { isGlob, matchesFile, matchesGlob } from "../../lib/lint/index.ts";

describe("matchesGlob", () => {
  it.each([
    ["g3.*", "g3.cores1", true],
    ["g3.*", "g4.cores1", false],
    ["*", "", true],
    ["*", "a/b", false],
    ["**", "a/b", true],
    ["a/**/b", "a/b", true],
    ["a/**/b", "a/x/y/b", true],
    ["a/**/b", "a/xb", false],
    ["**/x.yaml", "x.yaml", true],
    ["**/x.yaml", "a/b/x.yaml", true],
    ["**/x.yaml", "a/bx.yaml", false],
    ["a?c", "abc", true],
    ["a?c", "a/c", false],
    ["a?c", "ac", false],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
    ["", "", true],
    ["", "a", false],
    ["a", "ab", false],
    ["ab", "a", false],
    ["*b*", "abc", true],
    ["***", "a/b", true],
    ["ü?", "üß", true],
  ])("%s means %s: %s", (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));

  test.prop([fc.string({ unit: fc.constantFrom("a", "b", ".", "/") })])("a text means itself", (text) => {
    expect(matchesGlob(text, text)).toBe(true);
  });

  test.prop([
    fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 12 }),
    fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 12 }),
  ])("without folders as Node has it", (pattern, text) => {
    expect(matchesGlob(pattern, text)).toBe(node(text, pattern.replaceAll(/\*+/g, "*")));
  });

  it("is quick for the worst pattern", () => {
    const begin = process.cpuUsage();
    expect(matchesGlob("*a".repeat(200), "a".repeat(2000) + "b")).toBe(false);
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(2000);
  });
});

describe("matchesFile", () => {
  it.each([
    ["flavors.yaml", "a/b/flavors.yaml", true],
    ["flavors.yaml", "a/flavors.yaml.bak", false],
    ["a/*.yaml", "a/x.yaml", true],
    ["a/*.yaml", "b/a/x.yaml", false],
    ["old/", "old/a/x.yaml", true],
    ["old/", "older/x.yaml", false],
    ["./a.yaml", "a.yaml", true],
    ["a.yaml", "./a.yaml", true],
    ["a/*.yaml", String.raw`a\x.yaml`, true],
  ])("%s means %s: %s", (pattern, file, expected) => expect(matchesFile(pattern, file)).toBe(expected));
});

it.each([
  ["a*", true],
  ["a?", true],
  ["a", false],
])("isGlob(%s) is %s", (text, expected) => expect(isGlob(text)).toBe(expected));
