// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type FlavorInput, Unresolved } from "../../../../lib/flavors/index.ts";
import { nameOverpromises } from "../../../../lib/flavors/rules/names/fl202-name-overpromises.ts";
import { nameUnderstates } from "../../../../lib/flavors/rules/names/fl203-name-understates.ts";
import { nameTokenVsSpec } from "../../../../lib/flavors/rules/names/fl204-name-token-vs-spec.ts";
import { found, messages } from "../fields/found.ts";

const template =
  "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}][.swap{swapGiB}][.{iops}xiops][.localdisk]";
const settings = { nameTemplates: [template] };
const name = "g3.cores2.ram4.disk20.ephem40.swap1";
const right = { name, vcpus: 2, ram: 4096, disk: 20, ephemeral: 40, swap: 1024 };

describe("FL202 and FL203", () => {
  test("as the name says", () => {
    for (const rule of [nameOverpromises, nameUnderstates]) expect(found(rule, [right], { settings })).toEqual([]);
  });

  test("what the name says is the fix", () => {
    expect(found(nameOverpromises, [{ ...right, ram: 4000 }], { settings })).toEqual([
      {
        severity: "error",
        subject: name,
        path: "0.ram",
        field: "ram",
        message: "the name says 4096 MiB of RAM, the flavor has 4000",
        seen: "4000",
        allowed: "4096",
        fix: {
          title: "set ram to 4096, as the name says",
          safe: false,
          edits: [{ op: "set", path: [0, "ram"], value: 4096 }],
        },
      },
    ]);
  });

  test.each([
    ["vcpus", 2, "vCPUs"],
    ["ram", 4096, "MiB of RAM"],
    ["disk", 20, "GiB of root disk"],
    ["ephemeral", 40, "GiB of ephemeral disk"],
    ["swap", 1024, "MiB of swap"],
  ])("%s, one less and one more", (field, size, unit) => {
    const less = { ...right, [field]: size - 1 };
    const more = { ...right, [field]: size + 1 };
    expect(messages(nameOverpromises, less, { settings })).toEqual([
      `the name says ${size} ${unit}, the flavor has ${size - 1}`,
    ]);
    expect(messages(nameOverpromises, more, { settings })).toEqual([]);
    expect(messages(nameUnderstates, less, { settings })).toEqual([]);
    expect(found(nameUnderstates, [more], { settings })).toMatchObject([
      {
        severity: "info",
        message: `the name says ${size} ${unit}, the flavor has ${size + 1}`,
        seen: String(size + 1),
        field,
      },
    ]);
    expect(found(nameUnderstates, [more], { settings: { ...settings, exactNames: true } })).toMatchObject([
      { severity: "error" },
    ]);
  });

  test("what is missing or not known", () => {
    expect(found(nameOverpromises, [{ ...right, ephemeral: undefined }], { settings })).toMatchObject([
      { path: "0", field: "ephemeral", seen: "0", fix: { edits: [{ path: [0, "ephemeral"], value: 40 }] } },
    ]);
    for (const unknown of ["4 GB", new Unresolved("var.ram")])
      expect(messages(nameOverpromises, { ...right, ram: unknown }, { settings })).toEqual([]);
  });

  test("what a scheme could tell and the name does not, is none", () => {
    const plain = { name: "g3.cores2.ram4.disk20", vcpus: 2, ram: 4096, disk: 20 };
    expect(messages(nameUnderstates, { ...plain, ephemeral: 40, swap: 512 }, { settings })).toEqual([
      "the name says 0 GiB of ephemeral disk, the flavor has 40",
      "the name says 0 MiB of swap, the flavor has 512",
    ]);
    const silent = { nameTemplates: ["g{generation}.cores{vcpus}.ram{ramGiB}[.disk{disk}][.{rest:text}]"] };
    const brief = { ...plain, name: "g3.cores2.ram4", ephemeral: 40, swap: 512 };
    expect(messages(nameUnderstates, brief, { settings: silent })).toEqual([]);
  });

  test("MiB in names, either unit of swap", () => {
    const mib = { nameTemplates: ["m{ramMiB}[.s{swapGiB}|.t{swapMiB}]"] };
    const all = (flavor: FlavorInput) => [
      ...messages(nameOverpromises, flavor, { settings: mib }),
      ...messages(nameUnderstates, flavor, { settings: mib }),
    ];
    expect(all({ name: "m4096.s1", swap: 1024 })).toEqual([]);
    expect(all({ name: "m4096.t1024", swap: 1024 })).toEqual([]);
    expect(all({ name: "m4097" })).toEqual(["the name says 4097 MiB of RAM, the flavor has 4096"]);
    expect(all({ name: "m4096", swap: 1 })).toEqual(["the name says 0 MiB of swap, the flavor has 1"]);
  });

  test("less than one MiB is no difference", () => {
    const gib = { nameTemplates: ["m{ramGiB}"] };
    for (const ram of [1740, 1741]) {
      expect(messages(nameOverpromises, { name: "m1.7", ram }, { settings: gib })).toEqual([]);
      expect(messages(nameUnderstates, { name: "m1.7", ram }, { settings: gib })).toEqual([]);
    }
    expect(found(nameOverpromises, [{ name: "m1.7", ram: 1739 }], { settings: gib })).toMatchObject([
      { allowed: "1741" },
    ]);
  });

  test("names outside of the templates are not guessed at", () => {
    expect(messages(nameOverpromises, { name: "g3.cores64.ram999" }, { settings })).toEqual([]);
    expect(messages(nameOverpromises, { ...right, ram: 1 })).toEqual([]);
  });
});

