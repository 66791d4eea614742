// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { ramUnit } from "../../../../lib/flavors/rules/fields/fl113-ram-unit.ts";
import { swapUnit } from "../../../../lib/flavors/rules/fields/fl114-swap-unit.ts";
import { zeroDisk } from "../../../../lib/flavors/rules/fields/fl115-zero-disk.ts";
import { ratioOutlier } from "../../../../lib/flavors/rules/fields/fl116-ratio-outlier.ts";
import { doubtRam } from "../../../../lib/flavors/rules/fields/ram-size.ts";
import { found, messages } from "./found.ts";

describe("FL113", () => {
  test("what was meant is the fix", () => {
    expect(found(ramUnit, [{ ram: 8 }])).toEqual([
      {
        severity: "warning",
        subject: "m1.test",
        path: "0.ram",
        field: "ram",
        message: "ram is in MiB, and this looks like GiB",
        seen: "8",
        allowed: "8192",
        fix: { title: "set ram to 8192", safe: false, edits: [{ op: "set", path: [0, "ram"], value: 8192 }] },
      },
    ]);
  });

  test.each([
    [2_097_152, "ram is in MiB, and this looks like KiB", "2048"],
    [8000, "ram is in MiB, a GiB has 1024 of them, and this is a multiple of 1000", "8192"],
    [8096, "ram is nearly a usual size: a slip of the finger?", "8192"],
    [127, "ram is in MiB, and this looks like GiB", "130048"],
  ])("%d", (ram, message, allowed) => {
    expect(found(ramUnit, [{ name: "m1.small", ram, vcpus: 2 }])).toMatchObject([{ message, allowed }]);
  });

  test.each([
    ["m1.nano", {}],
    ["m1.Micro", {}],
    ["cirros256", {}],
    ["TINY", {}],
    ["for-tests", {}],
    ["odd", { existing: true }],
  ])("%s is for tests: 64 MiB, not less", (name, more) => {
    expect(messages(ramUnit, { name, ram: 64, ...more })).toEqual([]);
    expect(messages(ramUnit, { name, ram: 63, ...more })).toHaveLength(1);
    expect(messages(ramUnit, { name: "m1.small", ram: 64 })).toHaveLength(1);
  });

  test("RAM that is not counted, RAM that is not known", () => {
    expect(messages(ramUnit, { ram: 8, extraSpecs: { "resources:MEMORY_MB": "0" } })).toEqual([]);
    expect(messages(ramUnit, { ram: 8, extraSpecs: { "resources:MEMORY_MB": "1" } })).toHaveLength(1);
    expect(messages(ramUnit, { ram: "8 GB" })).toEqual([]);
    expect(messages(ramUnit, { name: undefined, ram: 128 })).toEqual([]);
  });
});

describe("doubtRam", () => {
  test.each([
    [127, "GiB", 130_048],
    [500, "thousands", 512],
    [1000, "thousands", 1024],
    [1500, "thousands", 1536],
    [9500, "thousands", 9728],
    [16_000, "thousands", 16_384],
    [64_000, "thousands", 65_536],
    [1_500_000, "thousands", 1_536_000],
    [8096, "slip", 8192],
    [4069, "slip", 4096],
    [4906, "slip", 4096],
    [8129, "slip", 8192],
    [2084, "slip", 2048],
    [2040, "slip", 2048],
    [1042, "slip", 1024],
    [16_348, "slip", 16_384],
    [32_678, "slip", 32_768],
    [65_563, "slip", 65_536],
    [1563, "slip", 1536],
    [513, "slip", 512],
    [12_582_913, "slip", 12_582_912],
  ] as const)("%d: %s, %d", (ram, reason, likely) => {
    expect(doubtRam(ram, undefined, 128)).toEqual({ reason, likely });
  });

  test.each([
    128, 192, 256, 512, 768, 1024, 1536, 2048, 3840, 7680, 1280, 10_500, 12_500, 15_258, 16_333, 973, 128_000, 256_000,
    512_000, 61_440, 33_554_432, 34_816, 36_864, 1740, 4860, 8291,
  ])("%d is believed", (ram) => {
    expect(doubtRam(ram, undefined, 128)).toBeUndefined();
  });

  test("a TiB for each vCPU are KiB", () => {
    expect(doubtRam(2_097_152, 2, 128)).toEqual({ reason: "KiB", likely: 2048 });
    expect(doubtRam(2_097_024, 2, 128)).toBeUndefined();
    expect(doubtRam(25_165_824, 448, 128)).toBeUndefined();
  });
});

