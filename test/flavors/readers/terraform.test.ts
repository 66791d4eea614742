// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintFlavors } from "../../../lib/flavors/index.ts";
import { clean, summary } from "./summary.ts";

const flavor = (body: string, label = "f"): string =>
  `resource "openstack_compute_flavor_v2" "${label}" {\n${body}\n}\n`;

/** Value and place of every field and extra spec of the first flavor. */
const first = async (text: string): Promise<Record<string, string>> => {
  const [definition] = (await clean(text, "f.tf")).definitions;
  return definition === undefined ? {} : summary(definition);
};

describe("literals", () => {
  test("every argument with its place", async () => {
    const text = `# é
resource openstack_compute_flavor_v2 "small" {
  name         = "m1.\\"é\\u00e9\\" $\${x} %%{y}\\n" // named
  flavor_id    = 7
  ram          = "2048"
  vcpus        = -1
  disk         = 2.5e1
  ephemeral    = 0 /* none */
  swap         = null
  rx_tx_factor = 1.5
  is_public    = "true"
  region       = var.region
  nme          = [1, "a", { b = null }]
  extra_specs = {
    "hw:cpu_policy" = "dedicated", bare : "b"
    number          = 02
    truth           = (true)
    nothing         = null
  }
  lifecycle {
    prevent_destroy = true
  }
  extra {
  }
}
`;
    const [definition] = (await clean(text, "dir/f.tf")).definitions;
    expect(definition && summary(definition)).toEqual({
      name: '"m1.\\"éé\\" ${x} %{y}\\n" @3:18',
      id: '"7" @4:18',
      ram: "2048 @5:18",
      vcpus: "-1 @6:18",
      disk: "25 @7:18",
      ephemeral: "0 @8:18",
      rxtx_factor: "1.5 @10:18",
      is_public: "true @11:18",
      "spec hw:cpu_policy": '"dedicated" @15:23',
      "spec bare": '"b" @15:43',
      "spec number": '"2" @16:23',
      "spec truth": '"true" @17:23',
      "? nme": '[1,"a",{"b":null}] @13:3',
      "? extra": "{} @2:1",
    });
    expect(definition?.subject).toBe('m1."éé" ${x} %{y}\n');
    expect(definition?.source).toMatchObject({ file: "dir/f.tf", format: "terraform", catalogue: "dir" });
    expect(definition?.path).toEqual(["resource", "openstack_compute_flavor_v2", "small"]);
    expect(definition?.specsPath).toEqual(["resource", "openstack_compute_flavor_v2", "small", "extra_specs"]);
    expect(definition?.source.locate(definition.path, true)).toEqual({ line: 2, column: 1 });
    expect(definition?.source.locate([...definition.specsPath, "hw:cpu_policy"], true)).toEqual({
      line: 15,
      column: 5,
    });
    expect(definition?.source.locate([...definition.specsPath, "absent"])).toEqual({ line: 14, column: 3 });
    expect(definition?.source.locate([...definition.path, "absent"])).toEqual({ line: 2, column: 1 });
    expect(definition?.source.locate(["resource", "other"])).toBeUndefined();
    expect([definition?.spelling("id"), definition?.spelling("rxtx_factor"), definition?.spelling("ram")]).toEqual([
      "flavor_id",
      "rx_tx_factor",
      "ram",
    ]);
  });

  test("heredocs, with and without their indentation", async () => {
    expect(
      await first(flavor("  name = <<A\n    a $${b}\n\n  c\nA\n  description = <<-B\n      x\n\n    y\\n\n    B")),
    ).toEqual({
      name: '"    a ${b}\\n\\n  c\\n" @2:10',
      description: '"  x\\n\\ny\\\\n\\n" @7:17',
    });
    expect(await first(flavor("  name = <<A\nA\n"))).toEqual({ name: '"" @2:10' });
  });

  test("what is no text where text is wanted stays as it is, so that the rules can say it", async () => {
    expect(
      await first(
        flavor(
          '  name = ["a"]\n  ram = "8 GB"\n  is_public = "maybe"\n  vcpus = true\n  extra_specs = { "a:b" = ["c"] }',
        ),
      ),
    ).toEqual({
      name: '["a"] @2:3',
      ram: '"8 GB" @3:9',
      is_public: '"maybe" @4:15',
      vcpus: "true @5:11",
      "spec a:b": '["c"] @6:19',
    });
  });

  test("the last of two equal keys counts", async () => {
    expect(await first(flavor('  extra_specs = { "a:b" = 1, c = 2, "a:b" = 3 }'))).toEqual({
      "spec c": '"2" @2:34',
      "spec a:b": '"3" @2:45',
    });
  });
});

