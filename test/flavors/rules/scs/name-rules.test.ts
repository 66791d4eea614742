// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule } from "../one-rule.ts";

const atName = { path: "0.name", field: "name" };
const rename = (name: string): object => ({
  title: `rename to ${name}`,
  safe: false,
  edits: [{ op: "set", path: [0, "name"], value: name }],
});
const silent = [{ name: undefined }, { name: 5 }, { name: new Unresolved("var.name") }, { name: "m1.large" }];

describe("FL210 scs-syntax", () => {
  test("tells the character, what was expected and the name that may be meant", () => {
    expect(findingsOfRule("FL210", { name: "SCS-2iT-4" })).toEqual([
      {
        severity: "error",
        message: "the name leaves the SCS grammar at character 6",
        seen: "SCS-2iT-4",
        allowed: "L, V, T or C after the number of vCPUs",
        hint: "is SCS-2Ti-4 meant?",
        fix: rename("SCS-2Ti-4"),
        ...atName,
      },
    ]);
  });

  test("a name that ends too early, without a repair", () => {
    expect(findingsOfRule("FL210", { name: "SCS-2V" })).toEqual([
      {
        severity: "error",
        message: "the name ends before it is a whole SCS name",
        seen: "SCS-2V",
        allowed: '"-" and the RAM in GiB',
        hint: "correct the name, or take one that does not start with SCS-",
        ...atName,
      },
    ]);
  });

  test.each([...silent, { name: "scs-2iT-4" }, { name: "SCS-4V:16" }, { name: "SCS-04V-8.0" }])(
    "silent: %o",
    (input) => {
      expect(findingsOfRule("FL210", input)).toEqual([]);
    },
  );
});

describe("FL211 scs-overpromise", () => {
  const hint = "give what the name says, or a name that says less";
  const name = "SCS-4V-8.5-2x50s";
  const exact = { name, vcpus: 4, ram: 8704, disk: 50, ephemeral: 50 };

  test.each([
    [{ vcpus: 3 }, "vcpus", "4 vCPUs", "3", "at least 4"],
    [{ ram: 8703 }, "ram", "8.5 GiB of RAM", "8703 MiB", "at least 8704 MiB"],
    [{ disk: 49 }, "disk", "a root disk of 50 GB", "49 GB", "at least 50 GB"],
    [
      { ephemeral: 49 },
      "ephemeral",
      "2 disks of 50 GB",
      "49 GB beside the root disk",
      "at least 50 GB beside the root disk",
    ],
  ])("%o", (less, field, promise, seen, allowed) => {
    expect(findingsOfRule("FL211", { ...exact, ...less })).toEqual([
      { severity: "error", message: `the name promises ${promise}`, seen, allowed, hint, path: `0.${field}`, field },
    ]);
  });

  test("everything at once, at the flavor where the field is not written", () => {
    const found = findingsOfRule("FL211", { name: "SCS-4V-8-3x50", vcpus: 1, ram: 1024, disk: 0 });
    expect(found.map(({ field, path }) => `${field} ${path}`).toSorted()).toEqual([
      "disk 0.disk",
      "ephemeral 0",
      "ram 0.ram",
      "vcpus 0.vcpus",
    ]);
  });

  test.each([
    exact,
    { name, vcpus: 5, ram: 8705, disk: 51, ephemeral: 51 },
    { name, vcpus: undefined, ram: undefined, disk: undefined, ephemeral: new Unresolved("var.e") },
    { name, vcpus: "4", ram: "8704", disk: "50", ephemeral: "50" },
    { name: "SCS-4V-8-2x50_bms", vcpus: 4, ram: 8192, disk: 50 },
    { name: "SCS-4V-8-", vcpus: 4, ram: 8192, disk: 0 },
    { name: "SCS-4V", vcpus: 1 },
    ...silent,
  ])("silent: %o", (input) => {
    expect(findingsOfRule("FL211", input)).toEqual([]);
  });
});

describe("FL212 scs-discouraged", () => {
  test("half GiB from 10 GiB on", () => {
    expect(findingsOfRule("FL212", { name: "SCS-4V-10.5" })).toEqual([
      {
        severity: "info",
        message: "half a GiB is for RAM below 10 GiB",
        seen: "10.5 GiB",
        allowed: "whole GiB from 10 GiB on",
        ...atName,
      },
    ]);
    expect(["SCS-4V-9.5", "SCS-4V-10"].flatMap((name) => findingsOfRule("FL212", { name }))).toEqual([]);
  });

  test("sizes off the schedule", () => {
    expect(findingsOfRule("FL212", { name: "SCS-4V-8-2000n" })).toEqual([
      {
        severity: "info",
        message: "the size of the disk is none of the standard's",
        seen: "2000 GB",
        allowed: "5, 10, 20, 50, 100, 200, 500, 1000 GB",
        ...atName,
      },
    ]);
    expect(["5", "2x1000s", "", "n"].flatMap((disk) => findingsOfRule("FL212", { name: `SCS-4V-8-${disk}` }))).toEqual(
      [],
    );
  });

  test("generation 0, and hwv alone", () => {
    expect(findingsOfRule("FL212", { name: "SCS-4V-8_hwv_a0" })).toEqual([
      { severity: "info", message: "generation 0 says as much as none", seen: "a0", allowed: "a", ...atName },
      {
        severity: "info",
        message: "hwv stands without the hypervisor that it belongs to",
        allowed: "kvm_hwv, bms_hwv or alike",
        ...atName,
      },
    ]);
    expect(["kvm_hwv_a", "a1h"].flatMap((rest) => findingsOfRule("FL212", { name: `SCS-4V-8_${rest}` }))).toEqual([]);
  });

  test.each(silent)("silent: %o", (input) => {
    expect(findingsOfRule("FL212", input)).toEqual([]);
  });
});

