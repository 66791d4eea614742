// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { brief, clean, read, summary } from "./summary.ts";

const text = `version: 1
families:
  base:
    public: true
    swap: 512
    extraSpecs:
      "hw:cpu_policy": shared
      "quota:vif_inbound_average": "1"
  ceph:
    extends: base
    disk: 20
    extraSpecs:
      "aggregate_instance_extra_specs:ceph": "true"
      "hw:cpu_policy": dedicated
  small: { disk: 10, ephemeral: 5 }
flavors:
  g4.cores1.ram2.disk20:
    extends: ceph
    vcpus: 1
    ram: 2048
    swap: 0
    extraSpecs: { "hw:cpu_policy": mixed }
    x-lint: { ignore: [] }
  both: { extends: [ceph, small], vcpus: 1, ram: 1 }
  plain:
    id: 7
    vcpus: 2
    ram: 4096
    disk: 40
    rxtxFactor: 1
    public: false
    description: d
    disabled: false
    access: [a]
    existing: true
    vcpu: 3
    name: x
`;

test("every key, families laid under, places where the value is written", async () => {
  const { definitions, format } = await clean(text);
  expect(format).toBe("bivouac");
  expect(definitions.map((one) => one.subject)).toEqual(["g4.cores1.ram2.disk20", "both", "plain"]);
  expect(definitions.map(summary)).toEqual([
    {
      name: '"g4.cores1.ram2.disk20" @17:3',
      is_public: "true @4:13",
      swap: "0 @21:11",
      disk: "20 @11:11",
      vcpus: "1 @19:12",
      ram: "2048 @20:10",
      "spec hw:cpu_policy": '"mixed" @22:36',
      "spec quota:vif_inbound_average": '"1" @8:36',
      "spec aggregate_instance_extra_specs:ceph": '"true" @13:46',
      lint: '{"ignore":[]} @23:5',
    },
    {
      name: '"both" @24:3',
      is_public: "true @4:13",
      swap: "512 @5:11",
      disk: "10 @15:18",
      ephemeral: "5 @15:33",
      vcpus: "1 @24:42",
      ram: "1 @24:50",
      "spec hw:cpu_policy": '"dedicated" @14:24',
      "spec quota:vif_inbound_average": '"1" @8:36',
      "spec aggregate_instance_extra_specs:ceph": '"true" @13:46',
    },
    {
      name: '"plain" @25:3',
      id: "7 @26:9",
      vcpus: "2 @27:12",
      ram: "4096 @28:10",
      disk: "40 @29:11",
      rxtx_factor: "1 @30:17",
      is_public: "false @31:13",
      description: '"d" @32:18',
      disabled: "false @33:15",
      access: '["a"] @34:5',
      existing: "true @35:15",
      "? vcpu": "3 @36:5",
      "? name": '"x" @37:5',
    },
  ]);
  expect(definitions[0]).toMatchObject({
    path: ["flavors", "g4.cores1.ram2.disk20"],
    specsPath: ["flavors", "g4.cores1.ram2.disk20", "extraSpecs"],
    source: { file: "f.yaml", format: "bivouac", catalogue: "f.yaml" },
  });
  expect(definitions[0]?.spelling("is_public")).toBe("public");
  expect(definitions[0]?.spelling("name")).toBe("name");
});

test("the same as JSON", async () => {
  const json = '{\n "version": 1,\n "flavors": {"m1": {"vcpus": 1, "ram": 2,\n  "disk": 3}}\n}';
  const { definitions, format } = await clean(json, "f.json");
  expect(format).toBe("bivouac");
  expect(definitions.map(summary)).toEqual([{ name: '"m1" @3:14', vcpus: "1 @3:30", ram: "2 @3:40", disk: "3 @4:11" }]);
});

