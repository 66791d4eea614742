// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { flavorFormats } from "../../../lib/flavors/definition.ts";
import { brief, read } from "./summary.ts";

const formatOf = async (text: string, file = "f.yaml"): Promise<string | undefined> => (await read(text, file)).format;

describe("the format is found in the content", () => {
  test.each<readonly [string, string, string | undefined]>([
    ["bivouac", "version: 1\nflavors: {a: {ram: 1}}", undefined],
    ["bivouac", "{version: 1, flavors: {a: {}}}", "f.txt"],
    ["bivouac", "families: {a: {}}", undefined],
    ["nova", '{"flavors": [{"name": "a", "ram": 1}]}', "f.json"],
    ["nova", '{"flavors": []}', "f.json"],
    ["nova", '{"flavor": {"name": "a", "ram": 1}}', "noending"],
    ["nova", '{"name": "a", "vcpus": 1}', "f.json"],
    ["nova", '[{"disk": 1, "links": [], "is_public": 1}]', "f.json"],
    ["openstack-cli", '[{"Name": "a", "RAM": 1}]', "f.json"],
    ["openstack-cli", "- Name: a\n  VCPUs: 1\n", undefined],
    ["openstack-cli", '{"name": "a", "ram": 1, "properties": {}}', "f.json"],
    ["scs", "mandatory: []", undefined],
    ["scs", "recommended: []", undefined],
    ["scs", "flavor_groups: []", undefined],
    ["ansible", "- hosts: x\n  tasks:\n    - compute_flavor: {name: a}\n", undefined],
    ["ansible", "tasks:\n  - block: [{os_nova_flavor: {name: a}}]\n", undefined],
    ["ansible", "x: {flavors: [{specs: [{name: a}]}]}", undefined],
    ["ansible", "flavors: [{specs: [{name: a}]}]", undefined],
    ["kolla", "flavors: [{name: a, ram: 1, flavorid: x}]", undefined],
    ["kolla", "nova_flavors: [{name: a, vcpus: 1}]", undefined],
    ["kolla", "x_flavours: [{name: a, disk: 1}]", undefined],
    ["kolla", "[{name: a, ram: 1, is_public: true}]", undefined],
    ["terraform", 'resource "openstack_compute_flavor_v2" "a" {}', "x"],
    ["terraform", 'variable "x" {}', "x"],
    ["terraform", "\nlocals {\n}", "x"],
    ["terraform", "", "main.tf"],
    ["terraform-json", '{"format_version": "1.0"}', "f.json"],
    ["terraform-json", '{"terraform_version": "1.0"}', "f.json"],
    ["pulumi", '{"version": 3, "deployment": {}}', "f.json"],
    ["pulumi", '{"version": 3, "checkpoint": {}}', "f.json"],
    ["pulumi", '{"steps": []}', "f.json"],
  ])("%s: %s", async (format, text, file) => {
    expect(await formatOf(text, file)).toBe(format);
  });

  test.each([
    ["3"],
    ["a text"],
    [""],
    ["[]"],
    ["[1, 2]"],
    ["{}"],
    ["a: 1"],
    ["flavors: x"],
    ["my_flavors: [{name: a}]"],
    ["flavors_of: [{name: a, ram: 1}]"],
    ["- hosts: x\n  tasks: [{debug: {}}]"],
    ["flavor: x"],
    ["flavor: {name: x}"],
    ["families: []"],
    ["deployment: 3"],
  ])("nothing is recognised in %j", async (text) => {
    const { format, definitions, findings } = await read(text);
    expect({ format, definitions }).toEqual({ format: undefined, definitions: [] });
    expect(findings.map(brief)).toEqual([
      `BV013 error no format of flavors is recognised in the file | ${flavorFormats.join(", ")} | name the format with --format-in`,
    ]);
    expect(findings[0]).toMatchObject({ file: "f.yaml", rule: "document", subject: "" });
  });

  test("and can be said", async () => {
    const text = '[{"name": "a", "ram": 1, "is_public": true}]';
    expect(await formatOf(text, "f.json")).toBe("kolla");
    const said = await read(text, "f.json", { format: "nova" });
    expect(said.format).toBe("nova");
    expect(said.definitions[0]?.unknown.map(({ key }) => key)).toEqual(["is_public"]);
  });
});

describe("a broken file is one finding", () => {
  test("with its place, and how many more there are", async () => {
    const { definitions, findings, format } = await read("version: 1\nflavors:\n  a: {ram: 1, ram: 2, ram: 3}\n");
    expect({ definitions, format }).toEqual({ definitions: [], format: undefined });
    expect(findings.map(brief)).toEqual([
      'BV005 error 3:15 the key "ram" is written twice (first on line 3) | remove one of the two; 1 more after it',
    ]);
  });

  test("without a hint of its own", async () => {
    const { findings } = await read("a: !x 1\nb: !y 2\nc: !z 3\n");
    expect(findings.map(brief)).toEqual([
      "BV006 error 1:4 a tag that is not understood | !x | plain YAML without tags | 2 more after it",
    ]);
  });

  test("the format that was said is kept", async () => {
    const { findings, format } = await read("{", "f.json", { format: "nova" });
    expect(format).toBe("nova");
    expect(findings.map(brief)).toEqual(["BV002 error 1:2 not valid JSON: close brace expected"]);
  });

  test("JSON or YAML, by the name; without one, what the text looks like", async () => {
    const flow = "{version: 1, flavors: {a: }";
    expect((await read(flow, "f.json")).findings.map(brief)).toEqual([
      "BV002 error 1:2 not valid JSON: invalid symbol",
    ]);
    expect((await read(flow, "f.txt")).findings.map(brief)).toEqual(["BV002 error 1:2 not valid JSON: invalid symbol"]);
    expect((await read(flow, "f.yml")).findings[0]?.message).toMatch(/^not valid YAML/);
  });

  test("a byte order mark is no text", async () => {
    const { findings, definitions } = await read('\uFEFF{"flavor": {"name": "a", "ram": 1}}', "f.json");
    expect(findings).toEqual([]);
    expect(definitions).toHaveLength(1);
  });
});

describe("a file without flavors", () => {
  test.each([
    ["version: 1\nflavors: {}\n", "f.yaml", "warning", "bivouac"],
    ['{"flavors": []}', "f.json", "warning", "nova"],
    ["locals {}\n", "main.tf", "info", "terraform"],
    ['{"format_version": "1.0"}', "f.json", "info", "terraform-json"],
    ['{"steps": []}', "f.json", "info", "pulumi"],
  ])("%j", async (text, file, severity, format) => {
    const { findings } = await read(text, file);
    expect(findings.map(brief)).toEqual([
      `BV014 ${severity} no flavors in the file, read as ${format} | nothing was checked; if it is another format, name it with --format-in`,
    ]);
  });
});
