// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { requiredField } from "../../../../lib/flavors/rules/fields/fl101-required-field.ts";
import { fieldType } from "../../../../lib/flavors/rules/fields/fl102-field-type.ts";
import { fieldRange } from "../../../../lib/flavors/rules/fields/fl103-field-range.ts";
import { quantityOf } from "../../../../lib/flavors/rules/fields/quantity.ts";
import { found, messages } from "./found.ts";

describe("FL101", () => {
  test("says which one, at the definition", () => {
    expect(found(requiredField, [{ disk: undefined }])).toEqual([
      {
        severity: "error",
        subject: "m1.test",
        path: "0",
        field: "disk",
        message: "disk is missing",
        hint: "write the GiB, or 0 if servers boot from a volume or take the image's size",
      },
    ]);
  });

  test.each(["name", "vcpus", "ram", "disk"])("%s", (field) => {
    expect(messages(requiredField, { [field]: undefined })).toEqual([`${field} is missing`]);
    expect(found(requiredField, [{ [field]: null }])).toMatchObject([{ field, path: `0.${field}` }]);
    expect(messages(requiredField, { [field]: new Unresolved("var.x") })).toEqual([]);
  });

  test("zero and the empty text are there", () => {
    expect(messages(requiredField, { disk: 0, vcpus: 0, name: "" })).toEqual([]);
  });

  test("only disk has a default, only in Ansible's module", () => {
    expect(messages(requiredField, { disk: undefined, ram: undefined }, { format: "ansible" })).toEqual([
      "ram is missing",
    ]);
    expect(messages(requiredField, { disk: undefined }, { format: "kolla" })).toEqual(["disk is missing"]);
  });

  test("a misspelt one is FL106's, for that field alone", () => {
    expect(messages(requiredField, { vcpus: undefined, ram: undefined, cores: 2 })).toEqual(["ram is missing"]);
  });
});

describe("FL102", () => {
  test("a unit, with the number that was meant", () => {
    expect(found(fieldType, [{ ram: "8 GB" }])).toEqual([
      {
        severity: "error",
        subject: "m1.test",
        path: "0.ram",
        field: "ram",
        message: "ram is not a whole number of MiB",
        seen: "8 GB",
        allowed: "8192",
        fix: { title: "set ram to 8192", safe: false, edits: [{ op: "set", path: [0, "ram"], value: 8192 }] },
      },
    ]);
  });

  test.each([
    ["vcpus", "vcpus is not a whole number"],
    ["ram", "ram is not a whole number of MiB"],
    ["disk", "disk is not a whole number of GiB"],
    ["ephemeral", "ephemeral is not a whole number of GiB"],
    ["swap", "swap is not a whole number of MiB"],
  ])("%s", (field, message) => {
    for (const wrong of [1.5, "-1", "four", true, [4], {}, ""])
      expect(messages(fieldType, { [field]: wrong })).toEqual([message]);
    for (const right of [4, "4", "007", new Unresolved("x"), undefined])
      expect(messages(fieldType, { [field]: right })).toEqual([]);
    // Placeholders are FL117's.
    for (const value of ["<ram>", "TODO", "$RAM"]) expect(messages(fieldType, { [field]: value })).toEqual([]);
  });

  test("null of an optional field is a value for Nova, none for Ansible, Terraform and Pulumi", () => {
    expect(messages(fieldType, { swap: null })).toEqual(["swap is not a whole number of MiB"]);
    expect(messages(fieldType, { swap: null, public: null }, { format: "nova" })).toHaveLength(2);
    for (const format of ["ansible", "terraform", "terraform-json", "pulumi"] as const)
      expect(messages(fieldType, { swap: null, public: null, access: null, existing: null }, { format })).toEqual([]);
    for (const field of ["name", "vcpus", "ram", "disk"]) expect(messages(fieldType, { [field]: null })).toEqual([]);
  });

  test.each([
    ["public", "is_public"],
    ["disabled", "disabled"],
    ["existing", "existing"],
  ])("%s is a boolean", (key, field) => {
    expect(found(fieldType, [{ [key]: "maybe" }])).toMatchObject([
      { message: `${field} is neither true nor false`, field, seen: "maybe", allowed: "true, false", path: `0.${key}` },
    ]);
    for (const right of [true, false, "yes", "OFF"]) expect(messages(fieldType, { [key]: right })).toEqual([]);
  });

  test("texts", () => {
    expect(found(fieldType, [{ name: 4096 }])).toMatchObject([
      {
        message: "name is not a text",
        seen: "4096",
        hint: "quote it",
        fix: { title: 'set name to "4096"', safe: false, edits: [{ op: "set", path: [0, "name"], value: "4096" }] },
      },
    ]);
    const [list] = found(fieldType, [{ description: ["a"] }]);
    expect(list).toMatchObject({ message: "description is not a text", seen: '["a"]' });
    expect(list).not.toHaveProperty("fix");
    expect(list).not.toHaveProperty("hint");
    expect(messages(fieldType, { description: null })).toEqual([]);
    expect(messages(fieldType, { description: "" })).toEqual([]);
  });

  test("access is a list of texts", () => {
    for (const wrong of ["builds", 1, [1], ["a", 1]])
      expect(messages(fieldType, { access: wrong })).toEqual(["access is not a list of projects"]);
    for (const right of [[], ["a"], ["a", new Unresolved("x")], new Unresolved("x")])
      expect(messages(fieldType, { access: right })).toEqual([]);
    expect(found(fieldType, [{ access: [1] }])).toMatchObject([{ seen: "[1]", field: "access" }]);
  });

  test("long values are cut", () => {
    expect(found(fieldType, [{ ram: "x".repeat(81) }])).toMatchObject([{ seen: `${"x".repeat(80)}…` }]);
    expect(found(fieldType, [{ ram: "x".repeat(80) }])).toMatchObject([{ seen: "x".repeat(80) }]);
  });
});