describe("FL204", () => {
  const token = (
    nameTokens: Record<string, Record<string, string>>,
    flavor: FlavorInput,
    nameTemplates: string[] = [],
  ) => found(nameTokenVsSpec, [flavor], { settings: { nameTokens, nameTemplates } });

  test("a token's extra spec is missing", () => {
    expect(
      token({ localdisk: { "aggregate_instance_extra_specs:localdisk": "true" } }, { name: "g3.localdisk" }),
    ).toEqual([
      {
        severity: "error",
        subject: "g3.localdisk",
        path: "0.name",
        field: "name",
        message:
          '"localdisk" in the name promises aggregate_instance_extra_specs:localdisk = true, the flavor has none',
        allowed: "true",
        fix: {
          title: "set aggregate_instance_extra_specs:localdisk to true",
          safe: false,
          edits: [{ op: "set", path: [0, "extraSpecs", "aggregate_instance_extra_specs:localdisk"], value: "true" }],
        },
      },
    ]);
  });

  test("a token's extra spec has another value", () => {
    expect(
      token({ pin: { "hw:cpu_policy": "dedicated" } }, { name: "c1-pin", extraSpecs: { "hw:cpu_policy": "shared" } }),
    ).toEqual([
      {
        severity: "error",
        subject: "c1-pin",
        path: "0.extraSpecs.hw:cpu_policy",
        field: "extra_specs.hw:cpu_policy",
        message: '"pin" in the name promises hw:cpu_policy = dedicated, the flavor has "shared"',
        seen: "shared",
        allowed: "dedicated",
        fix: {
          title: "set hw:cpu_policy to dedicated",
          safe: false,
          edits: [{ op: "set", path: [0, "extraSpecs", "hw:cpu_policy"], value: "dedicated" }],
        },
      },
    ]);
  });

  test("any value", () => {
    const tokens = { g4: { "a:b": "*" } };
    expect(token(tokens, { name: "g4.x", extraSpecs: { "a:b": "c" } })).toEqual([]);
    for (const extraSpecs of [{}, { "a:b": "" }]) {
      const [finding] = token(tokens, { name: "g4.x", extraSpecs });
      expect(finding).toMatchObject({ hint: "give a:b" });
      expect(finding?.["message"]).toMatch(/^"g4" in the name promises a:b, the flavor has (none|"")$/);
      expect(finding).not.toHaveProperty("fix");
    }
  });

  test.each(["a.pin", "a-pin", "a_pin", "a pin", "pin"])("%s has the token pin", (name) => {
    expect(token({ pin: { x: "y" } }, { name })).toHaveLength(1);
  });

  test.each(["spin", "a.Pin", "pinned", "a+pin", undefined, "x".repeat(256) + ".pin"])("%.20s has not", (name) => {
    expect(token({ pin: { x: "y" } }, { name })).toEqual([]);
  });

  test("letters and words of a template are tokens, once", () => {
    const series = ["{series:letters}{generation}[-big.fast]"];
    expect(token({ c: { x: "y" } }, { name: "c3" }, series)).toHaveLength(1);
    expect(token({ "big.fast": { x: "y" } }, { name: "c3-big.fast" }, series)).toHaveLength(1);
    expect(token({ "big.fast": { x: "y" } }, { name: "c3" }, series)).toEqual([]);
    expect(token({ c3: { x: "y" } }, { name: "c3" }, series)).toHaveLength(1);
    expect(token({ pin: { x: "y" } }, { name: "a.pin.pin" })).toHaveLength(1);
    expect(token({}, { name: "a.constructor.toString" })).toEqual([]);
  });

  test("a value that only the run knows", () => {
    expect(token({ pin: { x: "y" } }, { name: "a.pin", extraSpecs: { x: new Unresolved("var.x") } })).toEqual([]);
  });

  const base = { baseThrottles: { "quota:disk_write_iops_sec": 500 } };
  const four = (flavor: FlavorInput, nameTemplates: string[] = []) =>
    found(nameTokenVsSpec, [flavor], { settings: { ...base, nameTemplates } });

  test("4xiops is four times the base", () => {
    expect(four({ name: "g3.4xiops", extraSpecs: { "quota:disk_write_iops_sec": "500" } })).toMatchObject([
      {
        message: '4xiops in the name, 4 times 500, promises quota:disk_write_iops_sec = 2000, the flavor has "500"',
        allowed: "2000",
        seen: "500",
      },
    ]);
    for (const name of ["g3.4xiops", "g3.04xiops"])
      expect(four({ name, extraSpecs: { "quota:disk_write_iops_sec": 2000 } })).toEqual([]);
    expect(four({ name: "g3.4xiops" })).toHaveLength(1);
    for (const name of ["g3.xiops", "g3.4xiop", "g3.a4xiops", "g3.4xiopsa", "g3.1234567xiops", "g3"])
      expect(four({ name })).toEqual([]);
  });

  test("where a template has the field, the template decides", () => {
    expect(four({ name: "m.4xiops" }, ["m[.{iops}xiops]"])).toHaveLength(1);
    expect(four({ name: "m-4x" }, ["m-{iops}x"])).toHaveLength(1);
    expect(four({ name: "m.4xiops" }, ["m[.{word:text}][.i{iops}]"])).toEqual([]);
    expect(four({ name: "m.4xiops" }, ["m[.{word:text}]"])).toHaveLength(1);
  });

  const gpus = (extraSpecs: Record<string, unknown>) =>
    found(nameTokenVsSpec, [{ name: "gpu.2xa100", extraSpecs }], {
      settings: { nameTemplates: ["gpu.{gpus}x{card:text}"] },
    });

  test("GPUs are counted", () => {
    expect(gpus({ "pci_passthrough:alias": "a100:1" })).toEqual([
      {
        severity: "error",
        subject: "gpu.2xa100",
        path: "0.extraSpecs.pci_passthrough:alias",
        field: "extra_specs.pci_passthrough:alias",
        message: "the name says 2 GPUs, the extra specs ask for 1",
        seen: "1",
        allowed: "2",
      },
    ]);
    expect(gpus({})).toMatchObject([{ field: "name", seen: "0" }]);
    expect(gpus({ "resources1:VGPU": "3" })).toMatchObject([{ field: "name", seen: "3" }]);
  });

  test.each([
    { "pci_passthrough:alias": "a100:2" },
    { "pci_passthrough:alias": "a:1, b: 1 " },
    { "resources:VGPU": "2" },
    { "resources1:PGPU": "1", "resources_b:CUSTOM_GPU_A100": 1 },
    { "pci_passthrough:alias": "a:1", "resources:CUSTOM_MIGGPU": "1" },
    { "accel:device_profile": "two-gpus" },
    { "pci_passthrough:alias": "a" },
    { "pci_passthrough:alias": new Unresolved("x") },
    { "resources:VGPU": "two" },
  ])("%j has two, or as many as nobody knows", (extraSpecs) => {
    expect(gpus(extraSpecs)).toEqual([]);
  });

  test("other resources are no GPUs", () => {
    expect(gpus({ "resources:VCPU": "2" })).toHaveLength(1);
    expect(gpus({ "xresources:VGPU": "2" })).toHaveLength(1);
    expect(gpus({ "resources:VGPU_DISPLAY_HEAD": "2" })).toHaveLength(1);
  });

  test("a name without a number of GPUs says nothing of them", () => {
    expect(found(nameTokenVsSpec, [{ name: "m1", extraSpecs: { "pci_passthrough:alias": "a:1" } }])).toEqual([]);
  });
});
