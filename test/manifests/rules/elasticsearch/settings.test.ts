// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, type Fields } from "../../../../lib/manifests/index.ts";
import { flatSettings, spellingOf } from "../../../../lib/manifests/rules/elasticsearch/flat-settings.ts";

// A tree of settings without dots in its keys has one flat form; every other spelling of it must have the same.

const word = fc.constantFrom("node", "roles", "xpack", "security", "http", "ssl", "enabled", "0", "__proto__");
const leaf = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.string({ maxLength: 5 }),
  fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
);
const { tree } = fc.letrec<{ tree: Fields; value: unknown }>((tie) => ({
  tree: fc.dictionary(word, tie("value"), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof({ maxDepth: 4 }, leaf, tie("tree")),
}));

/** The leaves, each with the keys above it. */
function leaves(value: unknown, above: readonly string[] = []): [string[], unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[[...above], value]];
  return Object.entries(value).flatMap(([key, below]) => leaves(below, [...above, key]));
}

/** Another spelling: `joined` says, one by one, whether a key is joined to the next with a dot. */
function respelled(value: Fields, joined: () => boolean): Fields {
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [keys, leafValue] of leaves(value)) {
    let here = result;
    let name = "";
    for (const [index, key] of keys.entries()) {
      name = name === "" ? key : `${name}.${key}`;
      if (index === keys.length - 1) here[name] = leafValue;
      else if (!joined()) {
        here = (here[name] ??= Object.create(null)) as Record<string, unknown>;
        name = "";
      }
    }
  }
  return result;
}

describe("settings", () => {
  test("every spelling of a configuration says the same", () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.boolean()), (value, choices) => {
        const expected = new Map(leaves(value).map(([keys, one]) => [keys.join("."), one]));
        const spelled = respelled(value, () => choices.next().value === true);
        expect(flatSettings(spelled)).toEqual(expected);
      }),
    );
  });

  test("the way to a setting leads to its value", () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.boolean()), (value, choices) => {
        const spelled = respelled(value, () => choices.next().value === true);
        for (const [name, expected] of flatSettings(spelled)) {
          const path = spellingOf(spelled, name);
          expect(path).toBeDefined();
          expect(at(spelled, ...(path ?? []).map(String))).toEqual(expected);
        }
      }),
    );
  });

  test.each([
    ["the later of two spellings counts", { "node.roles": ["master"], node: { roles: ["data"] } }, ["data"]],
    ["in the other order too", { node: { roles: ["data"] }, "node.roles": ["master"] }, ["master"]],
  ])("%s", (_, config, expected) => {
    expect(flatSettings(config).get("node.roles")).toEqual(expected);
    expect(at(config, ...(spellingOf(config, "node.roles") ?? []).map(String))).toEqual(expected);
  });

  test("what is nested deeper than any call stack is read", () => {
    let config: Fields = { a: 1 };
    for (let depth = 0; depth < 100_000; depth++) config = { a: config };
    expect(flatSettings({ ...config, b: 2 }).get("b")).toBe(2);
  });

  test.each([undefined, null, 7, "text", ["list"]])("%s holds no settings", (value) => {
    expect(flatSettings(value).size).toBe(0);
    expect(spellingOf(value, "a")).toBeUndefined();
  });
});
