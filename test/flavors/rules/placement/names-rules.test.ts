// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { findingsOfRule, specs } from "../one-rule.ts";

describe("FL432 resource-dropped", () => {
  test("an unknown class, with the nearest known one", () => {
    expect(findingsOfRule("FL432", specs({ "resources1:VGPUS": "1" }))).toEqual([
      {
        severity: "error",
        message: "no resource class VGPUS: Nova drops it and places the VM without",
        path: "0.extraSpecs.resources1:VGPUS",
        field: "extra_specs.resources1:VGPUS",
        seen: "VGPUS",
        allowed: "a standard resource class, or CUSTOM_ and capital letters, digits and _",
        hint: "did you mean resources1:VGPU?",
        fix: {
          title: "rename to resources1:VGPU",
          safe: false,
          edits: [{ op: "rename", path: [0, "extraSpecs", "resources1:VGPUS"], key: "resources1:VGPU" }],
        },
      },
    ]);
    expect(findingsOfRule("FL432", specs({ "resources:QQQQQQQQQQQQQQQ": "1" }))[0]).not.toHaveProperty("fix");
  });

  test.each(["-1", "four", "1.5", ""])("the amount %j", (value) => {
    expect(findingsOfRule("FL432", specs({ "resources:VGPU": value }))).toEqual([
      {
        severity: "error",
        message: "the amount of VGPU is no whole number from 0 up: Nova drops it and places the VM without",
        path: "0.extraSpecs.resources:VGPU",
        field: "extra_specs.resources:VGPU",
        seen: value,
        allowed: "a whole number, 0 or more",
      },
    ]);
  });

  test.each(["0", "1", " 7 ", "1_000"])("the amount %j is taken", (value) => {
    expect(findingsOfRule("FL432", specs({ "resources:CUSTOM_a": value }))).toEqual([]);
  });

  test("a class that the release does not have yet", () => {
    expect(findingsOfRule("FL432", specs({ "resources:NOT_A_CLASS": "1" }), { target: "ussuri" })).toHaveLength(1);
  });
});

describe("FL433 trait-unknown", () => {
  test.each([
    ["AVX2", "HW_CPU_X86_AVX2"],
    ["hw_cpu_x86_avx2", "HW_CPU_X86_AVX2"],
    ["HW_CPU_X86_AVX22", "HW_CPU_X86_AVX2"],
    ["CUSTOM_a100", "CUSTOM_A100"],
  ])("%s", (name, right) => {
    expect(findingsOfRule("FL433", specs({ [`trait:${name}`]: "required" }))).toEqual([
      {
        severity: "error",
        message: `no trait ${name}`,
        path: `0.extraSpecs.trait:${name}`,
        field: `extra_specs.trait:${name}`,
        seen: name,
        allowed: "a trait of os-traits, or CUSTOM_ and capital letters, digits and _",
        hint: `did you mean trait:${right}?`,
        fix: {
          title: `rename to trait:${right}`,
          safe: false,
          edits: [{ op: "rename", path: [0, "extraSpecs", `trait:${name}`], key: `trait:${right}` }],
        },
      },
    ]);
  });

  test("no guess for what is like nothing, or too long to compare", () => {
    expect(findingsOfRule("FL433", specs({ "trait:QQQQQQQQQQ": "required" }))[0]).not.toHaveProperty("hint");
    expect(findingsOfRule("FL433", specs({ [`trait:${"a".repeat(256)}`]: "required" }))[0]).not.toHaveProperty("hint");
  });

  test("the suffix of the group stays", () => {
    expect(findingsOfRule("FL433", specs({ "trait_a:AVX2": "required" }))[0]?.hint).toBe(
      "did you mean trait_a:HW_CPU_X86_AVX2?",
    );
  });
});
