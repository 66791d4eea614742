// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule } from "../one-rule.ts";

const at = (key: string): object => ({ path: `0.extraSpecs.${key}`, field: `extra_specs.${key}` });
const set = (key: string, value: string, safe: boolean): object => ({
  title: `set ${key} to ${value}`,
  safe,
  edits: [{ op: "set", path: [0, "extraSpecs", key], value }],
});
const small = { name: "SCS-1V-4-10", vcpus: 1, ram: 4096, disk: 10 };
const check = (extraSpecs: Record<string, unknown>, flavor: object = small): ReturnType<typeof findingsOfRule> =>
  findingsOfRule("FL215", { ...flavor, extraSpecs });

describe("FL215 scs-specs: keys", () => {
  const unknown = { severity: "error", message: "the standard knows no such property" };

  test("unknown, and near", () => {
    expect(check({ "scs:gpu-type": "x", "scs:CPU_type": "shared-core", "scs:Disk0-type": "ssd" })).toEqual([
      {
        ...unknown,
        seen: "scs:gpu-type",
        allowed: "scs:name-vN (N from 1), scs:cpu-type, scs:diskN-type (N from 0)",
        ...at("scs:gpu-type"),
      },
      ...[
        ["scs:CPU_type", "scs:cpu-type"],
        ["scs:Disk0-type", "scs:disk0-type"],
      ].map(([key = "", meant = ""]) => ({
        ...unknown,
        seen: key,
        allowed: meant,
        hint: `is ${meant} meant?`,
        fix: {
          title: `rename to ${meant}`,
          safe: false,
          edits: [{ op: "rename", path: [0, "extraSpecs", key], key: meant }],
        },
        ...at(key),
      })),
    ]);
  });

  test("a near key that is taken: one too many", () => {
    expect(check({ "scs:cpu_type": "shared-core", "scs:cpu-type": "shared-core" })).toEqual([
      {
        ...unknown,
        seen: "scs:cpu_type",
        allowed: "scs:cpu-type",
        hint: "remove it: scs:cpu-type is there",
        fix: {
          title: "remove scs:cpu_type",
          safe: false,
          edits: [{ op: "remove", path: [0, "extraSpecs", "scs:cpu_type"] }],
        },
        ...at("scs:cpu_type"),
      },
    ]);
  });

  test.each([
    "scs:name-v0",
    "scs:name-v01",
    "scs:name-v",
    "scs:name-vN",
    "scs:name-v1x",
    "scs:name-v-1",
    "scs:disk-type",
    "scs:disk00-type",
    "scs:disk0-types",
    "scs:",
    "scs:name-v1234567890",
  ])("%s is none", (key) => {
    expect(check({ [key]: "SCS-1V-4-10" }).map(({ message }) => message)).toEqual([unknown.message]);
  });

  test("known, or not the standard's", () => {
    const specs = { "scs:name-v1": "SCS-1V-4-10", "scs:name-v123456789": "SCS-1V-4", "SCS:x": "y", "scs.x": "y" };
    expect(check(specs)).toEqual([]);
  });
});