describe("FL114", () => {
  test("1 to 64", () => {
    expect(found(swapUnit, [{ swap: 4 }])).toEqual([
      {
        severity: "warning",
        subject: "m1.test",
        path: "0.swap",
        field: "swap",
        message: "swap is in MiB, and this looks like GiB",
        seen: "4",
        allowed: "4096",
        fix: { title: "set swap to 4096", safe: false, edits: [{ op: "set", path: [0, "swap"], value: 4096 }] },
      },
    ]);
    for (const swap of [1, 64, "2"]) expect(messages(swapUnit, { swap })).toHaveLength(1);
    for (const swap of [0, 65, undefined, "4 GB", -1]) expect(messages(swapUnit, { swap })).toEqual([]);
  });
});

describe("FL115", () => {
  test("nothing says why", () => {
    expect(found(zeroDisk, [{ disk: 0 }])).toEqual([
      {
        severity: "info",
        subject: "m1.test",
        path: "0.disk",
        field: "disk",
        message: "disk is 0, and nothing says that servers boot from a volume",
        seen: "0",
        hint: 'say it in the description ("boots from a volume"), or give a disk',
      },
    ]);
    expect(messages(zeroDisk, { disk: 0, extraSpecs: { "resources:DISK_GB": "1" } })).toHaveLength(1);
    expect(messages(zeroDisk, { disk: 0, name: undefined, description: 7 })).toHaveLength(1);
  });

  test.each([
    { disk: 1 },
    { disk: "0 GB" },
    { disk: 0, existing: true },
    { disk: 0, name: "SCS-4V-16" },
    { disk: 0, name: "m1.Diskless" },
    { disk: 0, name: "m1.bfv" },
    { disk: 0, name: "m1.4c-8m-0disk" },
    { disk: 0, name: "m1.disk0" },
    { disk: 0, name: undefined, description: "Boot from Volume only" },
    { disk: 0, description: "root disk has the image size" },
    { disk: 0, extraSpecs: { "resources:DISK_GB": "0" } },
  ])("%j says it", (flavor) => {
    expect(messages(zeroDisk, flavor)).toEqual([]);
  });

  test("a template's disk of 0 says it, another field does not", () => {
    const settings = { nameTemplates: ["m{vcpus}.d{disk}", "n{vcpus}"] };
    expect(messages(zeroDisk, { name: "m2.d0", disk: 0 }, { settings })).toEqual([]);
    expect(messages(zeroDisk, { name: "m2.d5", disk: 0 }, { settings })).toHaveLength(1);
    expect(messages(zeroDisk, { name: "n0", disk: 0 }, { settings })).toHaveLength(1);
  });
});

describe("FL116", () => {
  test("RAM per vCPU", () => {
    const settings = { ramRatios: [1, 2, 4] };
    expect(found(ratioOutlier, [{ vcpus: 16, ram: 34_816 }], { settings })).toEqual([
      {
        severity: "info",
        subject: "m1.test",
        path: "0.ram",
        field: "ram",
        message: "2.13 GiB of RAM per vCPU is none of the ratios of the house",
        seen: "34816",
        allowed: "32768, 16384, 65536",
      },
    ]);
    for (const ram of [2048, 4096, 8192, "8192"])
      expect(messages(ratioOutlier, { vcpus: 2, ram }, { settings })).toEqual([]);
    expect(messages(ratioOutlier, { vcpus: 2, ram: 4097 }, { settings })).toEqual([
      "2 GiB of RAM per vCPU is none of the ratios of the house",
    ]);
    expect(messages(ratioOutlier, { vcpus: "x", ram: 1 }, { settings })).toEqual([]);
    expect(messages(ratioOutlier, { vcpus: 1, ram: "x" }, { settings })).toEqual([]);
  });

  test("root disks", () => {
    const settings = { diskSteps: [5, 20, 50] };
    expect(found(ratioOutlier, [{ disk: 25 }], { settings })).toEqual([
      {
        severity: "info",
        subject: "m1.test",
        path: "0.disk",
        field: "disk",
        message: "the root disk is none of the sizes of the house",
        seen: "25",
        allowed: "20, 5, 50",
      },
    ]);
    for (const disk of [0, 5, 20, 50, "x"]) expect(messages(ratioOutlier, { disk }, { settings })).toEqual([]);
    expect(messages(ratioOutlier, { disk: 1 }, { settings })).toHaveLength(1);
  });

  test("nothing asked, nothing said", () => {
    expect(messages(ratioOutlier, { vcpus: 7, ram: 1234, disk: 3 })).toEqual([]);
  });
});
