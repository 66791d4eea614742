// SPDX-License-Identifier: Apache-2.0
import { fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parse as parseJson } from "jsonc-parser";
import { parse, stringify } from "yaml";
import { readTerraform } from "../../../lib/flavors/readers/terraform.ts";
import { editData } from "../../../lib/lint/edit/data.ts";
import { quote } from "../../../lib/lint/hcl/strings.ts";
import { applyEdits, type FixEdit } from "../../../lib/lint/index.ts";
import { rename, set, remove } from "./edits.ts";

const word = fc
  .oneof(
    fc.constantFrom("a", "b", "hw:cpu_policy", "yes", "1", "-", "# x", "a b", "${x}", "'", '"', "é\u2028", "\\", ""),
    fc.string({ maxLength: 8 }),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  )
  // Half of a pair is no text: no file can hold it.
  .filter((text) => text.isWellFormed());
const scalar = fc.oneof(word, fc.integer(), fc.boolean());
const specs = fc.dictionary(word, scalar, { maxKeys: 4 });
const flavors = fc.dictionary(word, fc.record({ ram: scalar, disk: scalar, extraSpecs: specs }, { requiredKeys: [] }), {
  minKeys: 1,
  maxKeys: 4,
});
const choice = fc.tuple(fc.nat(), fc.nat(), fc.nat(), word, scalar, fc.constantFrom("set", "remove", "rename", "add"));
type Choice = readonly [number, number, number, string, string | number | boolean, string];

/** An edit of a document of flavors that is there. */
function editOf(data: Record<string, unknown>, [a, b, c, key, value, op]: Choice): FixEdit {
  const path: string[] = ["flavors"];
  let at: unknown = data["flavors"];
  for (const pick of [a, b, c]) {
    const keys = typeof at === "object" && at !== null ? Object.keys(at) : [];
    const chosen = keys[pick % (keys.length + 1)];
    if (chosen === undefined) break;
    path.push(chosen);
    at = (at as Record<string, unknown>)[chosen];
  }
  if (op === "add") return set([...path, key], value);
  if (op === "remove" && path.length > 1) return { op: "remove", path };
  if (op === "rename" && path.length > 1) return rename(path, key);
  return set(path.length > 1 ? path : [...path, key], value);
}

const styles: Readonly<Record<string, (data: unknown) => string>> = {
  block: (data) => stringify(data, { lineWidth: 0 }),
  folded: (data) => stringify(data, { lineWidth: 30, defaultStringType: "QUOTE_SINGLE" }),
  flow: (data) => stringify(data, { collectionStyle: "flow", lineWidth: 0 }),
  wide: (data) => stringify(data, { collectionStyle: "flow", lineWidth: 20 }),
  indented: (data) => JSON.stringify(data, undefined, 4),
  dense: (data) => JSON.stringify(data),
};

/** What the applied edits mean: values first, then keys, inner ones before outer ones; equal edits are one. */
function meaning(data: unknown, applied: readonly FixEdit[]): unknown {
  const renames = applied.filter(({ op }) => op === "rename").toSorted((a, b) => b.path.length - a.path.length);
  const order = [...applied.filter(({ op }) => op !== "rename"), ...renames];
  const once = new Map(order.map((edit) => [JSON.stringify(edit), edit]));
  return [...once.values()].reduce<unknown>((whole, edit) => editData(whole, edit), structuredClone(data));
}

/** What stands at a path. */
function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null ? Object.getOwnPropertyDescriptor(at, step)?.value : undefined,
    data,
  );
}

describe("whatever the document and the edits", () => {
  test.each(Object.entries(styles))("%s: what was applied is true, and nothing else changed", async (style, write) => {
    const kind = style === "indented" || style === "dense" ? "json" : "yaml";
    // Not JSON.parse: V8 takes the key "\n" for "\\" once it met an object of the same shape with that one.
    const read = (text: string): unknown => (kind === "json" ? parseJson(text) : parse(text)) as unknown;
    await fc.assert(
      fc.asyncProperty(flavors, fc.array(choice, { minLength: 1, maxLength: 5 }), async (made, choices) => {
        const data = { flavors: made };
        const edits = choices.map((each) => editOf(data, each));
        const { text, applied, skipped } = await applyEdits(write(data), kind, edits);
        expect(applied.length + skipped.length).toBe(edits.length);
        expect(read(text)).toEqual(meaning(data, applied));
      }),
    );
  });

  test("comments on lines of their own stay", async () => {
    await fc.assert(
      fc.asyncProperty(flavors, choice, async (made, one) => {
        const data = { flavors: made };
        const lines = stringify(data, { lineWidth: 0, blockQuote: false }).trimEnd().split("\n");
        const commented = lines.map((line, index) => `${/^ */.exec(line)?.[0] ?? ""}# comment ${index};\n${line}\n`);
        const edit = editOf(data, one);
        const { text } = await applyEdits(commented.join(""), "yaml", [edit]);
        // What goes away takes the comments inside of it along.
        const gone = edit.op === "remove" || (edit.op === "set" && valueAt(data, edit.path) !== undefined);
        const kept = [...lines.keys()].filter((index) => !gone || index < 2);
        expect(kept.filter((index) => !text.includes(`# comment ${index};`))).toEqual([]);
      }),
    );
  });

  test("HCL: extra specs that are set one by one are read back", async () => {
    const words = fc.dictionary(word, word, { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(words, words, fc.boolean(), async (before, after, inline) => {
        fc.pre(!doubled.test(JSON.stringify([before, after])));
        const members = Object.entries(before).map(([key, value]) => `${quote(key)} = ${quote(value)}`);
        const lines = members.map((line) => `    ${line} # c\n`).join("");
        const object = inline ? `{ ${members.join(", ")} }` : `{\n${lines}  }`;
        const text = `resource "openstack_compute_flavor_v2" "f" {\n  name = "f"\n  extra_specs = ${object}\n}\n`;
        const path = ["resource", "openstack_compute_flavor_v2", "f", "extra_specs"];
        const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
        const edits = [
          ...Object.entries(after).map(([key, value]) => set([...path, key], value)),
          ...gone.map((key) => remove(...path, key)),
        ];
        const done = await applyEdits(text, "hcl", edits);
        expect(done.skipped).toEqual([]);
        const { definitions } = await readTerraform(done.text, "f.tf");
        const specs = new Map(definitions[0]?.specs.map(({ key, value }) => [key, value]));
        expect(specs).toEqual(new Map(Object.entries(after)));
      }),
    );
  });

  test("HCL: a doubled sign before a brace is refused, and the text stays", async () => {
    const text = 'resource "openstack_compute_flavor_v2" "f" {\n  extra_specs = {}\n}\n';
    const path = ["resource", "openstack_compute_flavor_v2", "f", "extra_specs", "a"];
    const done = await applyEdits(text, "hcl", [set(path, "$${")]);
    expect(done.skipped).toHaveLength(1);
    expect(done.text).toBe(text);
  });
});

// Readers of HCL do not agree on how such a text is written, so no edit writes it.
const doubled = /[$%]{2}\{/;
