// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { definition, findingsOfRule, specs } from "../one-rule.ts";

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
