// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { nameChars } from "../../../../lib/flavors/rules/fields/fl104-name-chars.ts";
import { idChars } from "../../../../lib/flavors/rules/fields/fl105-id-chars.ts";
import { placeholder } from "../../../../lib/flavors/rules/fields/fl117-placeholder.ts";
import { isPlaceholder, placeholderIn, repeatsKey } from "../../../../lib/flavors/rules/fields/placeholder.ts";
import { found, messages } from "./found.ts";

describe("FL104", () => {
  test("blanks at the ends are trimmed safely", () => {
    expect(found(nameChars, [{ name: " m1.small\t" }])).toEqual([
      {
        severity: "error",
        subject: " m1.small\t",
        path: "0.name",
        field: "name",
        message: "the name begins or ends with a blank",
        seen: '" m1.small\\t"',
        allowed: '"m1.small"',
        fix: { title: "rename to m1.small", safe: true, edits: [{ op: "set", path: [0, "name"], value: "m1.small" }] },
      },
    ]);
  });

  test.each([
    ["", "the name is empty", '""'],
    ["   ", "the name is empty", '"   "'],
    ["m1\tsmall", "the name has a character that Nova refuses", "U+0009"],
    ["m1\u2028small", "the name has a character that Nova refuses", "U+2028"],
    ["m1\u2029small", "the name has a character that Nova refuses", "U+2029"],
    ["m1\u200Bsmall", "the name has a character that Nova refuses", "U+200B"],
    ["m1-🚀", "the name has a character that Nova refuses", "U+1F680"],
    ["m".repeat(256), "the name has more than 255 characters", "256"],
  ])("%j", (name, message, seen) => {
    const findings = found(nameChars, [{ name }]);
    expect(findings).toMatchObject([{ message, seen, severity: "error", field: "name" }]);
    expect(findings[0]).not.toHaveProperty("fix");
  });

  test.each(["m", "m".repeat(255), "m 1", "m\u00A01", "größe+große", "小"])("%j is right", (name) => {
    expect(messages(nameChars, { name })).toEqual([]);
  });

  test("names of another type are FL102's", () => {
    expect(messages(nameChars, { name: 7, description: 7 })).toEqual([]);
  });

  test("descriptions", () => {
    expect(found(nameChars, [{ description: "a\nb" }])).toMatchObject([
      {
        message: "the description has a character that Nova refuses",
        field: "description",
        seen: "U+000A",
        hint: "write it on one line",
      },
    ]);
    expect(found(nameChars, [{ description: "a\tb" }])).toMatchObject([{ seen: "U+0009", hint: "leave it out" }]);
    expect(found(nameChars, [{ description: "d".repeat(65_536) }])).toMatchObject([
      { message: "the description has more than 65535 characters", seen: "65536" },
    ]);
    expect(messages(nameChars, { description: "a\n\n" })).toHaveLength(1);
    for (const right of ["", "a\n", " a ", "d".repeat(65_535)])
      expect(messages(nameChars, { description: right })).toEqual([]);
  });
});

describe("FL105", () => {
  test.each([
    ["a/b", "the id has a character that Nova refuses", '"a/b"'],
    [" a", "the id has a character that Nova refuses", '" a"'],
    ["a ", "the id has a character that Nova refuses", '"a "'],
    ["ä", "the id has a character that Nova refuses", '"ä"'],
    ["", "the id is empty", undefined],
    ["a".repeat(256), "the id has more than 255 characters", "256"],
    [true, "the id is neither a text nor a number", "true"],
    [["a"], "the id is neither a text nor a number", '["a"]'],
  ])("%j", (id, message, seen) => {
    const findings = found(idChars, [{ id }]);
    expect(findings).toMatchObject([{ message, field: "id", path: "0.id", severity: "error" }]);
    expect(findings[0]?.["seen"]).toBe(seen);
  });

  test("what is allowed, what to do", () => {
    expect(found(idChars, [{ id: "a/b" }])).toMatchObject([
      { allowed: "letters, digits, blanks and . _ -, without a blank at either end" },
    ]);
    expect(found(idChars, [{ id: "" }])).toMatchObject([{ hint: "leave it out, and Nova makes one" }]);
  });

  test.each([undefined, null, 0, 1.5, "a", "a b", "A.b_c-9", "a".repeat(255), "auto", new Unresolved("x")])(
    "%j is right",
    (id) => {
      expect(messages(idChars, { id })).toEqual([]);
    },
  );
});