describe("FL213 scs-v1-name", () => {
  test("gives the name of version 3", () => {
    expect(findingsOfRule("FL213", { name: "SCS-4C:16:2x200p-a1" })).toEqual([
      {
        severity: "warning",
        message: "the name has the syntax of version 1",
        seen: "SCS-4C:16:2x200p-a1",
        allowed: "SCS-4C-16-2x200p_a1",
        hint: "offer it as SCS-4C-16-2x200p_a1; the old name can stay known as scs:name-v1",
        fix: rename("SCS-4C-16-2x200p_a1"),
        ...atName,
      },
    ]);
  });

  test.each([...silent, { name: "SCS-4V-16" }, { name: "SCS-4V:x" }])("silent: %o", (input) => {
    expect(findingsOfRule("FL213", input)).toEqual([]);
  });
});

describe("FL214 scs-near-miss", () => {
  test("with and without a name that may be meant", () => {
    expect(["scs-4v-16", "SCS_4"].flatMap((name) => findingsOfRule("FL214", { name }))).toEqual([
      {
        severity: "warning",
        message: "the name looks like an SCS name and is none",
        seen: "scs-4v-16",
        allowed: "SCS-4V-16",
        hint: "is SCS-4V-16 meant?",
        fix: rename("SCS-4V-16"),
        ...atName,
      },
      {
        severity: "warning",
        message: "the name looks like an SCS name and is none",
        seen: "SCS_4",
        allowed: "SCS- and the SCS grammar, or another beginning",
        ...atName,
      },
    ]);
  });

  test.each([...silent, { name: "SCS-4" }, { name: "scs-worker" }])("silent: %o", (input) => {
    expect(findingsOfRule("FL214", input)).toEqual([]);
  });
});

describe("FL216 scs-dedicated", () => {
  const rest = {
    severity: "warning",
    allowed: "hw:cpu_policy=dedicated, or resources:PCPU",
    hint: "set hw:cpu_policy=dedicated, unless an aggregate without oversubscription keeps the promise",
    fix: {
      title: "set hw:cpu_policy to dedicated",
      safe: false,
      edits: [{ op: "set", path: [0, "extraSpecs", "hw:cpu_policy"], value: "dedicated" }],
    },
  };
  const atSpec = (key: string): object => ({ path: `0.extraSpecs.${key}`, field: `extra_specs.${key}` });

  test("by name", () => {
    expect(["SCS-4C-8", "SCS-4T:8"].flatMap((name) => findingsOfRule("FL216", { name }))).toEqual([
      { ...rest, message: "the name promises dedicated cores and the vCPUs are shared", ...atName },
      { ...rest, message: "the name promises dedicated threads and the vCPUs are shared", ...atName },
    ]);
  });

  test("at a policy that is another", () => {
    const found = ["mixed", "shared"].flatMap((policy) =>
      findingsOfRule("FL216", { name: "SCS-4C-8", extraSpecs: { "hw:cpu_policy": policy } }),
    );
    expect(found).toEqual([
      {
        ...rest,
        message: "the name promises dedicated cores and the vCPUs are dedicated in part",
        seen: "mixed",
        ...atSpec("hw:cpu_policy"),
      },
      {
        ...rest,
        message: "the name promises dedicated cores and the vCPUs are shared",
        seen: "shared",
        ...atSpec("hw:cpu_policy"),
      },
    ]);
  });

  test("by property, whatever the name", () => {
    const found = ["dedicated-thread", "dedicated-core", "shared-core"].flatMap((type) =>
      findingsOfRule("FL216", { name: "SCS-4V-8", extraSpecs: { "scs:cpu-type": type } }),
    );
    expect(found).toEqual([
      {
        ...rest,
        message: "scs:cpu-type promises dedicated threads and the vCPUs are shared",
        ...atSpec("scs:cpu-type"),
      },
      { ...rest, message: "scs:cpu-type promises dedicated cores and the vCPUs are shared", ...atSpec("scs:cpu-type") },
    ]);
  });

  test.each([
    ...silent,
    { name: "SCS-4V-8" },
    { name: "SCS-4L-8" },
    ...["xen", "vmw", "hyv", "bms"].map((hypervisor) => ({ name: `SCS-4C-8_${hypervisor}` })),
    { name: "SCS-4C-8", extraSpecs: { "hw:cpu_policy": "dedicated" } },
    { name: "SCS-4C-8", extraSpecs: { "hw:cpu_policy": new Unresolved("var.policy") } },
    { name: "SCS-4C-8", extraSpecs: { "resources:PCPU": "4" } },
    { name: "SCS-4C-8", extraSpecs: { "resources1:PCPU": new Unresolved("var.n") } },
  ])("silent: %o", (input) => {
    expect(findingsOfRule("FL216", input)).toEqual([]);
  });

  test("KVM pins as Nova says; other resources are no CPUs", () => {
    const found = ["kvm", "chy"].flatMap((hypervisor) =>
      findingsOfRule("FL216", { name: `SCS-4C-8_${hypervisor}`, extraSpecs: { "resources:VGPU": "1", "x:PCPU": "4" } }),
    );
    expect(found).toHaveLength(2);
  });
});
