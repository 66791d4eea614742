// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { readFlavorTables } from "../../lib/flavors/index.ts";

const md = (text: string): object[] => readFlavorTables(text, "f.md").map(({ file: _file, ...row }) => row);

describe("tables in Markdown", () => {
  it("with units in the head, in the cell, or none", () => {
    expect(
      md(`# Flavors

| Flavor | vCPUs | RAM (GiB) | Root disk [GB] | Price |
|--------|------:|-----------|----------------|-------|
| \`m1.small\` | 2 | 4 | 20 | 1 |
| **[m1.large](large.md)** | 4 vCPU | 8192 MB | 1 TB | |
| m1.odd | – | 0.5 | 10.5 | |
`),
    ).toEqual([
      { line: 5, name: "m1.small", vcpus: 2, ram: 4096, disk: 20 },
      { line: 6, name: "m1.large", vcpus: 4, ram: 8192, disk: 1024 },
      { line: 7, name: "m1.odd", ram: 512, disk: 10.5 },
    ]);
  });

  it("RAM without a unit is MiB from 256 on", () => {
    expect(md("Name | Memory\n--- | ---\na | 255\nb | 256\nc | 1,024\nd\\_1 | 0,5\n")).toEqual([
      { line: 3, name: "a", ram: 255 * 1024 },
      { line: 4, name: "b", ram: 256 },
      { line: 5, name: "c", ram: 1024 },
      { line: 6, name: "d_1", ram: 512 },
    ]);
  });

  it("only those that are about flavors, and only as far as they go", () => {
    expect(md("| Team | Cores |\n|---|---|\n| a | 1 |\n")).toEqual([]);
    expect(md("| Name | Colour |\n|---|---|\n| a | 1 |\n")).toEqual([]);
    expect(md("| Name | Cores |\n|---|---|\n| a | 1 |\n\n| b | 2 |\n")).toEqual([{ line: 3, name: "a", vcpus: 1 }]);
    expect(md("| Name | Cores |\n|---|---|\n| | 1 |\n| b | 2 |")).toEqual([{ line: 4, name: "b", vcpus: 2 }]);
  });
});

describe("tables in CSV", () => {
  it.each([
    ["f.csv", 'name,vcpus,ram\n"a,""b""",2,4 GiB\r\nc,3,512 MiB\n'],
    ["f.csv", 'name;vcpus;ram\n"a,""b""";2;4 GiB\nc;3;512 MiB\n'],
    ["f.TSV", 'name\tvcpus\tram\n"a,""b"""\t2\t4 GiB\nc\t3\t512 MiB\n'],
  ])("%s", (file, text) => {
    expect(readFlavorTables(text, file)).toEqual([
      { file, line: 2, name: 'a,"b"', vcpus: 2, ram: 4096 },
      { file, line: 3, name: "c", vcpus: 3, ram: 512 },
    ]);
  });

  it("without a head that names flavors has none", () => expect(readFlavorTables("a,b\n1,2\n", "f.csv")).toEqual([]));
});

test.prop([fc.string({ unit: fc.constantFrom("|", "-", "\n", "a", "1", '"', ",", "name", "ram", " ", "[", "](") })])(
  "never throws",
  (text) => {
    for (const file of ["f.md", "f.csv"]) expect(Array.isArray(readFlavorTables(text, file))).toBe(true);
  },
);

test("is quick for the worst table", () => {
  const begin = process.cpuUsage();
  readFlavorTables(
    `| name | ram |\n|---|---|\n${"|".repeat(500_000)}\n| ${"[".repeat(200_000)} | ${" (".repeat(200_000)} |`,
    "f.md",
  );
  readFlavorTables(`| ${"( in gb ".repeat(100_000)} |\n|---|\n`, "f.md");
  expect(process.cpuUsage(begin).user / 1000).toBeLessThan(1000);
});