describe("FL215 scs-specs: name variants", () => {
  test("no name: the flavor's own is proposed, with colons for v1", () => {
    const found = check({ "scs:name-v1": "SCS-1V-4x", "scs:name-v2": "small" });
    expect(found).toEqual([
      {
        severity: "error",
        message: "the value is no SCS flavor name",
        seen: "SCS-1V-4x",
        allowed: '"-" and a disk, "_" and an extension, or the end of the name at character 9',
        fix: set("scs:name-v1", "SCS-1V:4:10", true),
        ...at("scs:name-v1"),
      },
      {
        severity: "error",
        message: "the value is no SCS flavor name",
        seen: "small",
        allowed: "SCS- at character 1",
        fix: set("scs:name-v2", "SCS-1V-4-10", true),
        ...at("scs:name-v2"),
      },
    ]);
  });

  test("promises more than the flavor gives", () => {
    expect(check({ "scs:name-v2": "SCS-2V-8-20" })).toEqual([
      {
        severity: "error",
        message: "the value promises 2 vCPUs and 8 GiB of RAM and a root disk of 20 GB",
        seen: "SCS-2V-8-20 on a flavor with vcpus 1, ram 4096 MiB, disk 10 GB",
        allowed: "a name that is true of the flavor",
        fix: set("scs:name-v2", "SCS-1V-4-10", true),
        ...at("scs:name-v2"),
      },
    ]);
  });

  test("no fix where the own name is no promise kept, or none", () => {
    for (const flavor of [
      { ...small, ram: 2048 },
      { ...small, name: "m1.small" },
    ])
      expect(check({ "scs:name-v2": "large" }, flavor).map(({ fix }) => fix)).toEqual([undefined]);
  });

  test("the own name's promise is told with the name", () => {
    const specs = { "scs:name-v1": "SCS-1V:4:10", "scs:name-v2": "SCS-01V-4.0-10" };
    expect(check(specs, { ...small, ram: 2048, disk: 5 })).toEqual([]);
  });

  test("a smaller one is allowed and doubtful", () => {
    expect(check({ "scs:name-v2": "SCS-1V-2" })).toEqual([
      {
        severity: "warning",
        message: "the value describes a smaller flavor",
        seen: "SCS-1V-2",
        hint: "leave it only if the flavor is to be found as that one too",
        fix: set("scs:name-v2", "SCS-1V-4-10", false),
        ...at("scs:name-v2"),
      },
    ]);
    const other = { name: "m1", vcpus: 2, ram: 4096, disk: 10 };
    const smaller = ["SCS-1V-4-10", "SCS-2V-3.5-10", "SCS-2V-4-5"].flatMap((name) =>
      check({ "scs:name-v1": name }, other).map(({ message, fix }) => [message, fix]),
    );
    expect(smaller).toEqual([1, 2, 3].map(() => ["the value describes a smaller flavor", undefined]));
    expect(check({ "scs:name-v1": "SCS-2V-4" }, other)).toEqual([]);
    // The own name is the measure: it understates, too.
    expect(check({ "scs:name-v2": "SCS-1V-4-10_kvm" }, { ...small, vcpus: 2, ram: 8192, disk: 20 })).toEqual([]);
    expect(
      check({ "scs:name-v2": "SCS-2V-2" }, { name: "x", vcpus: undefined, ram: undefined, disk: undefined }),
    ).toEqual([]);
  });

  test("an unresolved value is left alone", () => {
    expect(check({ "scs:name-v2": new Unresolved("var.name"), "scs:cpu-type": new Unresolved("var.type") })).toEqual(
      [],
    );
  });
});

