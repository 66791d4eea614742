// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventBudget, readDocument, readEvent } from "../../lib/model/index.ts";
import { codes, eventYaml } from "./samples.ts";

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");
const bomb = [
  "a: &a [x, x, x, x, x, x, x, x, x]",
  ..."bcdefghij"
    .split("")
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(", ")}]`),
].join("\n");

/** What it is, the text, the code, and the CPU it may take in ms. */
const refused: [string, string, string, number][] = [
  ["50,000 keys", many(50_000, (index) => `k${index}: 1`), "BV003", 50],
  ["too many keys for their bytes", many(25_000, () => "a:"), "BV004", 2_000],
  ["a deep flow list", "[".repeat(20_000), "BV004", 200],
  ["a deep flow map", "{a: ".repeat(20_000), "BV004", 200],
  ["a deep compact list", "- ".repeat(60_000), "BV004", 200],
  ["deep explicit keys", "? ".repeat(60_000), "BV004", 200],
  ["deep indentation", many(700, (index) => `${" ".repeat(index)}a:`), "BV004", 200],
  ["brackets that close nothing before those that open", `${"] ".repeat(100)}${"[".repeat(500)}`, "BV004", 200],
  ["an alias bomb", bomb, "BV004", 1_000],
  ["many aliases", `a: &a 1\nb: [${"*a,".repeat(2_000)}]`, "BV004", 1_000],
  ["a value that holds itself", "a: &a [*a]", "BV006", 200],
  ["an alias before its anchor", "a: *b\nb: &b 1", "BV006", 200],
  ["__proto__", "__proto__: { admin: true }", "BV007", 200],
  ["constructor", "teams: { constructor: { prototype: { admin: true } } }", "BV007", 200],
  ["prototype, quoted", '"proto\\u0074ype": 1', "BV007", 200],
  ["a JavaScript tag", "a: !!js/function 'x'", "BV006", 200],
  ["a private tag", "a: !shell ls", "BV006", 200],
  ["two documents", "a: 1\n---\nb: 2", "BV008", 200],
  ["40,000 documents", "---\n".repeat(40_000), "BV004", 2_000],
  ["YAML 1.1", "%YAML 1.1\n---\na: no", "BV006", 200],
  ["a NUL", "a: \u0000", "BV009", 200],
  ["an escape for the terminal", 'a: "\\e[2J"', "BV009", 200],
  ["a list as key", "[a, b]: 1", "BV006", 200],
  ["the same key 20,000 times", many(20_000, () => "a: 1"), "BV005", 3_000],
  ["tabs", "a:\n\t- b", "BV002", 200],
  ["an open quote", 'a: "x', "BV002", 200],
  ["a key of 100,000 characters", `${"k".repeat(100_000)}: 1`, "BV002", 500],
];

describe("a document refused before it is understood", () => {
  test.each(refused)("%s", (_, text, code, limit) => {
    const start = process.cpuUsage();
    const { document, findings } = readDocument(text, "event.yaml");
    const { user, system } = process.cpuUsage(start);
    expect(document).toBeUndefined();
    expect(codes(findings)).toContain(code);
    expect(findings.length).toBeLessThanOrEqual(21);
    // Ten times what a quiet machine takes: linear passes, quadratic does not.
    expect((user + system) / 1000).toBeLessThan(limit * 5);
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
});

test("a duplicate key names both lines", () => {
  expect(readDocument("a: 1\nb: 2\na: 3", "e.yaml").findings).toEqual([
    {
      code: "BV005",
      severity: "error",
      message: 'the key "a" is written twice (first on line 1)',
      file: "e.yaml",
      line: 3,
      column: 1,
      hint: "remove one of the two",
    },
  ]);
});

test("20,000 unknown keys: the first 200 and a number", () => {
  const { findings } = readEvent(
    many(20_000, (index) => `k${index}: 1`),
    { file: "e.yaml" },
  );
  expect(findings).toHaveLength(201);
  expect(findings.filter((finding) => finding.code === "BV100").map((finding) => finding.message)).toEqual([
    "19807 more findings are not shown",
  ]);
});

test("an honest event of 200 teams is within the budget", () => {
  const key = `ssh-ed25519 ${"A".repeat(68)} name@example.org`;
  const people = ["p", "q", "r"].map((id) => `      - id: ${id}\n        sshKeys:\n          - ${key}`).join("\n");
  const text = eventYaml(
    `\n${many(
      200,
      (index) => `  team-${index}:
    title: Team number ${index}
    contact: team-${index}@example.org
    members:
${people}
    vms:
      web: { flavor: m1.small, image: ubuntu-24.04, floatingIp: true, ports: [22, 80, 443] }
      data: { flavor: m1.large, image: ubuntu-24.04, volumes: { data: { sizeGiB: 100 } } }
    namespace:
      quota: { cpu: 4, memory: 8Gi, storage: 20Gi, pods: 20 }`,
    )}`,
  );
  expect(text.length).toBeGreaterThan(100_000);
  expect(Buffer.byteLength(text)).toBeLessThan(eventBudget.bytes);
  expect(readDocument(text, "event.yaml").findings).toEqual([]);
});

test("aliases are followed within the budget, and keys stay text", () => {
  const { document } = readDocument("a: &x { n: 1 }\nb: *x\n0755: yes\nno: ~\n", "e.yaml");
  expect(document?.value).toEqual({ a: { n: 1 }, b: { n: 1 }, "0755": "yes", no: null });
});

test("no text makes reading throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      expect(() => readEvent(text, { file: "e.yaml" })).not.toThrow();
    }),
  );
});

const token = fc.constantFrom(
  "a",
  ":",
  " ",
  "- ",
  "? ",
  "\n",
  "\n  ",
  "{",
  "}",
  "[",
  "]",
  ",",
  "&x ",
  "*x",
  "!t ",
  '"',
  "'",
  "|",
  ">",
  "#",
  "---\n",
  "...",
  "%YAML",
  "\t",
  "<<",
  "teams",
  "vms",
  "0",
);
test("nor does any heap of YAML's own signs", () => {
  fc.assert(
    fc.property(fc.array(token, { maxLength: 80 }), (tokens) => {
      const { document, findings } = readDocument(tokens.join(""), "e.yaml");
      expect(document === undefined).toBe(findings.length > 0);
      for (const { line, column } of findings) {
        if (line === undefined) continue;
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
    }),
  );
});

test("any JSON in place of an event gives findings, not an exception", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(() => readEvent(JSON.stringify(value), { file: "e.yaml" })).not.toThrow();
    }),
  );
});
