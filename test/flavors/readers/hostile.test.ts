// SPDX-License-Identifier: Apache-2.0
import { fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { flavorFormats } from "../../../lib/flavors/definition.ts";
import { lintFlavors, readFlavorText } from "../../../lib/flavors/index.ts";
import { summary } from "./summary.ts";

const data = flavorFormats.filter((format) => format !== "terraform");

// Words of all formats, so that wrong values stand in right places.
const words = [
  "version",
  "families",
  "flavors",
  "flavor",
  "extends",
  "a",
  "b",
  "name",
  "Name",
  "ram",
  "RAM",
  "vcpus",
  "disk",
  "extraSpecs",
  "extra_specs",
  "Properties",
  "properties",
  "reference",
  "field",
  "default",
  "mandatory",
  "recommended",
  "flavor_groups",
  "list",
  "specs",
  "access",
  "project",
  "tasks",
  "vars",
  "loop",
  "loop_control",
  "loop_var",
  "compute_flavor",
  "block",
  "state",
  "<<",
  "x-lint",
  "os_flavors",
  "deployment",
  "resources",
  "steps",
  "planned_values",
  "root_module",
];
const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    1,
    -1,
    1.5,
    1e308,
    "",
    "a",
    "b",
    "{{ item }}",
    "{{ item.a | default(omit) }}",
    "{{ a }}",
    "k='v'",
    "absent",
  ),
  fc.string({ maxLength: 8 }),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...words), tie("any"), { maxKeys: 6 }),
  ),
})).any;

const signs = "{ } [ ] : , \" ' - # & * ! | > a b 1 = \n \t".split(" ").concat(" ");

describe("whatever the data is, there are definitions or findings, never an exception", () => {
  test.each(data)("%s", async (format) => {
    await fc.assert(
      fc.asyncProperty(value, async (root) => {
        const { definitions, findings } = await readFlavorText(JSON.stringify(root), "f.json", { format });
        expect(definitions.length + findings.length).toBeGreaterThan(0);
        for (const definition of definitions) {
          expect(definition.subject).not.toBe("");
          expect(definition.source.format).toBe(format);
          expect(Object.values(summary(definition)).filter((line) => line.includes("undefined:"))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("found out by content, and as YAML", async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.constantFrom("f.json", "f.yaml"), async (root, file) => {
        const { definitions, findings } = await readFlavorText(JSON.stringify(root, undefined, 1), file);
        expect(definitions.length + findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test("any text under any name", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...signs, "flavors", "name") }),
        fc.constantFrom("f.json", "f.yaml", "f"),
        async (text, file) => {
          const { definitions, findings } = await readFlavorText(text, file);
          expect(definitions.length + findings.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("large and honest", () => {
  const flavors = Array.from(
    { length: 20_000 },
    (_, index) =>
      `  f${index}: { extends: base, vcpus: ${1 + (index % 64)}, ram: ${2048 + index}, disk: 20, public: true, extraSpecs: { "hw:cpu_policy": dedicated } }`,
  ).join("\n");
  const text = `version: 1\nfamilies: { base: { extraSpecs: { "quota:cpu_shares": "5" } } }\nflavors:\n${flavors}\n`;

  test("20,000 definitions in one file", async () => {
    const { definitions, findings } = await readFlavorText(text, "f.yaml");
    expect(findings).toEqual([]);
    expect(definitions).toHaveLength(20_000);
    // Places of all: were each a search, this would take minutes.
    for (const [index, { path, source }] of definitions.entries()) expect(source.locate(path)?.line).toBe(index + 4);
    expect(lintFlavors(definitions.slice(0, 10)).every(({ line }) => line !== undefined)).toBe(true);
  });

  test("20,000 of an API's answer", async () => {
    const list = Array.from({ length: 20_000 }, (_, index) => ({
      name: `f${index}`,
      ram: index,
      extra_specs: { a: "b" },
    }));
    const { definitions } = await readFlavorText(JSON.stringify({ flavors: list }, undefined, 1), "f.json");
    expect(definitions).toHaveLength(20_000);
    expect(definitions[19_999]?.source.locate(["flavors", 19_999, "ram"])?.line).toBe(19_999 * 7 + 5);
    for (const { path, source } of definitions) source.locate([...path, "extra_specs", "a"]);
  });

  test("20,000 aliases, each followed to its anchor", async () => {
    const list = Array.from({ length: 20_000 }, (_, index) => `  - { <<: *b, name: f${index} }`).join("\n");
    const { definitions, findings } = await readFlavorText(
      `base: &b { ram: 1, vcpus: 1, disk: 1 }\nos_flavors:\n${list}\n`,
      "f.yaml",
    );
    expect(findings).toEqual([]);
    expect(definitions).toHaveLength(20_000);
    for (const { fields, source } of definitions) expect(source.locate(fields.get("ram")?.path ?? [])?.line).toBe(1);
  });
});

describe("large and hostile", () => {
  const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${["b", "c", "d", "e", "f", "g", "h", "i"].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefgh"[index]}`).join(",")}]`).join("\n")}\n`;

  test.each<readonly [string, string, string]>([
    ["aliases of aliases", bomb, "BV004"],
    ["brackets", "[".repeat(100_000), "BV004"],
    ["a key of a megabyte, twice", `? ${"k".repeat(1_000_000)}\n: 1\n? ${"k".repeat(1_000_000)}\n: 2\n`, "BV005"],
    ["the same key 50,000 times", `flavors: {${"a: {}, ".repeat(50_000)}}`, "BV005"],
    ["dashes", "- ".repeat(100_000), "BV004"],
    ["33 MB", `a: ${"x".repeat(33 * 1024 * 1024)}`, "BV003"],
  ])("%s", async (_what, text, code) => {
    const { definitions, findings } = await readFlavorText(text, "f.yaml");
    expect(definitions).toEqual([]);
    expect(findings.map((finding) => finding.code)).toEqual([code]);
  });

  test("one finding says that there are many", async () => {
    const { findings } = await readFlavorText(`flavors: {${"a: {}, ".repeat(50_000)}}`, "f.yaml");
    expect(findings[0]).toMatchObject({ line: 1, column: 18, hint: "remove one of the two; many more after it" });
  });

  test("20,000 faults of one kind: the first 200", async () => {
    const text = `version: 1\nflavors: {${Array.from({ length: 20_000 }, (_, index) => `f${index}: 1`).join(", ")}}`;
    const { findings } = await readFlavorText(text, "f.yaml");
    expect(findings).toHaveLength(200);
  });
});
