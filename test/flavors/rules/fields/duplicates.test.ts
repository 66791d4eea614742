// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintFlavors, readFlavorText, Unresolved } from "../../../../lib/flavors/index.ts";
import { duplicateName } from "../../../../lib/flavors/rules/fields/fl108-duplicate-name.ts";
import { duplicateShape } from "../../../../lib/flavors/rules/fields/fl109-duplicate-shape.ts";
import { found } from "./found.ts";

describe("FL108", () => {
  test("the later one is told, as an error", () => {
    expect(found(duplicateName, [{ name: "a" }, { name: "b" }, { name: "a" }, { name: "a" }])).toEqual(
      [2, 3].map((index) => ({
        severity: "error",
        subject: "a",
        path: `${index}.name`,
        field: "name",
        message: "an earlier flavor has the same name",
        seen: "a",
      })),
    );
  });

  test("another case is a warning, once for each", () => {
    expect(
      found(duplicateName, [{ name: "m1.a" }, { name: "M1.a" }, { name: "M1.A" }, { name: "M1.a" }]),
    ).toMatchObject([
      { subject: "M1.a", severity: "error", path: "3.name" },
      { subject: "M1.A", severity: "warning", seen: "m1.a, M1.A" },
      {
        subject: "M1.a",
        severity: "warning",
        message: "an earlier flavor's name differs in upper and lower case alone",
        seen: "m1.a, M1.a",
        path: "1.name",
      },
    ]);
  });

  test("ids", () => {
    expect(found(duplicateName, [{ id: "1" }, { id: 1 }])).toMatchObject([
      { message: "an earlier flavor has the same id", field: "id", path: "1.id", seen: "1" },
    ]);
    for (const id of ["auto", "", null, undefined, new Unresolved("x"), true])
      expect(found(duplicateName, [{ id }, { id }])).toEqual([]);
  });

  test("flavors without a name are no twins", () => {
    expect(found(duplicateName, [{ name: "a".repeat(255) }, { name: "a".repeat(255) }])).toHaveLength(1);
    for (const name of [undefined, "", 7, "a".repeat(256)])
      expect(found(duplicateName, [{ name }, { name }])).toEqual([]);
  });

  test("the earlier one's place is told where there is one", async () => {
    const text = '[{"Name": "a", "RAM": 1, "VCPUs": 1, "Disk": 1},\n {"Name": "a", "RAM": 1, "VCPUs": 1, "Disk": 2}]';
    const { definitions } = await readFlavorText(text, "list.json");
    expect(lintFlavors(definitions).filter(({ code }) => code === "FL108")).toMatchObject([
      { line: 2, hint: "the earlier one stands at list.json:1" },
    ]);
  });
});

describe("FL109", () => {
  const twin = { vcpus: 4, ram: 8192, disk: 20, ephemeral: 5, swap: 512, public: true };

  test("the later one is told", () => {
    expect(
      found(duplicateShape, [
        { name: "a", ...twin },
        { name: "b", ...twin },
      ]),
    ).toEqual([
      {
        severity: "warning",
        subject: "b",
        path: "1.name",
        field: "name",
        message: "the sizes and extra specs are those of a",
        seen: "b",
        hint: "add what makes the difference, or keep one of the two",
      },
    ]);
  });

  test.each([
    { vcpus: 5 },
    { ram: 8193 },
    { disk: 21 },
    { ephemeral: 6 },
    { swap: 513 },
    { rxtxFactor: 2 },
    { public: false },
    { public: undefined },
    { disabled: true },
    { access: ["a"] },
    { extraSpecs: { a: "b" } },
    { existing: true },
    { ram: "many" },
    { ram: new Unresolved("x") },
    { access: new Unresolved("x") },
    { access: [new Unresolved("x")] },
    { disabled: new Unresolved("x") },
    { extraSpecs: { a: new Unresolved("x") } },
    { name: undefined },
    { name: "a" },
    { access: ["p".repeat(256)] },
  ])("%j makes a difference", (other) => {
    expect(
      found(duplicateShape, [
        { name: "a", ...twin },
        { name: "b", ...twin, ...other },
      ]),
    ).toEqual([]);
  });

  test.each([
    { rxtxFactor: 1 },
    { rxtxFactor: "1.0" },
    { disabled: false },
    { access: [] },
    { id: "7", description: "other" },
    { ram: "8192" },
    { existing: false },
    { extraSpecs: { "scs:name-v2": "b" } },
  ])("%j does not", (other) => {
    expect(
      found(duplicateShape, [
        { name: "a", ...twin },
        { name: "b", ...twin, ...other },
      ]),
    ).toHaveLength(1);
  });

  test("order of extra specs and of projects", () => {
    const one = { public: false, access: ["x", "y"], extraSpecs: { a: "1", b: 2 } };
    const two = { public: false, access: ["y", "x"], extraSpecs: { b: "2", a: "1" } };
    expect(found(duplicateShape, [one, two])).toHaveLength(1);
    expect(found(duplicateShape, [one, { ...two, extraSpecs: { b: "1", a: "2" } }])).toEqual([]);
  });

  test("extra specs that Nova refuses are not compared", () => {
    const of = (key: string, value: string) => ({ extraSpecs: { [key]: value } });
    for (const extraSpecs of [of("k".repeat(256), "v"), of("k", "v".repeat(256))])
      expect(
        found(duplicateShape, [
          { name: "a", ...extraSpecs },
          { name: "b", ...extraSpecs },
        ]),
      ).toEqual([]);
    const longest = of("k".repeat(255), "v".repeat(255));
    expect(
      found(duplicateShape, [
        { name: "a", ...longest },
        { name: "b", ...longest },
      ]),
    ).toHaveLength(1);
  });

  test("what has a replacement is left out", () => {
    const settings = { replacements: { a: "b" } };
    expect(
      found(
        duplicateShape,
        [
          { name: "a", ...twin },
          { name: "b", ...twin },
        ],
        { settings },
      ),
    ).toEqual([]);
    expect(
      found(
        duplicateShape,
        [
          { name: "b", ...twin },
          { name: "c", ...twin },
        ],
        { settings },
      ),
    ).toHaveLength(1);
  });

  test("many flavors of one shape are as many findings less one", () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({ name: `f${index}`, ...twin }));
    expect(found(duplicateShape, many)).toHaveLength(1999);
  });
});