describe("expressions", () => {
  test.each([
    ["var.size", "<var.size>"],
    ["f(1)", "<f(1)>"],
    ["true ? 1 : 2", "<true ? 1 : 2>"],
    ["[for x in y : x]", "<[for x in y : x]>"],
    ['"a${var.x}"', '<"a${var.x}">'],
    ['"%{ if true }a%{ endif }"', '<"%{ if true }a%{ endif }">'],
    ['"a${~ 1 ~}"', '<"a${~ 1 ~}">'],
    ["data.x.y.ram", "<data.x.y.ram>"],
    ["local.none", "<local.none>"],
    ["local.loop", "<local.loop>"],
    ["local.list[7]", "<local.list[7]>"],
    ["local.map.none", "<local.map.none>"],
    ["local.list[*].x", "<local.list[*].x>"],
    ["1 / 0", "<1 / 0>"],
    ["1 == 1", "<1 == 1>"],
    ["!true", "<!true>"],
    ["merge(local.map...)", "<merge(local.map...)>"],
    ["lookup(local.map)", "<lookup(local.map)>"],
    ["try(local.map.none)", "<try(local.map.none)>"],
    ["try(var.size, 1)", "<try(var.size, 1)>"],
    ["8 * 1024 + 2 - 1", "8193"],
    ["-(9 % 5) / 2", "-2"],
    ["local.ram", "4096"],
    ["-local.ram", "-4096"],
    ["(local.map.ram)", "1"],
    ['local.map["ram"]', "1"],
    ['local.map["${"ram"}"]', "1"],
    ["local.list[1]", "3"],
    ["var.default", "512"],
    ['"${local.ram}"', "4096"],
    ['"${local.name}-${local.ram}"', '"n-4096"'],
    ['lookup(local.map, "ram", 5)', "1"],
    ['lookup(local.map, "none", 5)', "5"],
    ["try(local.map.none, local.map.ram)", "1"],
    ["tolist(local.list)", "[2,3]"],
  ])("%s is %s", async (expression, value) => {
    const locals = `locals {
  ram = 4 * 1024
  name = "n"
  loop = local.pool
  pool = local.loop
}
locals {
  map = { ram = 1 }
  list = [2, 3]
}
variable "size" {}
variable "default" {
  default = 512
}
`;
    const { ram } = await first(locals + flavor(`  ram = ${expression}`));
    expect(ram?.replace(/ @\d+:\d+$/, "")).toBe(value);
  });

  test("what is shared is shown where it is used; a map of specs where it is written", async () => {
    expect(
      await first(
        `locals {\n  ram = 1\n  ceph = { "a:b" = "c" }\n}\n${flavor("  ram = local.ram\n  extra_specs = local.ceph")}`,
      ),
    ).toEqual({
      ram: "1 @6:9",
      "spec a:b": '"c" @3:20',
    });
  });

  test("maps that are merged: later ones win, and what an unknown one may change is unknown", async () => {
    const text = `locals {
  base = { "a:a" = 1, "a:b" = 2 }
}
${flavor('  extra_specs = merge(local.base, null, { "a:b" = 3 }, var.more, { "a:c" = var.x, "a:d" = 4 })')}`;
    const [definition] = (await clean(text, "f.tf")).definitions;
    expect(definition && summary(definition)).toEqual({
      "spec a:a": "<merge(…, var.more)> @2:20",
      "spec a:b": "<merge(…, var.more)> @5:51",
      "spec a:c": "<var.x> @5:76",
      "spec a:d": '"4" @5:91',
      more: "<var.more> @5:3",
    });
    expect(definition?.specsPath).toEqual(["resource", "openstack_compute_flavor_v2", "f", "extra_specs", 4]);
  });

  test("computed keys are more keys", async () => {
    expect(await first(flavor('  extra_specs = { (var.k) = 1, "${"a:b"}" = 2, "a:c" = 3 }'))).toEqual({
      "spec a:b": '"2" @2:3',
      "spec a:c": '"3" @2:56',
      more: "<(var.k)> @2:3",
    });
    expect(await first(flavor("  extra_specs = var.all"))).toEqual({ more: "<var.all> @2:17" });
    expect(await first(flavor("  extra_specs = 5"))).toEqual({ more: "<extra_specs> @2:17" });
    expect(await first(flavor("  extra_specs = null"))).toEqual({});
  });

  test("texts that double and names that go round end", async () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `  a${index + 1} = "\${local.a${index}}\${local.a${index}}"`,
    );
    const chain = Array.from({ length: 5000 }, (_, index) => `  c${index + 1} = local.c${index}`);
    const text = `locals {\n  a0 = "x"\n  c0 = 1\n${[...doubling, ...chain].join("\n")}\n}\n${flavor("  name = local.a60\n  description = local.a4\n  ram = local.c5000")}`;
    const { name, description, ram } = await first(text);
    expect([name, description, ram].map((each) => each?.split(" @")[0])).toEqual([
      "<local.a60>",
      '"xxxxxxxxxxxxxxxx"',
      "<local.c5000>",
    ]);
  });
});

test("unresolved values are said, not judged", async () => {
  const { definitions } = await clean(
    flavor(
      '  name = "m1"\n  vcpus = var.v\n  ram = 2048\n  disk = 20\n  is_public = true\n  extra_specs = { "hw:cpu_policy" = var.p }',
    ),
    "f.tf",
  );
  expect(lintFlavors(definitions).map(({ code, field, seen, line }) => [code, field, seen, line])).toEqual([
    ["FL815", "vcpus", "var.v", 3],
    ["FL815", "extra_specs.hw:cpu_policy", "var.p", 7],
  ]);
});