describe("placeholders", () => {
  test.each([
    ["<project-id>", "<project-id>"],
    ["id of <the project>", "<the project>"],
    ["<_x>", "<_x>"],
    ["a < <b>", "<b>"],
    ["{{ ram }}", "{{ ram }}"],
    ["x{{y}}z", "{{y}}"],
    ["$RAM", "$RAM"],
    ["m1.${SIZE} x", "${SIZE}"],
    ["$(size)", "$(size)"],
    ["$_x,y", "$_x"],
    ["TODO", "TODO"],
    ["gpu-TBD", "TBD"],
    ["FIXME", "FIXME"],
    ["XXX", "XXX"],
    ["a_XXXX", "XXXX"],
    ["changeme", "changeme"],
    ["Change-Me", "Change-Me"],
    ["CHANGE_ME", "CHANGE_ME"],
    ["replace me", "replace me"],
    ["REPLACEME", "REPLACEME"],
    ["FILL_IN", "FILL_IN"],
    ["fill-me", "fill-me"],
    ["placeholder", "placeholder"],
    ["YOUR_PROJECT_ID", "YOUR_PROJECT_ID"],
    ["INSERT-NAME", "INSERT-NAME"],
    ["your-project-id", "your-project-id"],
    ["your_name", "your_name"],
    ["@RAM@", "@RAM@"],
    ["x%RAM_MB%", "%RAM_MB%"],
    ["__NAME__", "__NAME__"],
  ])("%s", (value, expected) => {
    expect(placeholderIn(value)).toBe(expected);
  });

  test.each([
    "<in> avx2",
    "<or> a <or> b",
    "<all-in> a b",
    "<IN> a",
    "s< x s> y",
    "s<= a >",
    "<= 4",
    "<a >",
    "<>",
    "<1>",
    "a>b",
    "a<b",
    "{{ open",
    "}} {{",
    "$5 a day",
    "US$",
    "$",
    "TODOS",
    "xTODO",
    "todo",
    "tbd",
    "m1.xxxlarge",
    "xxx",
    "XX",
    "change",
    "exchangement",
    "yourself",
    "your-card",
    "50% OFF %",
    "a@B",
    "me@EXAMPLE.ORG@",
    "__init__",
    "a__B__c",
    "SSD-POOL",
    "CUSTOM_TODOLIST",
    "",
  ])("%s is none", (value) => {
    expect(placeholderIn(value)).toBeUndefined();
  });

  test("a value as a whole", () => {
    expect(isPlaceholder(" <ram> ")).toBe(true);
    expect(isPlaceholder("m1.<ram>")).toBe(false);
    expect(isPlaceholder("")).toBe(false);
  });

  test("a key in capitals", () => {
    expect(repeatsKey("hw:cpu_policy", "CPU-POLICY")).toBe(true);
    expect(repeatsKey("hw:cpu_policy", "CPU_POLICY")).toBe(true);
    expect(repeatsKey("hw:mem_page_size", "PAGE-SIZE")).toBe(true);
    expect(repeatsKey("cpu-policy", "CPU_POLICY")).toBe(true);
    expect(repeatsKey("hw:cpu_policy", "cpu_policy")).toBe(false);
    expect(repeatsKey("hw:cpu_policy", "POLICY")).toBe(false);
    expect(repeatsKey("hw:xcpu_policy", "CPU-POLICY")).toBe(false);
    expect(repeatsKey("aggregate_instance_extra_specs:pool", "SSD-POOL")).toBe(false);
  });

  test("a megabyte takes no time", () => {
    for (const bit of ["YOUR_", "<a", "$", "{{", "a_", "your-a-", "@A", "X"])
      expect(() => placeholderIn(bit.repeat(1 << 18))).not.toThrow();
  });

  test("beyond the first 4096 characters nobody looks", () => {
    expect(placeholderIn(`${" ".repeat(4092)}TODO`)).toBe("TODO");
    expect(placeholderIn(`${" ".repeat(4093)}TODO`)).toBeUndefined();
  });
});

describe("FL117", () => {
  test("where it stands", () => {
    expect(found(placeholder, [{ name: "m1.$SIZE" }])).toEqual([
      {
        severity: "error",
        subject: "m1.$SIZE",
        path: "0.name",
        field: "name",
        message: "a placeholder was not filled in",
        seen: "$SIZE",
        hint: 'the whole is "m1.$SIZE"',
      },
    ]);
    expect(found(placeholder, [{ extraSpecs: { "hw:cpu_policy": "CPU-POLICY" } }])).toEqual([
      {
        severity: "error",
        subject: "m1.test",
        path: "0.extraSpecs.hw:cpu_policy",
        field: "extra_specs.hw:cpu_policy",
        message: "a placeholder was not filled in",
        seen: "CPU-POLICY",
      },
    ]);
  });

  test("fields, lists, keys and values", () => {
    expect(found(placeholder, [{ ram: "<ram>", access: ["a", "<b>"], id: "changeme" }])).toMatchObject([
      { field: "ram", seen: "<ram>" },
      { field: "access", seen: "<b>" },
      { field: "id", seen: "changeme" },
    ]);
    expect(found(placeholder, [{ extraSpecs: { "trait:CUSTOM-XXX": "TODO" } }])).toMatchObject([
      { field: "extra_specs.trait:CUSTOM-XXX", seen: "XXX", hint: 'the whole is "trait:CUSTOM-XXX"' },
    ]);
    expect(messages(placeholder, { ram: 4096, access: [1], extraSpecs: { a: 1 } })).toEqual([]);
  });

  test("a description is one only as a whole", () => {
    expect(messages(placeholder, { description: "TODO: remove after the move" })).toEqual([]);
    expect(messages(placeholder, { description: "TODO" })).toHaveLength(1);
    expect(messages(placeholder, { description: "<description>" })).toHaveLength(1);
  });

  test("long values are not repeated", () => {
    const [finding] = found(placeholder, [{ id: `${"a".repeat(80)} TODO` }]);
    expect(finding).not.toHaveProperty("hint");
    expect(found(placeholder, [{ id: `<${"a".repeat(90)}>` }])).toMatchObject([{ seen: `<${"a".repeat(79)}` }]);
  });
});
