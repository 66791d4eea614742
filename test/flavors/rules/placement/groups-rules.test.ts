// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule, specs } from "../one-rule.ts";

describe("FL430 group-policy-missing", () => {
  const fix = {
    title: "set group_policy to isolate",
    safe: false,
    edits: [{ op: "set", path: [0, "extraSpecs", "group_policy"], value: "isolate" }],
  };
  const rest = {
    severity: "error",
    allowed: "group_policy: isolate (each group from another provider) or none",
    hint: "add group_policy: isolate, or none if one provider may serve all groups",
    fix,
  };

  test("at the second group", () => {
    expect(
      findingsOfRule("FL430", specs({ "resources1:VGPU": 1, "resources2:VGPU": 1, "resources3:VGPU": 1 })),
    ).toEqual([
      {
        ...rest,
        message: "3 request groups and no group_policy",
        seen: "1, 2, 3",
        path: "0.extraSpecs.resources2:VGPU",
        field: "extra_specs.resources2:VGPU",
      },
    ]);
  });

  test("at a policy that Nova drops", () => {
    expect(findingsOfRule("FL430", specs({ "resources1:VGPU": 1, "resources2:VGPU": 1, group_policy: "any" }))).toEqual(
      [
        {
          ...rest,
          message: "2 request groups and no group_policy",
          seen: "any",
          path: "0.extraSpecs.group_policy",
          field: "extra_specs.group_policy",
        },
      ],
    );
  });

  test.each([
    ["isolate", { "resources1:VGPU": 1, "resources2:VGPU": 1, group_policy: "isolate" }],
    ["none", { "resources1:VGPU": 1, "resources2:VGPU": 1, group_policy: "none" }],
    ["unknown", { "resources1:VGPU": 1, "resources2:VGPU": 1, group_policy: new Unresolved("var.x") }],
    ["groups that ask for nothing", { "resources1:VGPU": 1, "resources2:VGPU": 0, "trait3:X": "required" }],
    ["the group without suffix", { "resources1:VGPU": 1, "resources:VGPU": 1 }],
  ])("silent: %s", (_what, extraSpecs) => {
    expect(findingsOfRule("FL430", specs(extraSpecs))).toEqual([]);
  });
});

describe("FL431 group-without-resources", () => {
  test("each trait of the group, with the name that was meant", () => {
    const [first, second, ...more] = findingsOfRule(
      "FL431",
      specs({ "traits:A": "required", "traits:B": "forbidden", "traits:C": "maybe" }),
    );
    expect(more).toEqual([]);
    expect(first).toEqual({
      severity: "error",
      message: "group s has traits and no resources",
      path: "0.extraSpecs.traits:A",
      field: "extra_specs.traits:A",
      seen: "traits:A",
      allowed: "trait:A for the whole flavor, or resourcess:<class> beside it",
      hint: "write trait:A if the host as a whole should have the trait",
      fix: {
        title: "rename to trait:A",
        safe: false,
        edits: [{ op: "rename", path: [0, "extraSpecs", "traits:A"], key: "trait:A" }],
      },
    });
    expect(second?.seen).toBe("traits:B");
  });

  test("silent when the group's resources are not known", () => {
    expect(
      findingsOfRule("FL431", specs({ "trait1:A": "required", "resources1:VGPU": new Unresolved("var.gpus") })),
    ).toEqual([]);
  });
});

