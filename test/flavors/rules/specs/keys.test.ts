// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { compactCpus } from "../../../../lib/flavors/rules/specs/cpu-ranges.ts";
import { specsRules } from "../../../../lib/flavors/rules/specs/index.ts";
import { filterOn, found, told } from "./told.ts";

describe("the group", () => {
  test("is FL301 to FL314", () => {
    expect(specsRules.map(({ id }) => id)).toEqual(Array.from({ length: 14 }, (_, index) => `FL${301 + index}`));
  });

  test("a flavor without extra specs has nothing to say", () => {
    expect(found({})).toEqual([]);
  });

  test("values that are known only at run time are said once, by the engine", () => {
    expect(found({ "hw:cpu_policy": new Unresolved("var.policy") })).toEqual([]);
    expect(found({ "hw:cpu_polcy": new Unresolved("var.policy") }).map(({ code }) => code)).toEqual(["FL303"]);
  });
});

describe("places and fixes", () => {
  test("a key is marked as key, a value as value, a fix leads to it", () => {
    expect(found({ "hw:cpu_polcy": "dedicated" })).toMatchObject([
      {
        path: "0.extraSpecs.hw:cpu_polcy",
        field: "extra_specs.hw:cpu_polcy",
        fix: { edits: [{ op: "rename", path: [0, "extraSpecs", "hw:cpu_polcy"], key: "hw:cpu_policy" }] },
      },
    ]);
    expect(found({ "hw:cpu_policy": "Dedicated" })).toMatchObject([
      {
        field: "extra_specs.hw:cpu_policy",
        fix: { edits: [{ op: "set", path: [0, "extraSpecs", "hw:cpu_policy"], value: "dedicated" }] },
      },
    ]);
  });

  test("a key is not renamed to one that is there", () => {
    const [finding] = found({ "hw:cpu_polcy": "dedicated", "hw:cpu_policy": "dedicated" });
    expect(finding?.hint).toBe("did you mean hw:cpu_policy?");
    expect(finding).not.toHaveProperty("fix");
  });
});

describe("FL301", () => {
  const allowed = "1 to 255 of a-z A-Z 0-9 - _ : . and blank";
  test.each([
    ["hw/cpu_policy", "the key of an extra spec has characters that Nova refuses", "hw/cpu_policy"],
    ["", "the key of an extra spec is empty", ""],
    ["x".repeat(256), "the key of an extra spec is too long", "256 characters"],
  ])("%j", (key, message, seen) => {
    expect(told({ [key]: "1" })).toEqual([{ code: "FL301", severity: "error", message, seen, allowed }]);
  });
});

describe("FL302", () => {
  test("what is no text is named", () => {
    const message = "value of hw:boot_menu is no text";
    const rest = { code: "FL302", severity: "error", message, allowed: "text or a number" };
    expect(told({ "hw:boot_menu": true })).toEqual([
      { ...rest, seen: "boolean", hint: 'write "true" in quotes', fix: 'set to "true"' },
    ]);
    expect(told({ "hw:boot_menu": null })).toEqual([{ ...rest, seen: "null" }]);
    expect(told({ "hw:boot_menu": ["a"] })).toEqual([{ ...rest, seen: "a list" }]);
    expect(told({ "hw:boot_menu": { a: 1 } })).toEqual([{ ...rest, seen: "object" }]);
    expect(told({ "quota:cpu_shares": 5 })).toEqual([]);
  });

  test("255 characters, as Python counts them", () => {
    expect(told({ "vmware:storage_policy": "\u{1f600}".repeat(255) })).toEqual([]);
    expect(told({ "vmware:storage_policy": "\u{1f600}".repeat(256) })).toEqual([
      {
        code: "FL302",
        severity: "error",
        message: "value of vmware:storage_policy is too long",
        seen: "256 characters",
        allowed: "at most 255",
      },
    ]);
  });

  test("single CPUs become ranges, if that is short enough", () => {
    const long = Array.from({ length: 128 }, (_, cpu) => cpu).join(",");
    expect(told({ "hw:numa_cpus.0": long })).toMatchObject([
      { hint: "write ranges, such as 0-3, for single CPUs", fix: 'set to "0-127"' },
    ]);
    const even = Array.from({ length: 128 }, (_, cpu) => cpu * 2).join(",");
    expect(told({ "hw:numa_cpus.0": even })[0]).not.toHaveProperty("fix");
    expect(told({ "vmware:storage_policy": long })[0]).not.toHaveProperty("fix");
    const most = `0${",1".repeat(9999)}0`;
    expect(most).toHaveLength(20_000);
    expect(told({ "hw:numa_cpus.0": most })).toMatchObject([{ fix: 'set to "0-1,10"' }]);
    expect(told({ "hw:numa_cpus.0": `${most}0` })[0]).not.toHaveProperty("fix");
  });

  test.each([
    ["0", "0"],
    ["0,1,2,5", "0-2,5"],
    ["5,1,0-3,2", "0-3,5"],
    ["0-3,4-7", "0-7"],
    ["0-7,2-3,9", "0-7,9"],
    ["3-1", undefined],
    ["0,^1", undefined],
    ["0,,1", undefined],
    ["1234567890", undefined],
    ["", undefined],
  ])("%j in ranges is %j", (text, ranges) => {
    expect(compactCpus(text)).toBe(ranges);
  });
});