describe("faults are findings; the other flavors are still read", () => {
  const faults = async (yaml: string): Promise<string[]> =>
    (await read(yaml, "f.yaml", { format: "bivouac" })).findings.map(brief);

  test("families: unknown, in a circle, of the wrong kind", async () => {
    const { findings, definitions } = await read(`version: 1
families:
  a: { extends: b, vcpus: 1 }
  b: { extends: [a], ram: 1 }
  c: 3
  gpu: {}
flavors:
  x: { extends: gpus, disk: 1 }
  y: { extends: [5, a] }
  z: 4
`);
    expect(findings.map(brief)).toEqual([
      "BV283 error 4:18 families extend each other in a circle | a → b → a | remove one extends of the circle",
      "BV103 error 5:6 a family must be a map | 3",
      'BV282 error 8:17 there is no family "gpus" | gpus | gpu, a, b, c | did you mean "gpu"?',
      "BV103 error 9:18 extends must be the name of a family, or a list of names | 5",
      "BV103 error 10:6 a flavor must be a map | 4",
    ]);
    expect(definitions.map(summary)).toEqual([
      { name: '"x" @8:3', disk: "1 @8:29" },
      { name: '"y" @9:3', ram: "1 @4:27", vcpus: "1 @3:27" },
    ]);
  });

  test("a family of its own name is a circle, too", async () => {
    expect(await faults("version: 1\nfamilies: {a: {extends: a}}\nflavors: {x: {}}\n")).toEqual([
      "BV283 error 2:25 families extend each other in a circle | a → a | remove one extends of the circle",
    ]);
  });

  test("sixteen levels are read, seventeen are not", async () => {
    const chain = (count: number): string =>
      `version: 1\nfamilies:\n${Array.from({ length: count }, (_, index) => `  f${index}: { ${index === count - 1 ? "ram: 1" : `extends: f${index + 1}`} }\n`).join("")}flavors: {x: {extends: f0}}\n`;
    expect(summary((await clean(chain(16))).definitions[0]!)).toMatchObject({ ram: "1 @18:15" });
    expect(await faults(chain(17))).toEqual([
      "BV284 error 18:19 families extend each other too deeply | more than 16 levels | at most 16",
    ]);
  });

  test("a small file cannot become a large one", async () => {
    const specs = Array.from({ length: 3000 }, (_, index) => `k${index}: "1"`).join(", ");
    const flavors = Array.from({ length: 500 }, (_, index) => `  x${index}: { extends: big }\n`).join("");
    const { findings, definitions } = await read(
      `version: 1\nfamilies: { big: { extraSpecs: { ${specs} } } }\nflavors:\n${flavors}`,
    );
    expect(findings.map(brief)).toEqual([
      "BV284 error 2:1 the families grow too large when they are laid under the flavors | at most 1000000 values",
    ]);
    expect(definitions).toHaveLength(500);
    expect(definitions[0]?.specs).toHaveLength(3000);
    expect(definitions[332]?.specs).toHaveLength(3000);
    expect(definitions[333]?.specs).toHaveLength(0);
    expect(definitions[499]?.specs).toHaveLength(0);
  });

  test("the top of the file", async () => {
    expect(await faults("flavors: {}\nflavours: {}\n")).toEqual([
      "BV102 error 1:1 version is missing | 1 | write version: 1",
      'BV101 error 2:1 unknown key "flavours" | flavours | version, families, flavors | did you mean "flavors"?',
    ]);
    expect(await faults("version: 2\nfamilies: []\nflavors: x\nzzzzzzzzzzzz: 1\n")).toEqual([
      "BV104 error 1:10 version has a value that is not allowed | 2 | 1",
      "BV103 error 2:1 families must be a map | a list of 0",
      "BV103 error 3:10 flavors must be a map | x",
      'BV101 error 4:15 unknown key "zzzzzzzzzzzz" | zzzzzzzzzzzz | version, families, flavors',
    ]);
    expect(await faults("version: 1\n")).toEqual(["BV102 error 1:1 flavors is missing"]);
    expect(await faults("[]")).toEqual([
      "BV103 error 1:1 the document must be a map | a list of 0 | version, families, flavors",
    ]);
  });

  test("extra specs that are no map", async () => {
    const { findings, definitions } = await read("version: 1\nflavors:\n  x: { ram: 1, extraSpecs: [a] }\n");
    expect(findings.map(brief)).toEqual(["BV103 error 3:16 extraSpecs must be a map of extra specs | a list of 1"]);
    expect(definitions.map(summary)).toEqual([{ name: '"x" @3:3', ram: "1 @3:13" }]);
  });

  test("extra specs of nothing are none", async () => {
    const { definitions } = await clean("version: 1\nflavors:\n  x: { extends: , ram: 1, extraSpecs: }\n");
    expect(definitions.map(summary)).toEqual([{ name: '"x" @3:3', ram: "1 @3:24" }]);
  });
});