describe("FL434 baremetal-zeroes", () => {
  const zeros = { "resources:VCPU": 0, "resources:MEMORY_MB": 0, "resources:DISK_GB": 0 };

  test("some of the three", () => {
    expect(
      findingsOfRule("FL434", specs({ "resources:CUSTOM_A": 1, "resources:VCPU": "0", "resources:DISK_GB": 0 })),
    ).toEqual([
      {
        severity: "error",
        message: "VCPU and DISK_GB zeroed, MEMORY_MB still asked for beside CUSTOM_A",
        path: "0.extraSpecs.resources:CUSTOM_A",
        field: "extra_specs.resources:CUSTOM_A",
        seen: "resources:VCPU=0",
        allowed: "all three zeroed for bare metal, none for a VM",
        hint: "add resources:MEMORY_MB=0",
        fix: {
          title: "set resources:MEMORY_MB to 0",
          safe: false,
          edits: [{ op: "set", path: [0, "extraSpecs", "resources:MEMORY_MB"], value: "0" }],
        },
      },
    ]);
  });

  test("none of the three: a warning for what is named like a machine, else a note", () => {
    expect(findingsOfRule("FL434", specs({ "resources:CUSTOM_METAL_A": 1 }))).toEqual([
      {
        severity: "warning",
        message:
          "CUSTOM_METAL_A is asked for beside vCPUs, RAM and disk: right for a VM with a device, never met by a bare-metal node",
        path: "0.extraSpecs.resources:CUSTOM_METAL_A",
        field: "extra_specs.resources:CUSTOM_METAL_A",
        hint: "for bare metal set resources:VCPU, resources:MEMORY_MB and resources:DISK_GB to 0",
        fix: {
          title: "set resources:VCPU, resources:MEMORY_MB, resources:DISK_GB to 0",
          safe: false,
          edits: ["VCPU", "MEMORY_MB", "DISK_GB"].map((name) => ({
            op: "set",
            path: [0, "extraSpecs", `resources:${name}`],
            value: "0",
          })),
        },
      },
    ]);
    const [note] = findingsOfRule("FL434", specs({ "resources:CUSTOM_LICENSE": 1 }));
    expect(note).toMatchObject({ severity: "info" });
    expect(note).not.toHaveProperty("fix");
  });

  test("zeros alone", () => {
    expect(findingsOfRule("FL434", specs(zeros))).toEqual([
      {
        severity: "warning",
        message:
          "VCPU, MEMORY_MB and DISK_GB are zeroed and nothing else is asked for: any host fits, and none counts it",
        path: "0.extraSpecs.resources:VCPU",
        field: "extra_specs.resources:VCPU",
        hint: "add the custom resource class of the nodes, resources:CUSTOM_<CLASS>=1",
      },
    ]);
  });

  test.each([
    ["all three", { "resources:CUSTOM_BM": 1, ...zeros }],
    ["another resource", { "resources:VGPU": 1, ...zeros }],
    ["a resource of another group", { "resources1:VGPU": 1, ...zeros }],
    ["two of the three and no custom class", { "resources:VCPU": 0, "resources:DISK_GB": 0 }],
    ["a custom class of another group", { "resources1:CUSTOM_BM": 1 }],
    ["none of a custom class", { "resources:CUSTOM_BM": 0 }],
    ["amounts instead of zeros", { "resources:CUSTOM_BM": 1, "resources:VCPU": 2 }],
  ])("silent: %s", (_what, extraSpecs) => {
    expect(findingsOfRule("FL434", specs(extraSpecs))).toEqual([]);
  });
});

describe("FL435 override-mismatch", () => {
  test.each([
    ["VCPU", { vcpus: 4, extraSpecs: { "resources:VCPU": "3" } }, "3", "4 (vcpus)"],
    ["MEMORY_MB", { ram: 4096, extraSpecs: { "resources1:MEMORY_MB": "4" } }, "4", "4096 (ram in MiB)"],
    [
      "DISK_GB",
      { disk: 10, ephemeral: 5, swap: 1, extraSpecs: { "resources:DISK_GB": "15" } },
      "15",
      "16 (disk + ephemeral + swap in GiB, swap rounded up)",
    ],
    ["VCPU", { vcpus: 4, extraSpecs: { "resources:VCPU": "4", "resources1:VCPU": "1" } }, "5", "4 (vcpus)"],
  ])("%s: %o", (name, flavor, seen, allowed) => {
    const key = Object.keys(flavor.extraSpecs)[0] ?? "";
    expect(findingsOfRule("FL435", flavor)).toEqual([
      {
        severity: "warning",
        message: `${name} is asked for with another amount than the flavor has`,
        path: `0.extraSpecs.${key}`,
        field: `extra_specs.${key}`,
        seen,
        allowed,
        hint: `remove ${key}: Nova asks for the flavor's own amount by itself`,
      },
    ]);
  });

  test.each([
    ["a size that is not known", { vcpus: new Unresolved("var.x"), extraSpecs: { "resources:VCPU": "3" } }],
    ["a disk that is not known", { disk: "x", extraSpecs: { "resources:DISK_GB": "3" } }],
    ["an ephemeral disk that is not known", { ephemeral: "x", extraSpecs: { "resources:DISK_GB": "3" } }],
    ["swap that is not known", { swap: "x", extraSpecs: { "resources:DISK_GB": "3" } }],
    ["another class", { extraSpecs: { "resources:VGPU": "3" } }],
    ["the sum of two groups", { vcpus: 4, extraSpecs: { "resources1:VCPU": "3", "resources2:VCPU": "1" } }],
    ["whole GiB of swap", { disk: 10, swap: 2048, extraSpecs: { "resources:DISK_GB": "12" } }],
  ])("silent: %s", (_what, flavor) => {
    expect(findingsOfRule("FL435", flavor)).toEqual([]);
  });
});