describe("FL303", () => {
  test("says what was meant", () => {
    expect(told({ "quota:disk_write_iops_sec_max": "1000" })).toEqual([
      {
        code: "FL303",
        severity: "error",
        message: "nova 2026.2 knows no extra spec quota:disk_write_iops_sec_max",
        seen: "quota:disk_write_iops_sec_max",
        allowed: "quota:disk_write_iops_sec",
        hint: "Nova has no _max for flavors; only quota:disk_write_iops_sec limits",
        fix: "rename to quota:disk_write_iops_sec",
      },
    ]);
    expect(told({ "hw:foo": "1" }, { target: "zed" })).toEqual([
      { code: "FL303", severity: "error", message: "nova zed knows no extra spec hw:foo", seen: "hw:foo" },
    ]);
  });

  test("a custom class in small letters", () => {
    expect(told({ "resources_A:CUSTOM_fpga": "1" })).toMatchObject([
      { code: "FL303", allowed: "resources_A:CUSTOM_FPGA", hint: "did you mean resources_A:CUSTOM_FPGA?" },
    ]);
  });

  test("names of traits and resource classes are other rules'", () => {
    expect(found({ "trait:AVX2": "required", "resources:VCPUS": "1" })).toEqual([]);
  });
});

describe("FL304", () => {
  test.each([
    ["HW:cpu_policy", "nobody reads HW:cpu_policy: namespaces are case-sensitive", "hw:cpu_policy"],
    ["hw_cpu_policy", "nobody reads hw_cpu_policy: a colon ends the namespace hw", "hw:cpu_policy"],
    ["qutoa:cpu_shares", "nobody reads qutoa:cpu_shares: the namespace is quota", "quota:cpu_shares"],
  ])("%s", (key, message, meant) => {
    const rest = { message, seen: key, allowed: meant, hint: `did you mean ${meant}?`, fix: `rename to ${meant}` };
    expect(told({ [key]: "1" })).toEqual([{ code: "FL304", severity: "warning", ...rest }]);
  });

  test("an error where the filter demands the key of aggregates", () => {
    expect(told({ hw_cpu_policy: "dedicated" }, filterOn)).toMatchObject([{ code: "FL304", severity: "error" }]);
    expect(told({ "HW:cpu_policy": "dedicated" }, filterOn)).toMatchObject([{ code: "FL304", severity: "warning" }]);
  });

  test("a group called s", () => {
    const traits = "traits:HW_CPU_X86_AVX2";
    expect(told({ [traits]: "required" })).toEqual([
      {
        code: "FL304",
        severity: "error",
        message: `${traits} is in a group called s, not in trait`,
        seen: traits,
        allowed: "trait:HW_CPU_X86_AVX2",
        hint: "did you mean trait:HW_CPU_X86_AVX2?",
        fix: "rename to trait:HW_CPU_X86_AVX2",
      },
    ]);
    expect(found({ [traits]: "required", "resourcess:VGPU": "1" }).map(({ severity }) => severity)).toEqual([
      "warning",
      "warning",
    ]);
    expect(found({ [traits]: "required", "resources:VGPU": "1" }).map(({ severity }) => severity)).toEqual(["error"]);
  });

  test("what the house allows is no miss", () => {
    expect(found({ "quotas:a": "1" }, { settings: { allowNamespaces: ["quotas"] } })).toEqual([]);
    expect(found({ hw_cpu_policy: "a" }, { settings: { allowUnscoped: ["hw_cpu_policy"] } })).toEqual([]);
  });
});

describe("FL305", () => {
  const rest = {
    seen: "storage_type",
    allowed: "aggregate_instance_extra_specs:storage_type",
    hint: "write aggregate_instance_extra_specs:storage_type, or allow the key with allowUnscoped",
    fix: "rename to aggregate_instance_extra_specs:storage_type",
  };
  test("a warning, an error with the filter", () => {
    expect(told({ storage_type: "ceph" })).toEqual([
      { code: "FL305", severity: "warning", message: "storage_type has no namespace", ...rest },
    ]);
    expect(told({ storage_type: "ceph" }, filterOn)).toEqual([
      {
        code: "FL305",
        severity: "error",
        message:
          "AggregateInstanceExtraSpecsFilter lets a host pass only if an aggregate has storage_type in its metadata",
        ...rest,
      },
    ]);
  });

  test("suggests Nova's own when it is near", () => {
    expect(told({ group_polcy: "none" })).toMatchObject([{ code: "FL305", allowed: "group_policy" }]);
  });
});

describe("FL306", () => {
  test("with the filter alone", () => {
    expect(told({ group_policy: "none" })).toEqual([]);
    expect(told({ group_policy: "none" }, filterOn)).toEqual([
      {
        code: "FL306",
        severity: "error",
        message:
          "AggregateInstanceExtraSpecsFilter lets a host pass only if an aggregate has group_policy in its metadata",
        seen: "group_policy",
        hint: "ask for all resources in one group, or give the aggregates that metadata and allow the key with allowUnscoped",
      },
    ]);
    expect(told({ hide_hypervisor_id: "true" }, { ...filterOn, target: "ussuri" })).toMatchObject([
      { code: "FL306", hint: "write hw:hide_hypervisor_id", fix: "rename to hw:hide_hypervisor_id, safe" },
    ]);
    const settings = { ...filterOn.settings, allowUnscoped: ["group_policy"] };
    expect(told({ group_policy: "none" }, { settings })).toEqual([]);
  });
});
