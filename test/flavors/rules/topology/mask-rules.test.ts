// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL403 mask-policy", () => {
  test("no policy", () => {
    expect(told("FL403", { extraSpecs: { "hw:cpu_dedicated_mask": "0" } })).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=0",
        "hw:cpu_dedicated_mask with no CPU policy: only mixed has a mask",
        "allowed: with hw:cpu_policy mixed",
        "hint: set hw:cpu_policy to mixed, or remove hw:cpu_dedicated_mask",
        'fix: set hw:cpu_policy to mixed: set 0/extraSpecs/hw:cpu_policy="mixed"',
      ],
    ]);
  });

  test("another policy", () => {
    expect(told("FL403", { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_dedicated_mask": "^0" } })).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=^0",
        "hw:cpu_dedicated_mask with the CPU policy dedicated: only mixed has a mask",
        "allowed: with hw:cpu_policy mixed",
        "hint: set hw:cpu_policy to mixed, or remove hw:cpu_dedicated_mask",
        'fix: set hw:cpu_policy to mixed: set 0/extraSpecs/hw:cpu_policy="mixed"',
      ],
    ]);
  });

  test("beside a resource class there is no fix", () => {
    expect(
      told("FL403", [
        { extraSpecs: { "resources:PCPU": "2", "hw:cpu_dedicated_mask": "0" } },
        { extraSpecs: { "resources:VCPU": "2", "hw:cpu_dedicated_mask": "0" } },
      ]),
    ).toEqual([
      [
        "m1.test: error extra_specs.hw:cpu_dedicated_mask=0",
        "hw:cpu_dedicated_mask with no CPU policy: only mixed has a mask",
        "allowed: with hw:cpu_policy mixed",
        "hint: set hw:cpu_policy to mixed, or remove hw:cpu_dedicated_mask",
      ],
      [
        "m1.test2: error extra_specs.hw:cpu_dedicated_mask=0",
        "hw:cpu_dedicated_mask with no CPU policy: only mixed has a mask",
        "allowed: with hw:cpu_policy mixed",
        "hint: set hw:cpu_policy to mixed, or remove hw:cpu_dedicated_mask",
      ],
    ]);
  });

  test("mixed, no mask, not known", () => {
    expect(
      told("FL403", [
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_dedicated_mask": "" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_dedicated_mask": later } },
        { extraSpecs: { "hw:cpu_policy": later, "hw:cpu_dedicated_mask": "0" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL404 mixed-mask", () => {
  test("no mask", () => {
    expect(told("FL404", { extraSpecs: { "hw:cpu_policy": "mixed" } })).toEqual([
      [
        "error extra_specs.hw:cpu_policy=mixed",
        "mixed CPUs and nothing says which of them are pinned",
        "hint: add hw:cpu_dedicated_mask, or hw:cpu_realtime=yes with hw:cpu_realtime_mask",
      ],
    ]);
  });

  test("a mask and realtime", () => {
    expect(
      told("FL404", {
        extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0", "hw:cpu_realtime": "yes" },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=0",
        "mixed CPUs with a dedicated mask and with realtime: one of them says which CPUs are pinned",
        "hint: remove hw:cpu_dedicated_mask, the realtime CPUs are the pinned ones, or hw:cpu_realtime",
      ],
    ]);
  });

  test("realtime that is off", () => {
    expect(
      told("FL404", {
        extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_realtime": "off", "hw:cpu_realtime_mask": "^0" },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_policy=mixed",
        "mixed CPUs and nothing says which of them are pinned",
        "hint: add hw:cpu_dedicated_mask, or hw:cpu_realtime=yes with hw:cpu_realtime_mask",
      ],
    ]);
  });

  test("one of them, or not known", () => {
    expect(
      told("FL404", [
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0" } },
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_realtime": "1" } },
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": later } },
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_realtime": later } },
        { extraSpecs: { "hw:cpu_policy": "dedicated" } },
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0", "hw:cpu_realtime": "no" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL405 mask-bounds", () => {
  test("a CPU too many", () => {
    expect(
      told("FL405", { vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "2-4,7" } }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=2-4,7",
        "the mask names CPU 4,7, which the flavor has not got",
        "allowed: some, not all, of CPU 0-3",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("none", () => {
    expect(
      told("FL405", { vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0,^0" } }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=0,^0",
        "the mask pins no CPU",
        "allowed: some, not all, of CPU 0-3",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("all", () => {
    expect(
      told("FL405", { vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-3" } }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=0-3",
        "the mask leaves no shared CPU",
        "allowed: some, not all, of CPU 0-3",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("one CPU cannot be both", () => {
    expect(told("FL405", { vcpus: 1, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0" } })).toEqual(
      [
        [
          "error extra_specs.hw:cpu_dedicated_mask=0",
          "the mask leaves no shared CPU",
          "allowed: nothing: the flavor has one CPU",
          "hint: a caret in front means all CPUs but those",
        ],
      ],
    );
  });

  test("some, bad syntax, vCPUs not known", () => {
    expect(
      told("FL405", [
        { vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "3" } },
        { vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "^1-3" } },
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "9-0" } },
        { vcpus: later, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-9" } },
        { vcpus: later, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "^0" } },
      ]),
    ).toEqual([]);
  });
});
