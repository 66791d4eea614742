// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { readFlavorTexts } from "../../../lib/flavors/index.ts";
import { brief, clean, read, summary } from "./summary.ts";

const flavor = (body: string, label = "f"): string =>
  `resource "openstack_compute_flavor_v2" "${label}" {\n${body}\n}\n`;

describe("several flavors of one block", () => {
  const subjects = async (text: string): Promise<string[]> =>
    (await clean(text, "f.tf")).definitions.map(({ subject }) => subject);

  test("for_each over a map: each is read, with the places in the map", async () => {
    const text = `locals {
  sizes = {
    small = { ram = 2048 }
    "a.b" = { ram = 4096, swap = 64 }
  }
}
${flavor('  for_each = local.sizes\n  name = "m1.${each.key}"\n  flavor_id = each.key\n  ram = each.value.ram\n  swap = try(each.value.swap, 0)\n  disk = each.value.disk')}`;
    expect((await clean(text, "f.tf")).definitions.map(summary)).toEqual([
      {
        name: '"m1.small" @9:10',
        id: '"small" @3:5',
        ram: "2048 @3:21",
        swap: "0 @12:31",
        disk: "<each.value.disk> @13:10",
      },
      {
        name: '"m1.a.b" @9:10',
        id: '"a.b" @4:5',
        ram: "4096 @4:21",
        swap: "64 @4:34",
        disk: "<each.value.disk> @13:10",
      },
    ]);
  });

  test.each([
    ['for_each = toset(["a", "b"])\n  name = each.value', ["a", "b"]],
    ["for_each = var.x\n  name = each.key", ["openstack_compute_flavor_v2.f[*]"]],
    ["for_each = { a = 1, (var.x) = 2 }\n  name = each.key", ["a", "openstack_compute_flavor_v2.f[*]"]],
    ['for_each = toset(["a", var.x])\n  name = each.key', ["a", "openstack_compute_flavor_v2.f[*]"]],
    ["for_each = { a = 1 }\n  ram = 1", ['openstack_compute_flavor_v2.f["a"]']],
    ["for_each = {}\n  name = 1", []],
    ["for_each = 5\n  name = 1", ["1"]],
    ['count = 2\n  name = "n${count.index}"', ["n0", "n1"]],
    ["count = 2\n  ram = 1", ["openstack_compute_flavor_v2.f[0]", "openstack_compute_flavor_v2.f[1]"]],
    ['count = 0\n  name = "n"', []],
    ['count = var.x\n  name = "n"', ["n"]],
    ["count = var.x\n  ram = 1", ["openstack_compute_flavor_v2.f[*]"]],
    ['count = -1\n  name = "n"', ["n"]],
    ["count = null\n  name = count.index", ["openstack_compute_flavor_v2.f[*]"]],
    ["ram = 1", ["openstack_compute_flavor_v2.f"]],
    ['name = ""', ["openstack_compute_flavor_v2.f"]],
  ])("%s", async (body, names) => {
    const { definitions } = await read(flavor(`  ${body}`), "f.tf");
    expect(definitions.map(({ subject }) => subject)).toEqual(names);
  });

  test("a large count is not written out whole", async () => {
    expect(await subjects(flavor('  count = 1000000000\n  name = "n${count.index}"'))).toHaveLength(256);
  });
});

describe("grants of access", () => {
  const grant = (flavorId: string, project = '"p"', more = ""): string =>
    `resource "openstack_compute_flavor_access_v2" "a${Math.abs(flavorId.length)}" {\n${more}  tenant_id = ${project}\n  flavor_id = ${flavorId}\n}\n`;
  const accessOf = async (text: string): Promise<unknown[]> =>
    (await clean(text, "f.tf")).definitions.map(({ fields }) => fields.get("access")?.value);

  test.each([
    ["openstack_compute_flavor_v2.f.id", "", [["p"]]],
    ['"${openstack_compute_flavor_v2.f.id}"', "", [["p"]]],
    ["openstack_compute_flavor_v2.f.flavor_id", "", [["p"]]],
    ["openstack_compute_flavor_v2.g.id", "", [undefined]],
    ["openstack_compute_flavor_v2.f[1].id", "  count = 2\n", [undefined, ["p"]]],
    ['openstack_compute_flavor_v2.f["a"].id', "  for_each = { a = 1, b = 2 }\n", [["p"], undefined]],
    ["openstack_compute_flavor_v2.f[var.x].id", "  for_each = { a = 1, b = 2 }\n", [["p"], ["p"]]],
    ['openstack_compute_flavor_v2.f["a"].id', "  for_each = var.x\n", [["p"]]],
  ])("%s", async (reference, more, access) => {
    expect(await accessOf(flavor(`${more}  ram = 1`) + grant(reference))).toEqual(access);
  });

  test("one for each project, with its place", async () => {
    const text =
      flavor("  is_public = false") +
      grant("openstack_compute_flavor_v2.f.id", "each.value", '  for_each = toset(["p", "q"])\n');
    expect(await accessOf(text)).toEqual([["p", "q"]]);
    const [definition] = (await clean(text, "f.tf")).definitions;
    expect(definition?.source.locate(definition.fields.get("access")?.path ?? [])).toEqual({ line: 6, column: 15 });
  });

  test("to a flavor that only a run knows: it may be any that is not public", async () => {
    const text = flavor("  is_public = false", "f") + flavor("  is_public = true", "g") + grant("var.flavor");
    const { definitions } = await clean(text, "f.tf");
    expect(definitions.map(summary)).toEqual([
      { is_public: "false @2:15", access: "<openstack_compute_flavor_access_v2.a10.flavor_id> @8:15" },
      { is_public: "true @5:15" },
    ]);
  });
});

