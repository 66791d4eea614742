// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../lib/lint/index.ts";
import { edited, refused, remove, rename, set } from "./edits.ts";

describe("applyEdits to HCL", () => {
  const at = (...path: (string | number)[]): (string | number)[] => ["resource", "t", "l", ...path];
  const text = `# head
resource "t" "l" {
  name      = "x" # c
  ram       = 8
  is_public = var.p
  extra_specs = {
    "hw:cpu_policy" = "Dedicated" // d
    # comment
    "a:b"           = 1
  }
}
`;

  test("literals are replaced, keys renamed, the rest stays", async () => {
    expect(
      await edited(
        "hcl",
        text,
        set(at("ram"), 8192),
        set(at("extra_specs", "hw:cpu_policy"), 'a"\\${b}%{c}\n'),
        rename(at("extra_specs", "a:b"), "a:c"),
        rename(at("name"), "nom"),
      ),
    ).toBe(
      text
        .replace("8\n", "8192\n")
        .replace('"Dedicated"', () => '"a\\"\\\\$${b}%%{c}\\n"')
        .replace('"a:b"', '"a:c"')
        .replace("name ", "nom "),
    );
  });

  test("new keys stand in their column", async () => {
    expect(
      await edited(
        "hcl",
        text,
        set(at("extra_specs", "q:z"), "y"),
        set(at("extra_specs", "plain"), 1),
        set(at("swap"), 1),
      ),
    ).toBe(text.replace("= 1\n  }\n", '= 1\n    "q:z"           = "y"\n    "plain"         = 1\n  }\n  swap = 1\n'));
  });

  test.each([
    [
      'resource "t" "l" {\n}\n',
      [set(at("extra_specs", "n:o"), "d"), set(at("extra_specs", "p"), "e")],
      'resource "t" "l" {\n  extra_specs = {\n    "n:o" = "d"\n    "p"   = "e"\n  }\n}\n',
    ],
    ['resource "t" "l" {}\n', [set(at("ram"), 1)], 'resource "t" "l" { ram = 1 }\n'],
    [
      'resource "t" "l" { extra_specs = {} }\n',
      [set(at("extra_specs", "n"), "d")],
      'resource "t" "l" { extra_specs = { n = "d" } }\n',
    ],
    [
      'resource "t" "l" { s = { "a:b" = "c" } }\n',
      [set(at("s", "n"), "d")],
      'resource "t" "l" { s = { "a:b" = "c", "n" = "d" } }\n',
    ],
    [
      'resource "t" "l" { s = { a : "c" } }\n',
      [set(at("s", "n"), "d")],
      'resource "t" "l" { s = { a : "c", n: "d" } }\n',
    ],
    [
      'resource "t" "l" {\n  s = {\n    a = 1,\n    b = 2, # b\n  }\n}\n',
      [set(at("s", "n"), "d"), remove(...at("s", "a"))],
      'resource "t" "l" {\n  s = {\n    b = 2, # b\n    n = "d",\n  }\n}\n',
    ],
    [
      'resource "t" "l" {\n  a = 1\n  # b\n  b = 2 # c\n}\n',
      [remove(...at("b"))],
      'resource "t" "l" {\n  a = 1\n  # b\n}\n',
    ],
    [
      'resource "t" "l" { s = { "a:b" = "c", d = 1 } }\n',
      [remove(...at("s", "a:b"))],
      'resource "t" "l" { s = { d = 1 } }\n',
    ],
    [
      'resource "t" "l" {\n  s = merge(local.x, { a = 1 })\n}\n',
      [set(at("s", 1, "b"), "c"), set(at("s", 1, "a"), "2")],
      'resource "t" "l" {\n  s = merge(local.x, { a = "2", b = "c" })\n}\n',
    ],
    [
      "locals {\n  f = { a = { ram = 1 } }\n}\n",
      [set(["locals", "f", "a", "ram"], 2), rename(["locals", "f", "a"], "b.c")],
      'locals {\n  f = { "b.c" = { ram = 2 } }\n}\n',
    ],
  ])("%s", async (before, edits, after) => {
    expect((await applyEdits(before, "hcl", edits)).skipped).toEqual([]);
    expect((await applyEdits(before, "hcl", edits)).text).toBe(after);
  });

  test.each([
    [set(at("is_public"), true), "the value is an expression"],
    [set(at("is_public", "x"), true), "its parent is an expression"],
    [set(["resource", "t", "none", "x"], true), "there is no such block"],
    [set(at("hw:x"), true), "no name of an attribute"],
    [rename(at("name"), "ram"), "the key ram is there already"],
    [rename(at(), "x"), "it has no key"],
    [remove(...at()), "it is a block"],
  ])("%j: refused", async (edit, reason) => {
    expect(await refused("hcl", text, edit)).toBe(reason);
  });

  test("an edit of a key that has its new name is done", async () => {
    expect(await edited("hcl", text, rename(at("nme"), "name"))).toBe(text);
    expect(await refused("hcl", text, rename(at("nme"), "nam"))).toBe("there is no such key");
  });

  test("a block of several flavors is not changed for one of them", async () => {
    const many = 'resource "t" "l" {\n  for_each = local.f\n  ram = 1\n  extra_specs = { "hw:x" = 1 }\n}\n';
    expect(await refused("hcl", many, set(at("ram"), 2))).toBe("the block makes several flavors");
    expect(await refused("hcl", many, remove(...at("ram")))).toBe("the block makes several flavors");
    expect(await edited("hcl", many, rename(at("extra_specs", "hw:x"), "hw:y"))).toBe(many.replace("hw:x", "hw:y"));
    expect(await refused("hcl", "x = {", set(["x"], 1))).toBe("the file is no valid HCL");
    expect(await refused("hcl", 'resource "t" "l" { a = 1 }', set(at("b"), 1))).toBe(
      "the block is written on one line",
    );
    expect(await refused("hcl", 'resource "t" "l" {\n  a = lookup(b, "c", 1)\n}', set(at("a", 2), 1))).toBe(
      "the value is an argument of a function",
    );
    expect(await refused("hcl", 'resource "t" "l" {\n  s = { a = 1, "a" = 2 }\n}', set(at("s", "a"), 1))).toBe(
      "the key is written twice",
    );
  });
});