describe("FL436 double-pcpu", () => {
  test("names the group and the policy", () => {
    expect(
      findingsOfRule("FL436", specs({ resources_A: "1", "resources_A:PCPU": "2", "hw:cpu_policy": "mixed" })),
    ).toEqual([
      {
        severity: "error",
        message: "group _A asks for PCPUs a second time, hw:cpu_policy=mixed does already",
        path: "0.extraSpecs.resources_A:PCPU",
        field: "extra_specs.resources_A:PCPU",
        seen: "resources_A:PCPU",
        hint: "remove resources_A:PCPU, or hw:cpu_policy",
        fix: {
          title: "remove resources_A:PCPU",
          safe: false,
          edits: [{ op: "remove", path: [0, "extraSpecs", "resources_A:PCPU"] }],
        },
      },
    ]);
  });

  test.each([
    ["shared", { "resources_A:PCPU": "2", "hw:cpu_policy": "shared" }],
    ["a numbered group", { "resources12:PCPU": "2", "hw:cpu_policy": "dedicated" }],
    ["no suffix", { "resources:PCPU": "2", "hw:cpu_policy": "dedicated" }],
    ["another class", { "resources_A:VGPU": "2", "hw:cpu_policy": "dedicated" }],
  ])("silent: %s", (_what, extraSpecs) => {
    expect(findingsOfRule("FL436", specs(extraSpecs))).toEqual([]);
  });
});

describe("FL437 pci-alias", () => {
  const alias = (value: string): unknown[] =>
    findingsOfRule("FL437", specs({ "pci_passthrough:alias": value })).map(({ severity, message, seen, hint, fix }) => [
      severity,
      message,
      seen,
      hint,
      fix?.edits,
    ]);
  const path = [0, "extraSpecs", "pci_passthrough:alias"];

  test.each([
    [
      "gpu:1,, ,nic:1",
      [
        "error",
        "an empty item in the list of aliases",
        "gpu:1,, ,nic:1",
        "write gpu:1,nic:1",
        [{ op: "set", path, value: "gpu:1,nic:1" }],
      ],
    ],
    [",", ["error", "an empty item in the list of aliases", ",", "write a name and a count", undefined]],
    ["gpu", ["error", "an item that is no name:count", "gpu", undefined, undefined]],
    ["a:b:1", ["error", "an item that is no name:count", "a:b:1", undefined, undefined]],
    [" :1", ["error", "an item that is no name:count", " :1", undefined, undefined]],
    ["gpu:x", ["error", "the count of alias gpu is no number", "gpu:x", undefined, undefined]],
    ["gpu:-1", ["error", "the count of alias gpu is no number", "gpu:-1", undefined, undefined]],
    ["gpu:0", ["warning", "alias gpu is asked for 0 times: no device is given", "gpu:0", undefined, undefined]],
    [
      "gpu:1, gpu :2",
      ["warning", "alias gpu is there twice: the counts are added", "gpu:1, gpu :2", undefined, undefined],
    ],
  ])("%s", (value, finding) => {
    expect(alias(value)).toEqual([finding]);
  });

  test("a long list is not reported item by item", () => {
    expect(alias("x,".repeat(100_000)).length).toBeLessThan(110);
  });
});
