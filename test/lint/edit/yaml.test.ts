// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../lib/lint/index.ts";
import { edited, refused, remove, rename, set } from "./edits.ts";

describe("applyEdits to YAML", () => {
  const text = `# head
flavors:
  # about a
  a: # small
    ram: 8 # MiB
    disk: "20"
    extraSpecs:
      hw:cpu_policy: 'Dedicated'   # pin
      x: y
  b: { ram: 2048, extraSpecs: {} } # b
  c:
    extraSpecs:
    ram: 5
`;

  test("a scalar is replaced in its style; comments and all else stay", async () => {
    expect(
      await edited(
        "yaml",
        text,
        set(["flavors", "a", "ram"], 8192),
        set(["flavors", "a", "extraSpecs", "hw:cpu_policy"], "dedicated"),
        set(["flavors", "a", "disk"], "40"),
      ),
    ).toBe(text.replace("ram: 8 ", "ram: 8192 ").replace("'Dedicated'", "'dedicated'").replace('"20"', '"40"'));
  });

  test.each([
    ["v: a", "b", "v: b"],
    ["v: a", "true", 'v: "true"'],
    ["v: a", "yes", 'v: "yes"'],
    ["v: a", "1", 'v: "1"'],
    ["v: a", "e1", 'v: "e1"'],
    ["v: a", "", 'v: ""'],
    ["v: a", "hw:x", "v: hw:x"],
    ["v: a", "a: b", 'v: "a: b"'],
    ["v: 'a'", "it's", "v: 'it''s'"],
    ["v: 'a'", "a\nb", 'v: "a\\nb"'],
    ['v: "a"', "b", 'v: "b"'],
    ['v: "1"', 1, "v: 1"],
    ["v: yes", true, "v: true"],
    ["v:", 1, "v: 1"],
    ["v: # none", 1, "v: 1 # none"],
    ["v: |\n  a\n  b\nw: 1", "c", "v: c\nw: 1"],
    ["v: [1, 2] # list", 3, "v: 3 # list"],
    ["v:\n  a: 1\n  b: 2\nw: 1", 3, "v: 3\nw: 1"],
    ["v: !!str 1", "2", 'v: !!str "2"'],
  ])("%j with %j", async (before, value, after) => {
    expect(await edited("yaml", before, set(["v"], value))).toBe(after);
  });

  test("keys go after the last one, below its comment, with the maps that are missing", async () => {
    expect(
      await edited(
        "yaml",
        text,
        set(["flavors", "a", "extraSpecs", "n:a"], "1"),
        set(["flavors", "a", "extraSpecs", "n:b"], "v v"),
        set(["flavors", "b", "extraSpecs", "n:a"], "v"),
        set(["flavors", "b", "extraSpecs", "n:b"], "w"),
        set(["flavors", "b", "new", "deep"], "w"),
        set(["flavors", "c", "extraSpecs", "n:a"], "v"),
        set(["flavors", "c", "other", "n:a"], "v"),
        set(["flavors", "c", "other", "n:b"], "v"),
        set(["flavors", "d"], { ram: 1, extraSpecs: { "a:b": "c" }, list: ["x", 1], none: {} }),
      ),
    ).toBe(`# head
flavors:
  # about a
  a: # small
    ram: 8 # MiB
    disk: "20"
    extraSpecs:
      hw:cpu_policy: 'Dedicated'   # pin
      x: y
      n:a: "1"
      n:b: "v v"
  b: { ram: 2048, extraSpecs: { n:a: v, n:b: w }, new: { deep: w } } # b
  c:
    extraSpecs:
      n:a: v
    ram: 5
    other:
      n:a: v
      n:b: v
  d:
    ram: 1
    extraSpecs:
      a:b: c
    list:
      - x
      - 1
    none: {}
`);
  });

  test("removed lines take their own comment along, and no other", async () => {
    expect(
      await edited(
        "yaml",
        text,
        remove("flavors", "a", "ram"),
        remove("flavors", "a", "extraSpecs", "hw:cpu_policy"),
        remove("flavors", "b", "ram"),
      ),
    ).toBe(`# head
flavors:
  # about a
  a: # small
    disk: "20"
    extraSpecs:
      x: y
  b: { extraSpecs: {} } # b
  c:
    extraSpecs:
    ram: 5
`);
  });

  test("a map that loses its last key stays a map", async () => {
    expect(await edited("yaml", "a:\n  s:\n    x: 1\n  b: 2\n", remove("a", "s", "x"))).toBe("a:\n  s: {}\n  b: 2\n");
    expect(await edited("yaml", "a: 1\n", remove("a"))).toBe("{}\n");
    expect(await edited("yaml", "- a: 1\n", remove(0, "a"))).toBe("- {}\n");
    expect(await edited("yaml", "a: { x: 1 }", remove("a", "x"))).toBe("a: {}");
    expect(await edited("yaml", "a:\n- x: 1\n", remove("a", 0))).toBe("a: []\n");
  });

  test("the first key of an item makes room for the next; comments between them stay", async () => {
    expect(await edited("yaml", "- a: 1 # a\n  b: 2\n- c: 3\n", remove(0, "a"))).toBe("- b: 2\n- c: 3\n");
    expect(await edited("yaml", "- a: 1\n  # about b\n  b: 2\n", remove(0, "a"))).toBe("- \n  # about b\n  b: 2\n");
  });

  test("items go by their numbers before the removal", async () => {
    const { text: after, skipped } = await applyEdits("l:\n- a\n# about b\n- b # b\n- c\n", "yaml", [
      remove("l", 0),
      remove("l", 1),
      set(["l", 2], "d"),
    ]);
    expect(after).toBe("l:\n# about b\n- d\n");
    expect(skipped).toEqual([]);
    expect((await applyEdits("l: [a, b, c]", "yaml", [remove("l", 2), remove("l", 0)])).text).toBe("l: [b]");
  });

  test("a key keeps its place and its quotes", async () => {
    expect(
      await edited(
        "yaml",
        "s:\n  hw:a: 1 # a\n  'hw:b': 2\n  c: 3\n",
        rename(["s", "hw:a"], "hw:x"),
        rename(["s", "hw:b"], "hw:y"),
        rename(["s", "c"], "yes"),
      ),
    ).toBe("s:\n  hw:x: 1 # a\n  'hw:y': 2\n  \"yes\": 3\n");
  });

  test("a renamed map and a change in it go together", async () => {
    const { text: after, skipped } = await applyEdits("f:\n  a:\n    r: 1\n", "yaml", [
      rename(["f", "a"], "b"),
      set(["f", "a", "r"], 2),
    ]);
    expect(after).toBe("f:\n  b:\n    r: 2\n");
    expect(skipped).toEqual([]);
  });

  test("what is seen through an alias changes only if all that see it ask for it", async () => {
    const shared = "base: &b\n  p: 1\n  q: &q 7\nx: *b\ny:\n  z: *q\n";
    expect(await refused("yaml", shared, set(["x", "p"], 2))).toBe(
      "the value is used in several places through an alias",
    );
    expect(await refused("yaml", shared, set(["base", "p"], 2))).toBe(
      "the value is used in several places through an alias",
    );
    expect(await refused("yaml", shared, set(["base", "n"], 2))).toBe(
      "the value is used in several places through an alias",
    );
    expect(await refused("yaml", shared, set(["base", "q"], 2))).toBe("other places stand for the value by an alias");
    expect(await refused("yaml", shared, remove("base"))).toBe("it would change something else too");
    expect(await edited("yaml", shared, set(["x", "p"], 2), set(["base", "p"], 2))).toBe(
      shared.replace("p: 1", "p: 2"),
    );
    expect(await edited("yaml", shared, set(["y", "z"], 3))).toBe(shared.replace("z: *q", "z: 3"));
    expect(await edited("yaml", shared, set(["y", "z"], 7))).toBe(shared);
  });

  test("a merged map is shared like any other", async () => {
    const merged = "b: &b\n  hw:x: 1\nf:\n  <<: *b\n  r: 1\n";
    expect(await refused("yaml", merged, rename(["f", "<<", "hw:x"], "hw:y"))).toBe(
      "the value is used in several places through an alias",
    );
    expect(await edited("yaml", merged, set(["f", "r"], 2))).toBe(merged.replace("r: 1", "r: 2"));
  });

  test.each([
    ["a: [", set(["a"], 1), "the file is no valid YAML"],
    ["", set(["a"], 1), "the file is empty"],
    ["a: 1\na: 2\n", set(["a"], 3), "the key is written twice"],
    ["a: 1\n", set(["a", "b"], 3), "its parent is no map"],
    ["a: [1]\n", set(["a", 1], 3), "there is no such item"],
    ["a: 1\nb: 2\n", rename(["a"], "b"), "the key b is there already"],
    ["a: 1\n", rename(["b"], "c"), "there is no such key"],
    ["a: [1]\n", rename(["a", 0], "c"), "it has no key"],
    ["- a: 1\n- - 1\n", set([1], { a: 1 }), "a list's item that is no scalar"],
    ["a: 1\n", remove(), "the whole document"],
    ["{a, b: 1}\n", set(["a"], 1), "it would change something else too"],
  ])("%j: refused", async (before, edit, reason) => {
    expect(await refused("yaml", before, edit)).toBe(reason);
  });

  test("of edits that contradict each other the first wins; equal ones are one", async () => {
    const edits = [
      set(["a", "b"], 1),
      set(["a", "b"], 2),
      remove("a"),
      set(["a", "b"], 1),
      remove("c"),
      set(["c", "d"], 1),
    ];
    const { text: after, applied, skipped } = await applyEdits("a:\n  b: 0\nc: 1\n", "yaml", edits);
    expect(after).toBe("a:\n  b: 1\n");
    expect(applied).toEqual([edits[0], edits[3], edits[4]]);
    expect(skipped).toEqual(
      [edits[1], edits[2], edits[5]].map((edit) => ({ edit, reason: "another fix changes the same place" })),
    );
  });

  test("two keys do not get one name", async () => {
    const edits = [rename(["s", "a"], "c"), rename(["s", "b"], "c"), set(["s", "c"], 3)];
    const { text: after, skipped } = await applyEdits("s:\n  a: 1\n  b: 2\n", "yaml", edits);
    expect(after).toBe("s:\n  c: 1\n  b: 2\n");
    expect(skipped.map(({ edit }) => edit)).toEqual([edits[1], edits[2]]);
  });

  test("line ends and the missing one at the end stay", async () => {
    expect(await edited("yaml", "a:\r\n  b: 1\r\n  c: 2", set(["a", "d"], 1), set(["a", "b"], 3))).toBe(
      "a:\r\n  b: 3\r\n  c: 2\r\n  d: 1",
    );
    expect(await edited("yaml", "a:\r\n  b: 1\r\n  c: 2", remove("a", "c"))).toBe("a:\r\n  b: 1");
  });
});