describe("quantityOf", () => {
  test.each([
    ["ram", "8 GB", 8192],
    ["ram", "8G", 8192],
    ["ram", " 8gib ", 8192],
    ["ram", "1.5 GiB", 1536],
    ["ram", "512M", 512],
    ["ram", "512 MB", 512],
    ["ram", "1 TB", 1_048_576],
    ["ram", "2048 KiB", 2],
    ["ram", "4,096", 4096],
    ["ram", "4_096 MiB", 4096],
    ["ram", "4096.0", 4096],
    ["ram", 4096.5, undefined],
    ["ram", "1,5 GB", undefined],
    ["ram", "1 000", undefined],
    ["ram", "0.3 MB", undefined],
    ["ram", "0", undefined],
    ["ram", "2147483648", undefined],
    ["ram", "2147483647", 2_147_483_647],
    ["ram", "8 cores", undefined],
    ["ram", "8 constructor", undefined],
    ["ram", "-8 GB", undefined],
    ["ram", `${"0".repeat(39)}4`, 4],
    ["ram", `${"0".repeat(40)}4`, undefined],
    ["swap", "4 GB", 4096],
    ["swap", "0 GB", 0],
    ["disk", "20 GB", 20],
    ["disk", "1TB", 1024],
    ["disk", "2048 MB", 2],
    ["disk", "512 MB", undefined],
    ["disk", "0G", 0],
    ["ephemeral", "40g", 40],
    ["vcpus", "4 vCPUs", 4],
    ["vcpus", "2 cores", 2],
    ["vcpus", "1 cpu", 1],
    ["vcpus", "0 cpu", undefined],
    ["vcpus", "4 GB", undefined],
    ["vcpus", true, undefined],
  ] as const)("%s %s is %s", (field, value, expected) => {
    expect(quantityOf(field, value)).toBe(expected);
  });
});

test("FL103: both ends of each range", () => {
  expect(found(fieldRange, [{ vcpus: 0 }])).toEqual([
    {
      severity: "error",
      subject: "m1.test",
      path: "0.vcpus",
      field: "vcpus",
      message: "vcpus is out of range",
      seen: "0",
      allowed: "1 to 2147483647",
    },
  ]);
  for (const [field, least] of Object.entries({ vcpus: 1, ram: 1, disk: 0, ephemeral: 0, swap: 0 })) {
    for (const right of [least, 2_147_483_647, String(least)])
      expect(messages(fieldRange, { [field]: right })).toEqual([]);
    for (const wrong of [least - 1, 2_147_483_648, "2147483648"])
      expect(messages(fieldRange, { [field]: wrong })).toEqual([`${field} is out of range`]);
    for (const others of ["x", 0.5, null]) expect(messages(fieldRange, { [field]: others })).toEqual([]);
  }
});
