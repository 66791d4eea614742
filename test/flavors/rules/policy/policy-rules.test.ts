// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule, specs } from "../one-rule.ts";

describe("FL601 must-have-aggregate", () => {
  const scope = "aggregate_instance_extra_specs:";
  const rest = {
    severity: "error",
    message: "no aggregate: the flavor may run on any host",
    allowed: `a key that starts with ${scope}`,
    hint: `add ${scope}<key of the aggregate's metadata>, for example ${scope}ceph: "true"`,
  };

  test("at the flavor, or at the key that was meant", () => {
    expect(findingsOfRule("FL601", {})).toEqual([{ ...rest, path: "0", field: "" }]);
    expect(findingsOfRule("FL601", specs({ "a:b": "c", "Aggregate_Instance_Extra_Spec:ceph": "true" }))).toEqual([
      {
        ...rest,
        seen: "Aggregate_Instance_Extra_Spec:ceph",
        path: "0.extraSpecs.Aggregate_Instance_Extra_Spec:ceph",
        field: "extra_specs.Aggregate_Instance_Extra_Spec:ceph",
      },
    ]);
  });

  test("a scope without a key is none; an unknown value is one", () => {
    expect(findingsOfRule("FL601", specs({ [scope]: "true" }))).toHaveLength(1);
    expect(findingsOfRule("FL601", specs({ [`${scope}a`]: new Unresolved("var.a") }))).toEqual([]);
  });
});

describe("FL602 requires", () => {
  const options = {
    settings: {
      requirements: [
        {
          key: "x:class",
          values: ["a", "b"],
          needs: { "quota:a": { suggest: "5" }, "quota:b": {}, "x:pool": { equals: "p" } },
          reason: "house rule 7",
        },
        { key: "x:any", needs: { "quota:c": {} } },
      ],
    },
  };

  test("each need that is not met", () => {
    const base = { severity: "error" };
    expect(
      findingsOfRule("FL602", specs({ "x:class": "b", "quota:b": "-1", "x:pool": "q", "x:any": "z" }), options),
    ).toEqual(
      expect.arrayContaining([
        {
          ...base,
          message: "x:class requires quota:a: house rule 7",
          path: "0.extraSpecs.x:class",
          field: "extra_specs.x:class",
          allowed: "a number above 0",
          hint: "set quota:a to 5",
          fix: {
            title: "set quota:a to 5",
            safe: false,
            edits: [{ op: "set", path: [0, "extraSpecs", "quota:a"], value: "5" }],
          },
        },
        {
          ...base,
          message: "x:class requires quota:b: house rule 7",
          path: "0.extraSpecs.quota:b",
          field: "extra_specs.quota:b",
          seen: "-1",
          allowed: "a number above 0",
          hint: "set quota:b",
        },
        {
          ...base,
          message: "x:class requires x:pool: house rule 7",
          path: "0.extraSpecs.x:pool",
          field: "extra_specs.x:pool",
          seen: "q",
          allowed: "p",
          hint: "set x:pool to p",
          fix: {
            title: "set x:pool to p",
            safe: false,
            edits: [{ op: "set", path: [0, "extraSpecs", "x:pool"], value: "p" }],
          },
        },
        {
          ...base,
          message: "x:any requires quota:c",
          path: "0.extraSpecs.x:any",
          field: "extra_specs.x:any",
          allowed: "a number above 0",
          hint: "set quota:c",
        },
      ]),
    );
  });

  test.each([
    ["another value", { "x:class": "c" }],
    ["all met", { "x:class": "a", "quota:a": "1", "quota:b": 2, "x:pool": "p" }],
    ["a need with an unknown value", { "x:any": "z", "quota:c": new Unresolved("var.c") }],
    ["an unknown trigger", { "x:any": new Unresolved("var.c") }],
  ])("silent: %s", (_what, extraSpecs) => {
    expect(findingsOfRule("FL602", specs(extraSpecs), options)).toEqual([]);
  });
});

describe("FL603 caps", () => {
  const most = {
    vcpus: 4,
    ram: 8192,
    disk: 100,
    gpus: 1,
    disks: [20, 40, 80],
    forbiddenSpecs: ["hw:cpu_policy", "os:*"],
  };
  const found = (flavor: object): unknown[] =>
    findingsOfRule("FL603", flavor as never, { settings: { caps: most } }).map(({ message, seen, allowed, field }) => [
      message,
      seen,
      allowed,
      field,
    ]);

  test.each([
    [{ vcpus: 5 }, ["more vCPUs than allowed", "5", "at most 4", "vcpus"]],
    [{ ram: 8193 }, ["more MiB than allowed", "8193", "at most 8192", "ram"]],
    [{ disk: 80, ephemeral: 21 }, ["more GiB of root and ephemeral disk than allowed", "101", "at most 100", "disk"]],
    [{ disk: 30 }, ["a root disk of another size than the allowed ones", "30", "20, 40, 80", "disk"]],
    [
      specs({ "pci_passthrough:alias": "a:1,b:1" }),
      ["more devices than allowed", "2", "at most 1", "extra_specs.pci_passthrough:alias"],
    ],
    [
      specs({ "accel:device_profile": "x", "resources:VGPU": 1 }),
      ["more devices than allowed", "2", "at most 1", "extra_specs.accel:device_profile"],
    ],
    [
      specs({ "resources1:PGPU": 1, "resources2:CUSTOM_NV_GPU_A": 1 }),
      ["more devices than allowed", "2", "at most 1", "extra_specs.resources1:PGPU"],
    ],
    [
      specs({ "hw:cpu_policy": "shared" }),
      ["extra spec hw:cpu_policy is not allowed here", "hw:cpu_policy", undefined, "extra_specs.hw:cpu_policy"],
    ],
    [
      specs({ "os:vram": "64" }),
      ["extra spec os:vram is not allowed here", "os:vram", undefined, "extra_specs.os:vram"],
    ],
  ])("%o", (flavor, finding) => {
    expect(found(flavor)).toEqual([finding]);
  });

  test.each([
    { vcpus: 4, ram: 8192, disk: 80, ephemeral: 20 },
    specs({ "resources:CUSTOM_GPUS_LICENCE": 9, "resources:PCPU": 9 }),
    specs({ "resources:VGPU": 1, "resources1:FPGA": 0, "pci_passthrough:alias": "gpu:x" }),
    specs({ "hw:cpu_policy_x": "1", "o:s": "1" }),
    { vcpus: "x", ram: "x", disk: "x", ephemeral: "x" },
  ])("silent: %o", (flavor) => {
    expect(found(flavor)).toEqual([]);
  });

  test("without caps nothing is asked", () => {
    expect(findingsOfRule("FL603", { vcpus: 999, extraSpecs: { "resources:VGPU": 9 } })).toEqual([]);
  });
});
