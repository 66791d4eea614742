// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScsName, ScsParsed } from "../../../lib/flavors/names/scs-name.ts";
import { parseScsName, scsNameOf } from "../../../lib/flavors/names/scs-parse.ts";
import { printScsName } from "../../../lib/flavors/names/scs-print.ts";
import { repairScsName } from "../../../lib/flavors/names/scs-repair.ts";
import { scsGpus } from "../../../lib/flavors/tables/scs-gpus.ts";
import { scsNames } from "./scs-arbitrary.ts";

const listed = readFileSync(join(import.meta.dirname, "../../fixtures/flavors/scs-names.tsv"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t") as [verdict: string, name: string, canonical?: string]);

function verdictOf(name: string): [verdict: string, name: string, canonical?: string] {
  const parsed = parseScsName(name);
  if (!parsed.ok) return ["invalid", name];
  const canonical = printScsName(parsed.name);
  if (canonical === name) return ["valid", name];
  return [parsed.version === 1 ? "v1" : "odd", name, canonical];
}

describe("verdicts after the text of the standard", () => {
  test("agree for every listed name", () => {
    expect(listed.length).toBeGreaterThan(450);
    expect(listed.map(([, name]) => verdictOf(name))).toEqual(listed);
  });

  test("odd names say what is odd, canonical ones nothing", () => {
    const readable = listed.filter(([verdict]) => verdict === "odd" || verdict === "valid");
    const told = readable.map(([, name]) => {
      const parsed = parseScsName(name);
      return [parsed.ok && parsed.deviations.length > 0 ? "odd" : "valid", name];
    });
    expect(told).toEqual(readable.map(([verdict, name]) => [verdict, name]));
  });

  test("every piece of the table of GPUs is one", () => {
    for (const { piece } of scsGpus) expect(verdictOf(`SCS-4V-16_${piece}`)[0]).toBe("valid");
    expect(new Set(scsGpus.map(({ card, fraction }) => `${card} ${fraction}`)).size).toBe(scsGpus.length);
  });
});

const whole: ScsName = {
  cpu: { count: 16, type: "T", insecure: true },
  ram: { gib: 0.5, noEcc: true, oversubscribed: true },
  disk: { count: 3, size: 10, type: "s" },
  hypervisor: "bms",
  hwv: true,
  arch: { vendor: "z", generation: 3, speed: 2 },
  gpu: {
    access: "G",
    vendor: "N",
    generation: "a",
    units: { amount: 64, speed: 1 },
    vram: { amount: 24, speed: 2 },
  },
  infiniband: true,
};

describe("parser and printer", () => {
  test("all parts", () => {
    const text = "SCS-16Ti-0.5uo-3x10s_bms_hwv_z3hh_GNa-64h-24hh_ib";
    expect(parseScsName(text)).toEqual({ ok: true, version: 3, name: whole, deviations: [] } satisfies ScsParsed);
    expect(printScsName(whole)).toBe(text);
    expect(printScsName(whole, 1)).toBe("SCS-16Ti:0.5uo:3x10s-bms-hwv-z3hh-GNa:64h:24hh-ib");
  });

  test("the least: absent parts are absent", () => {
    expect(scsNameOf("SCS-1L-2")).toEqual({
      cpu: { count: 1, type: "L", insecure: false },
      ram: { gib: 2, noEcc: false, oversubscribed: false },
      hwv: false,
      infiniband: false,
    });
    expect(scsNameOf("SCS-1L-2-")?.disk).toEqual({ count: 1 });
    expect(scsNameOf("SCS-1L-2_gI-3")?.gpu).toEqual({ access: "g", vendor: "I", units: { amount: 3, speed: 0 } });
    expect(scsNameOf("SCS-1L-2_ah")?.arch).toEqual({ vendor: "a", speed: 1 });
    expect([scsNameOf("m1.large"), scsNameOf(undefined)]).toEqual([undefined, undefined]);
  });

  test("print, then parse: the same name, in both versions", () => {
    fc.assert(
      fc.property(scsNames, fc.constantFrom(1 as const, 3 as const), (name, version) => {
        const parsed = parseScsName(printScsName(name, version));
        expect(parsed).toEqual({ ok: true, version, name, deviations: [] });
      }),
    );
  });

  test("parse, then print: the same text", () => {
    fc.assert(
      fc.property(scsNames, (name) => {
        const text = printScsName(name);
        const parsed = parseScsName(text);
        expect(parsed.ok && printScsName(parsed.name)).toBe(text);
      }),
    );
  });

  test("printing what any spelling means is stable", () => {
    const pieces = [
      "0",
      "1",
      "4",
      ".",
      ".0",
      "5",
      "V",
      "Ti",
      "-",
      "_",
      ":",
      "u",
      "o",
      "x",
      "n",
      "kvm",
      "hwv",
      "z",
      "i0",
      "GNa",
      "h",
      "ib",
    ];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => `SCS-${parts.join("")}`);
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseScsName(text);
        if (!parsed.ok) return;
        const canonical = printScsName(parsed.name);
        expect(parseScsName(canonical)).toEqual({ ok: true, version: 3, name: parsed.name, deviations: [] });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("deviations", () => {
  test.each([
    [
      "SCS-04V-8.0-01x020",
      [
        { kind: "leading-zero", at: 4 },
        { kind: "ram-fraction", at: 8 },
        { kind: "leading-zero", at: 12 },
        { kind: "leading-zero", at: 15 },
        { kind: "single-disk", at: 12 },
      ],
    ],
    ["SCS-4V-08", [{ kind: "leading-zero", at: 7 }]],
    ["SCS-4V-.5", [{ kind: "ram-fraction", at: 7 }]],
    ["SCS-4V-3.50", [{ kind: "ram-fraction", at: 7 }]],
    ["SCS-4V-3.5", []],
    ["SCS-4V-0.5", []],
    ["SCS-4V-8_z0h", [{ kind: "generation-0", at: 10 }]],
    [
      "SCS-4V:8-GNa:04:08",
      [
        { kind: "leading-zero", at: 13 },
        { kind: "leading-zero", at: 16 },
      ],
    ],
  ])("%s", (text, deviations) => {
    const parsed = parseScsName(text);
    expect(parsed.ok && parsed.deviations).toEqual(deviations);
  });
});

const extensions = "one of kvm, chy, xen, vmw, hyv, bms, or hwv, an architecture (i, z, a, r), a GPU (G, g) or ib";
const sequence = "extensions in the order hypervisor, hwv, architecture, GPU, ib";
const nvidia = "a generation of N: f, k, m, p, v, t, a, l, g, b, u";

describe("faults: the place and what was expected", () => {
  test.each([
    ["m1.large", 0, "SCS-"],
    ["SCS-", 4, "the number of vCPUs"],
    ["SCS-V-4", 4, "the number of vCPUs"],
    ["SCS-0V-4", 4, "a number above 0"],
    ["SCS-1000000000V-4", 4, "at most 999999999"],
    ["SCS-2-4", 5, "L, V, T or C after the number of vCPUs"],
    ["SCS-2iT-4", 5, "L, V, T or C after the number of vCPUs"],
    ["SCS-2V", 6, '"-" and the RAM in GiB'],
    ["SCS-2Vx4", 6, '"-" and the RAM in GiB'],
    ["SCS-2V-", 7, "the RAM in GiB"],
    ["SCS-2V-4.", 9, "5, for half a GiB"],
    ["SCS-2V-4.25", 7, "whole or half GiB of RAM"],
    ["SCS-2V-4.05", 7, "whole or half GiB of RAM"],
    ["SCS-2V-0.0", 7, "more than 0 GiB of RAM"],
    ["SCS-2V-1000000000", 7, "at most 999999999"],
    ["SCS-2V-4ou", 9, '"-" and a disk, "_" and an extension, or the end of the name'],
    ["SCS-2V-4-1.5n", 10, "a whole number of GB"],
    ["SCS-2V-4-x10", 9, "the number of disks before x"],
    ["SCS-2V-4-3xs", 11, "the size of each disk in GB"],
    ["SCS-2V-4-10nn", 12, '"_" and an extension, or the end of the name'],
    ["SCS-2V-4_", 9, extensions],
    ["SCS-2V-4_ceph", 9, extensions],
    ["SCS-2V-4_kvm-ib", 9, extensions],
    ["SCS-2V-4_hwv_xen", 13, sequence],
    ["SCS-2V-4_kvm_xen", 13, "one hypervisor only"],
    ["SCS-2V-4_ib_ib", 12, "one ib only"],
    ["SCS-2V-4_z7", 10, "a generation of z from 0 to 6"],
    ["SCS-2V-4_r1", 10, "no generation above 0 for r"],
    ["SCS-2V-4_i10", 10, "a generation of i from 0 to 6"],
    ["SCS-2V-4_zhhhh", 13, '"_" or the end of the name'],
    ["SCS-2V-4_GX", 10, "the GPU's vendor: N, A or I"],
    ["SCS-2V-4_GNx", 11, nvidia],
    ["SCS-2V-4_GNaa", 11, nvidia],
    ["SCS-2V-4_GA3.2", 11, "a generation of A: 0.4, 0.5, 1, 1.1, 2, 2.1, 3, 3.1, 3.5, 4, 4.1, 5.1"],
    ["SCS-2V-4_GNah", 12, '"-" and the number of units before h'],
    ["SCS-2V-4_GNa-", 13, "the number of the GPU's units"],
    ["SCS-2V-4_GNa-4-", 15, "the GPU's memory in GiB"],
    ["SCS-2V-4_GNa-4hhh", 16, '"_" or the end of the name'],
    // The reading that came further counts.
    ["SCS-4V:16-50", 10, extensions],
    ["SCS-4V-16:50", 9, '"-" and a disk, "_" and an extension, or the end of the name'],
  ])("%s", (text, at, expected) => {
    const parsed = parseScsName(text);
    expect(parsed).toEqual({ ok: false, at, expected });
  });
});

test("long and hostile names are read in one pass", () => {
  const million = 1_000_000;
  const hostile = [
    `SCS-${"9".repeat(million)}`,
    `SCS-4V-${"0".repeat(million)}.${"0".repeat(million)}5`,
    `SCS-4V-16-${"1x".repeat(million)}`,
    `SCS-4V-16${"_ib".repeat(million)}`,
    `SCS-4V-16_i${"h".repeat(million)}`,
    `SCS-4V-16_GN${"-1".repeat(million)}`,
    `SCS-${":".repeat(million)}${"-".repeat(million)}`,
  ];
  expect(hostile.map((text) => parseScsName(text).ok)).toEqual(hostile.map(() => false));
  expect(hostile.map(repairScsName)).toEqual(hostile.map(() => undefined));
});
