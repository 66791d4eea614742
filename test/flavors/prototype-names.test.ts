// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { type FlavorInput, lintFlavors, profiles, rules } from "../../lib/flavors/index.ts";
import { filled } from "./rules/example.ts";

const words = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

/** Keys and names of all examples, each with words that every object of JavaScript knows. */
const keys = new Set(
  rules.flatMap((rule) =>
    [...rule.failing, ...rule.passing].flatMap((example) =>
      "flavors" in example ? (example.flavors ?? []).flatMap(({ extraSpecs }) => Object.keys(extraSpecs ?? {})) : [],
    ),
  ),
);

test("words that every object knows are words like others", () => {
  const flavors: FlavorInput[] = words.flatMap((word) => [
    { name: word },
    { name: `g4.${word}.ram4` },
    { [`x${word}`]: 1, ram: `4 ${word}`, extraSpecs: { [word]: word, [`hw:${word}`]: word, [`trait:${word}`]: word } },
    ...[...keys].map((key) => ({ extraSpecs: { [key]: word, "hw:mem_encryption": "true" } })),
  ]);
  const found = lintFlavors(flavors.map(filled), {
    profiles: profiles.map(({ name }) => name),
    settings: { nameTokens: { x: { "a:b": "c" } } },
  });
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ code }) => code === "FL000")).toEqual([]);
});
