// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Flavor, fromInput } from "../../../lib/flavors/index.ts";
import { groupKey, isAsked, requestGroups } from "../../../lib/flavors/placement/groups.ts";

describe("groupKey", () => {
  const longest = "a".repeat(64);
  test.each([
    ["resources:VCPU", { kind: "resources", suffix: "", name: "VCPU" }],
    ["resources1:VGPU", { kind: "resources", suffix: "1", name: "VGPU" }],
    ["resources_A-b9:VGPU", { kind: "resources", suffix: "_A-b9", name: "VGPU" }],
    ["trait:HW_CPU_X86_AVX2", { kind: "trait", suffix: "", name: "HW_CPU_X86_AVX2" }],
    ["traits:X", { kind: "trait", suffix: "s", name: "X" }],
    [`resources${longest}:X`, { kind: "resources", suffix: longest, name: "X" }],
    ["resources:a:b", { kind: "resources", suffix: "", name: "a:b" }],
    ["resources:", { kind: "resources", suffix: "", name: "" }],
  ])("%s", (key, parsed) => {
    expect(groupKey(key)).toEqual(parsed);
  });

  test.each([
    "resource:VCPU",
    "Resources:VCPU",
    "resources",
    "trait",
    "resources.1:X",
    "trait x:X",
    "hw:cpu_policy",
    ":resources",
    `trait${longest}a:X`,
  ])("%s is none", (key) => {
    expect(groupKey(key)).toBeUndefined();
  });
});

describe("requestGroups", () => {
  test("in the order of their first key, amounts as Python reads them", () => {
    const flavor = new Flavor(
      fromInput(
        {
          extraSpecs: {
            "resources1:VGPU": " 1 ",
            "hw:cpu_policy": "shared",
            "trait:A": "required",
            "trait1:CUSTOM_X": "forbidden",
            "resources1:VCPU": "x",
          },
        },
        0,
      ),
    );
    expect(requestGroups(flavor)).toEqual([
      {
        suffix: "1",
        resources: [
          { key: "resources1:VGPU", name: "VGPU", amount: 1, value: " 1 " },
          { key: "resources1:VCPU", name: "VCPU", amount: undefined, value: "x" },
        ],
        traits: [{ key: "trait1:CUSTOM_X", name: "CUSTOM_X", value: "forbidden" }],
      },
      { suffix: "", resources: [], traits: [{ key: "trait:A", name: "A", value: "required" }] },
    ]);
  });

  test("zero and what is no amount is not asked for", () => {
    const asked = (amount: number | undefined): boolean =>
      isAsked({ key: "resources:VGPU", name: "VGPU", amount, value: "" });
    expect([asked(1), asked(0), asked(-1), asked(undefined)]).toEqual([true, false, false, false]);
  });
});