describe("FL215 scs-specs: types", () => {
  const types = "crowded-core, shared-core, dedicated-thread, dedicated-core";

  test("unknown; spelling is corrected", () => {
    expect(check({ "scs:cpu-type": "shared", "scs:disk0-type": " SSD" })).toEqual([
      {
        severity: "error",
        message: "the standard knows no such type",
        seen: "shared",
        allowed: types,
        ...at("scs:cpu-type"),
      },
      {
        severity: "error",
        message: "the standard knows no such type",
        seen: " SSD",
        allowed: "network, hdd, ssd, nvme",
        fix: set("scs:disk0-type", "ssd", true),
        ...at("scs:disk0-type"),
      },
    ]);
    expect(check({ "scs:cpu-type": "Shared_Core" })[0]?.fix).toEqual(set("scs:cpu-type", "shared-core", true));
  });

  test("vCPUs: at least what each name says", () => {
    expect(check({ "scs:cpu-type": "crowded-core" })).toEqual([
      {
        severity: "error",
        message: "scs:cpu-type is not what the name promises",
        seen: "crowded-core",
        allowed: "shared-core",
        hint: "correct the property, or the name if the property is right",
        fix: set("scs:cpu-type", "shared-core", false),
        ...at("scs:cpu-type"),
      },
    ]);
    const keeps = (letter: string): string[] =>
      types
        .split(", ")
        .filter((type) => check({ "scs:cpu-type": type }, { ...small, name: `SCS-1${letter}-4-10` }).length === 0);
    expect(["L", "V", "T", "C"].map(keeps)).toEqual([
      types.split(", "),
      types.split(", ").slice(1),
      types.split(", ").slice(2),
      types.split(", ").slice(3),
    ]);
    const byVariant = check({ "scs:name-v3": "SCS-1T-4", "scs:cpu-type": "shared-core" });
    expect(byVariant.map(({ message }) => message)).toEqual(["scs:cpu-type is not what scs:name-v3 promises"]);
  });

  test("disks: h, s, p rise, n stands alone", () => {
    expect(check({ "scs:disk0-type": "network" }, { ...small, name: "SCS-1V-4-10s" })).toEqual([
      {
        severity: "error",
        message: "scs:disk0-type is not what the name promises",
        seen: "network",
        allowed: "ssd",
        hint: "correct the property, or the name if the property is right",
        fix: set("scs:disk0-type", "ssd", false),
        ...at("scs:disk0-type"),
      },
    ]);
    const keeps = (letter: string): string[] =>
      ["network", "hdd", "ssd", "nvme"].filter(
        (type) => check({ "scs:disk0-type": type }, { ...small, name: `SCS-1V-4-10${letter}` }).length === 0,
      );
    expect(["", "n", "h", "s", "p"].map(keeps)).toEqual([
      ["network", "hdd", "ssd", "nvme"],
      ["network"],
      ["hdd", "ssd", "nvme"],
      ["ssd", "nvme"],
      ["nvme"],
    ]);
  });
});

describe("FL215 scs-specs: a type without its disk", () => {
  const bare = { name: "SCS-1V-4", vcpus: 1, ram: 4096, disk: 0 };

  test("is removed", () => {
    expect(check({ "scs:disk0-type": "network" }, bare)).toEqual([
      {
        severity: "error",
        message: "the flavor has no disk 0",
        seen: "scs:disk0-type=network",
        hint: "remove it: the type is not set where there is no disk",
        fix: {
          title: "remove scs:disk0-type",
          safe: true,
          edits: [{ op: "remove", path: [0, "extraSpecs", "scs:disk0-type"] }],
        },
        ...at("scs:disk0-type"),
      },
    ]);
  });

  test.each([
    ["scs:disk0-type", bare, true],
    ["scs:disk0-type", { ...bare, disk: 10 }, false],
    ["scs:disk0-type", { ...bare, disk: undefined }, false],
    ["scs:disk0-type", { ...bare, name: "SCS-1V-4-" }, false],
    ["scs:disk0-type", { ...bare, name: "SCS-1V-4-n" }, true],
    ["scs:disk0-type", { ...bare, name: "m1" }, false],
    ["scs:disk1-type", small, true],
    ["scs:disk1-type", { ...small, ephemeral: 5 }, false],
    ["scs:disk1-type", { ...small, ephemeral: new Unresolved("var.e") }, false],
    ["scs:disk1-type", { ...small, name: "SCS-1V-4-2x10" }, false],
    ["scs:disk2-type", { ...small, name: "SCS-1V-4-2x10" }, true],
    ["scs:disk2-type", { ...small, ephemeral: 5 }, true],
    ["scs:disk1-type", { ...small, name: "m1" }, true],
  ])("%s on %o: %s", (key, flavor, found) => {
    // hdd keeps no promise of network storage.
    expect(check({ [key]: "hdd" }, flavor).length > 0).toBe(found);
  });

  test("another name of the flavor may have the disk", () => {
    expect(check({ "scs:disk0-type": "hdd", "scs:name-v3": "SCS-1V-4-" }, bare)).toEqual([]);
  });

  test("the second disk has a type of its own, the promise is for both", () => {
    const flavor = { ...small, name: "SCS-1V-4-2x10s", ephemeral: 10 };
    expect(check({ "scs:disk0-type": "ssd", "scs:disk1-type": "hdd" }, flavor).map(({ message }) => message)).toEqual([
      "scs:disk1-type is not what the name promises",
    ]);
  });
});