describe("files of one folder", () => {
  test("locals, defaults and grants work across them; what another file says stands where it is used", async () => {
    const files = [
      {
        file: "a/flavors.tf",
        text: flavor("  ram = local.ram\n  vcpus = var.vcpus\n  extra_specs = local.specs\n  is_public = false"),
      },
      {
        file: "a/locals.tf",
        text: 'locals {\n  ram = 2048\n  specs = { "a:b" = "c" }\n}\nvariable "vcpus" {\n  default = 2\n}\n',
      },
      {
        file: "a/access.tf",
        text: 'resource "openstack_compute_flavor_access_v2" "a" {\n  tenant_id = "p"\n  flavor_id = openstack_compute_flavor_v2.f.id\n}\n',
      },
      { file: "b/flavors.tf", text: flavor("  ram = local.ram", "g") },
      { file: "a/x.yaml", text: "version: 1\nflavors: {}\n" },
    ];
    const reads = await readFlavorTexts(files);
    expect(reads.map(({ format, definitions }) => [format, definitions.map(summary)])).toEqual([
      [
        "terraform",
        [
          {
            ram: "2048 @2:9",
            vcpus: "2 @3:11",
            is_public: "false @5:15",
            access: '["p"] @1:1',
            "spec a:b": '"c" @4:17',
          },
        ],
      ],
      ["terraform", []],
      ["terraform", []],
      ["terraform", [{ ram: "<local.ram> @2:9" }]],
      ["bivouac", []],
    ]);
    expect(reads[0]?.definitions[0]?.source.catalogue).toBe("a");
  });

  test("one label twice is a fault, wherever it is", async () => {
    const reads = await readFlavorTexts([
      { file: "a.tf", text: flavor('  name = "a"') },
      { file: "b.tf", text: `\n${flavor('  name = "b"')}` },
    ]);
    expect(reads.flatMap(({ findings }) => findings.map(brief))).toEqual([
      "BV005 error 2:1 the resource openstack_compute_flavor_v2.f is written twice (first at a.tf:1) | rename or remove one of the two",
    ]);
  });

  test("a broken file is one finding; the others are read", async () => {
    const reads = await readFlavorTexts([
      { file: "a.tf", text: flavor('  name = "a\n  ram = 1') },
      { file: "b.tf", text: flavor('  name = "b"', "b") },
    ]);
    expect(reads.flatMap(({ findings }) => findings.map(brief))).toEqual([
      "BV002 error 2:10 not valid Terraform: a string is not closed on its line",
    ]);
    expect(reads[1]?.definitions.map(({ subject }) => subject)).toEqual(["b"]);
  });
});

describe("text that is no HCL", () => {
  test.each([
    ["a = [", "1:1", "not valid HCL"],
    ["x {\n  a = 1\n", "3:1", "not valid HCL"],
    ["a =\n", "2:1", "not valid HCL"],
    ['a = 1\nb = "x\n', "2:5", "a string is not closed on its line"],
    ['a = "${x}\n', "1:5", "a string is not closed on its line"],
    [`a = ${"[".repeat(2000)}${"]".repeat(2000)}`, "1:203", "values are nested too deeply"],
  ])("%j", async (text, place, fault) => {
    const { findings, definitions } = await read(text, "f.tf");
    expect(definitions).toEqual([]);
    expect(findings.map(brief)).toEqual([`BV002 error ${place} not valid Terraform: ${fault}`]);
  });

  test("too large", async () => {
    const { findings } = await read(" ".repeat(33 * 1024 * 1024), "f.tf");
    expect(findings.map(brief)).toEqual([
      "BV003 error the document is too large | 34603008 bytes | at most 33554432 bytes",
    ]);
  });

  test("a file without flavors says so and no more", async () => {
    const { findings } = await read("locals {\n}\n", "f.tf");
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["BV014", "info"]]);
  });
});
