// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { definition, findingsOfRule } from "../one-rule.ts";

describe("FL604 family-drift", () => {
  const family = (count: number, extraSpecs: object, from = 0): object[] =>
    Array.from({ length: count }, (_, index) => ({ name: `c2.v${index + from}`, extraSpecs }));

  test("names how many have it", () => {
    expect(
      findingsOfRule("FL604", [...family(3, { "quota:x": "1" }), { name: "c2.odd" }, { name: "m1.other" }] as never),
    ).toEqual([
      {
        subject: "c2.odd",
        severity: "warning",
        message: "3 of the 4 flavors of family c2 have quota:x, this one has not",
        path: "3",
        field: "",
        hint: "add quota:x, or give the flavor a name outside the family",
      },
    ]);
  });

  test("a word that nearly all share", () => {
    expect(
      findingsOfRule("FL604", [...family(3, { "a:pool": "gpu" }), ...family(1, { "a:pool": "cpu" }, 3)] as never),
    ).toEqual([
      {
        subject: "c2.v3",
        severity: "warning",
        message: "3 of the 4 flavors of family c2 have a:pool=gpu, this one another value",
        path: "3.extraSpecs.a:pool",
        field: "extra_specs.a:pool",
        seen: "cpu",
        allowed: "gpu",
      },
    ]);
  });

  test.each([
    ["three are no family", [...family(2, { "quota:x": "1" }), { name: "c2.odd" }]],
    ["two of four are no majority", [...family(2, { "quota:x": "1" }), { name: "c2.odd" }, { name: "c2.odder" }]],
    ["numbers may differ", [...family(4, { "quota:x": "1" }), ...family(1, { "quota:x": "2" }, 4)]],
    [
      "names without a first part",
      [1, 2, 3, 4].map((index) => ({ name: `.c${index}`, extraSpecs: index > 1 ? { "a:b": "c" } : {} })),
    ],
    [
      "a spec with an unknown value is there",
      [...family(3, { "a:pool": "gpu" }), ...family(1, { "a:pool": new Unresolved("x") }, 3)],
    ],
  ])("silent: %s", (_what, flavors) => {
    expect(findingsOfRule("FL604", flavors as never)).toEqual([]);
  });
});

describe("FL605 description-missing", () => {
  test("off by default; says the field's name", () => {
    expect(findingsOfRule("FL605", { description: "" })).toEqual([
      {
        severity: "info",
        message: "no description",
        path: "0.description",
        field: "description",
        hint: "add description: for whom the flavor is",
      },
    ]);
    expect(findingsOfRule("FL605", {}, { severities: { FL605: "off" } })).toEqual([]);
    expect(findingsOfRule("FL605", { description: new Unresolved("var.d") })).toEqual([]);
    expect(findingsOfRule("FL605", { description: 7 })).toHaveLength(1);
  });
});

describe("FL606 flavor-mutated", () => {
  const since = (before: object, after: object): unknown[] =>
    findingsOfRule("FL606", after as never, { settings: { earlier: [definition(before as never, 0)] } });

  test.each(["vcpus", "ram", "disk", "ephemeral", "swap"])("%s", (field) => {
    expect(since({ [field]: 1 }, { [field]: 2 })).toEqual([
      {
        severity: "warning",
        message: `${field} changed: the flavor is deleted and made anew, servers keep the old one`,
        path: `0.${field}`,
        field,
        seen: "2",
        allowed: "1, as before",
        hint: "give the new size a new name",
      },
    ]);
  });

  test("id and visibility", () => {
    expect(since({ id: 1 }, { id: "2" })).toEqual([
      {
        severity: "warning",
        message: "the id changed: whoever names the old one fails",
        path: "0.id",
        field: "id",
        seen: "2",
        allowed: "1, as before",
      },
    ]);
    expect(since({ public: true }, { public: false })).toEqual([
      {
        severity: "warning",
        message: "a public flavor cannot become private: it is deleted and made anew",
        path: "0.public",
        field: "is_public",
        seen: "false",
        allowed: "true, as before",
        hint: "make another flavor under another name",
      },
    ]);
    expect(since({ public: false }, { public: true })).toMatchObject([
      { message: "a private flavor cannot become public: it is deleted and made anew" },
    ]);
  });

  test("gone", () => {
    expect(since({ name: "old" }, { name: "new" })).toEqual([
      {
        severity: "warning",
        message: "flavor old is gone: servers that were made from it lose its name, and whoever names it fails",
        path: "",
        field: "",
        hint: "keep it, without access for new servers, until no server and no program names it",
      },
    ]);
    expect(
      findingsOfRule("FL606", [{ name: "new" }, { name: "newer" }], {
        settings: { earlier: [definition({ name: "old" }, 0)] },
      }),
    ).toMatchObject([{ subject: "old" }]);
  });

  test.each([
    [{ id: 1 }, { id: "1" }],
    [{ id: 1 }, {}],
    [{}, { id: 1 }],
    [{ public: true }, { public: "yes" }],
    [{ public: true }, {}],
    [{}, { public: true }],
    [{ vcpus: 2 }, { vcpus: "2" }],
    [{ vcpus: new Unresolved("x") }, { vcpus: 3 }],
    [{ vcpus: 3 }, { vcpus: new Unresolved("x") }],
  ])("silent: %o → %o", (before, after) => {
    expect(since(before, after)).toEqual([]);
  });

  test("another catalogue is not compared", () => {
    const earlier = definition({ name: "old" }, 0);
    const other = { ...earlier, source: { ...earlier.source, catalogue: "other.yaml" } };
    expect(findingsOfRule("FL606", { name: "new" }, { settings: { earlier: [other] } })).toEqual([]);
  });
});

describe("FL607 docs-table-drift", () => {
  const row = { file: "docs/flavors.md", line: 9, name: "a" };

  test.each(["vcpus", "ram", "disk"])("%s", (size) => {
    expect(
      findingsOfRule("FL607", { name: "a", [size]: 8 }, { settings: { tables: [{ ...row, [size]: 4 }] } }),
    ).toEqual([
      {
        severity: "warning",
        message: `docs/flavors.md:9 says another ${size} than the definition`,
        path: `0.${size}`,
        field: size,
        seen: "8",
        allowed: "4, as the table says",
        hint: "correct the table in docs/flavors.md, line 9",
      },
    ]);
  });

  test("a public flavor without a row", () => {
    expect(
      findingsOfRule("FL607", [{ name: "a" }, { name: "b" }, { name: "c", public: false }], {
        settings: { tables: [row] },
      }),
    ).toEqual([
      {
        subject: "b",
        severity: "warning",
        message: "not in the documented tables that list the other flavors of the catalogue",
        path: "1",
        field: "",
        hint: "add a row to docs/flavors.md",
      },
    ]);
  });

  test("sizes that one side does not say", () => {
    expect(
      findingsOfRule("FL607", { name: "a", vcpus: "x" }, { settings: { tables: [{ ...row, vcpus: 4 }] } }),
    ).toEqual([]);
    expect(findingsOfRule("FL607", [{ name: "x" }, { name: undefined }], { settings: { tables: [row] } })).toEqual([]);
  });
});

test("FL604 leaves properties of the SCS standards alone", () => {
  const flavors = ["a", "b", "c"].map((name) => ({
    name: `SCS-${name}`,
    extraSpecs: { "scs:cpu-type": "shared-core" },
  }));
  expect(findingsOfRule("FL604", [...flavors, { name: "SCS-d" }])).toEqual([]);
});
