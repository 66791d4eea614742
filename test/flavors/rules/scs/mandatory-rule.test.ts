// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type FlavorInput, fromInput, lintFlavors, readFlavorText, Unresolved } from "../../../../lib/flavors/index.ts";
import { scsMandatory } from "../../../../lib/flavors/rules/scs/fl217-scs-mandatory.ts";
import { scsStandardFlavors } from "../../../../lib/flavors/tables/scs-flavors.ts";
import type { LintFinding } from "../../../../lib/lint/index.ts";

const [all] = scsMandatory.passing;
const mandatory = all?.flavors ?? [];
const options = { profiles: ["scs-0103"] };

/** All mandatory flavors, one of them changed. */
function withChange(name: string, change: (flavor: FlavorInput) => FlavorInput): LintFinding[] {
  const flavors = mandatory.map((flavor) => (flavor.name === name ? change(flavor) : flavor));
  return lintFlavors(
    flavors.map((flavor, index) => fromInput(flavor, index)),
    options,
  ).filter(({ code }) => code === "FL217");
}

describe("FL217 scs-mandatory", () => {
  test("fifteen mandatory flavors, sixteen recommended", () => {
    expect(mandatory).toHaveLength(15);
    expect(scsStandardFlavors).toHaveLength(31);
    expect(mandatory.map(({ name }) => name)).toEqual(scsStandardFlavors.slice(0, 15).map(({ name }) => name));
    expect(mandatory[3]).toEqual({
      name: "SCS-4V-16-100s",
      vcpus: 4,
      ram: 16_384,
      disk: 100,
      extraSpecs: {
        "scs:name-v1": "SCS-4V:16:100s",
        "scs:name-v2": "SCS-4V-16-100s",
        "scs:cpu-type": "shared-core",
        "scs:disk0-type": "ssd",
      },
    });
    expect(mandatory.at(-1)?.extraSpecs?.["scs:cpu-type"]).toBe("crowded-core");
  });

  test("one is missing", () => {
    const index = mandatory.findIndex(({ name }) => name === "SCS-2V-4-20s");
    const found = withChange("SCS-2V-4-20s", () => ({ name: "m1.small", vcpus: 1, ram: 2048, disk: 10 }));
    expect(index).toBe(7);
    expect(found).toEqual([
      {
        code: "FL217",
        rule: "scs-mandatory",
        severity: "error",
        subject: "SCS-2V-4-20s",
        message: "mandatory flavor SCS-2V-4-20s is missing",
        file: "<flavors>",
        path: "",
        field: "",
        allowed:
          "vcpus 2, ram 4096, disk 20, scs:name-v1=SCS-2V:4:20s, scs:name-v2=SCS-2V-4-20s, scs:cpu-type=shared-core, scs:disk0-type=ssd",
        hint: "add it, or lint the files that hold it together with this one",
      },
    ]);
  });

  test("a missing recommended flavor, and no flavor at all, are nothing", () => {
    expect(withChange("", (flavor) => flavor)).toEqual([]);
    expect(lintFlavors([], options)).toEqual([]);
  });

  test("only under its profile", () => {
    expect(lintFlavors([{ name: "m1" }], { profiles: ["scs-0100"] }).filter(({ code }) => code === "FL217")).toEqual(
      [],
    );
  });

  test.each([
    ["vcpus", 2, "2", "1"],
    ["ram", 4097, "4097 MiB", "4096 MiB"],
    ["disk", 1, "1 GB", "0 GB"],
  ])("more %s than the standard", (field, value, seen, allowed) => {
    expect(withChange("SCS-1V-4", (flavor) => ({ ...flavor, [field]: value }))).toEqual([
      {
        code: "FL217",
        rule: "scs-mandatory",
        severity: "error",
        subject: "SCS-1V-4",
        message: `${field} must match the standard flavor SCS-1V-4 exactly`,
        file: "<flavors>",
        path: `0.${field}`,
        field,
        seen,
        allowed,
        hint: "make it exact, or take the name and the properties of another flavor",
      },
    ]);
  });

  test("less is told by FL211, unknown by nobody", () => {
    const less = { vcpus: undefined, ram: new Unresolved("var.ram"), disk: undefined };
    expect(withChange("SCS-2V-8", (flavor) => ({ ...flavor, ...less }))).toEqual([]);
    expect(withChange("SCS-2V-8", (flavor) => ({ ...flavor, vcpus: 1 }))).toEqual([]);
  });

  test("missing properties, set by a safe fix", () => {
    const found = withChange("SCS-2V-4-20s", (flavor) => ({
      ...flavor,
      extraSpecs: { "scs:name-v2": "SCS-2V-4-20s" },
    }));
    expect(found).toEqual([
      {
        code: "FL217",
        rule: "scs-mandatory",
        severity: "error",
        subject: "SCS-2V-4-20s",
        message: "properties of the standard flavor SCS-2V-4-20s are missing",
        file: "<flavors>",
        path: "7",
        field: "extra_specs",
        allowed: "scs:name-v1=SCS-2V:4:20s, scs:cpu-type=shared-core, scs:disk0-type=ssd",
        fix: {
          title: "set scs:name-v1, scs:cpu-type, scs:disk0-type",
          safe: true,
          edits: [
            { op: "set", path: [7, "extraSpecs", "scs:name-v1"], value: "SCS-2V:4:20s" },
            { op: "set", path: [7, "extraSpecs", "scs:cpu-type"], value: "shared-core" },
            { op: "set", path: [7, "extraSpecs", "scs:disk0-type"], value: "ssd" },
          ],
        },
      },
    ]);
  });

  test("the type of a recommended flavor's disk is the operator's to say", () => {
    const flavor = { name: "SCS-1V-4-10", vcpus: 1, ram: 4096, disk: 10 };
    const specs = { "scs:name-v1": "SCS-1V:4:10", "scs:name-v2": "SCS-1V-4-10", "scs:cpu-type": "shared-core" };
    const lint = (extraSpecs: Record<string, unknown>): LintFinding[] =>
      lintFlavors([...mandatory, { ...flavor, extraSpecs }], options).filter(({ code }) => code === "FL217");
    expect(lint(specs).map(({ message, allowed, fix }) => [message, allowed, fix])).toEqual([
      ["properties of the standard flavor SCS-1V-4-10 are missing", "scs:disk0-type=network|hdd|ssd|nvme", undefined],
    ]);
    expect(lint({ ...specs, "scs:disk0-type": "nvme" })).toEqual([]);
    expect(lint({ ...specs, "scs:disk0-type": new Unresolved("var.type") })).toEqual([]);
  });

  test("properties that are true and not the standard's", () => {
    const change = { "scs:name-v1": "SCS-1V-4", "scs:name-v2": "SCS-1V-4", "scs:cpu-type": "dedicated-core" };
    const found = withChange("SCS-1V-4", (flavor) => ({ ...flavor, extraSpecs: change }));
    expect(found.map(({ message, seen, allowed, fix }) => [message, seen, allowed, fix?.safe])).toEqual([
      ["scs:cpu-type is not that of the standard flavor SCS-1V-4", "dedicated-core", "shared-core", false],
      ["scs:name-v1 is not that of the standard flavor SCS-1V-4", "SCS-1V-4", "SCS-1V:4", false],
    ]);
    expect(found[0]?.fix).toEqual({
      title: "set scs:cpu-type to shared-core",
      safe: false,
      edits: [{ op: "set", path: [0, "extraSpecs", "scs:cpu-type"], value: "shared-core" }],
    });
  });

  test("untrue ones are FL215's, a better disk is the standard's own example", () => {
    const change = {
      "scs:name-v1": "SCS-9V:4",
      "scs:name-v2": "SCS-2V-4-20s",
      "scs:cpu-type": "crowded-core",
      "scs:disk0-type": "nvme",
    };
    expect(withChange("SCS-2V-4-20s", (flavor) => ({ ...flavor, extraSpecs: change }))).toEqual([]);
    const none = { ...change, "scs:name-v1": "small", "scs:cpu-type": "shared" };
    expect(withChange("SCS-2V-4-20s", (flavor) => ({ ...flavor, extraSpecs: none }))).toEqual([]);
  });

  test("found by scs:name-v2, by name, by another variant; an old name does not count", () => {
    const named = (name: string, specs: object): LintFinding[] =>
      withChange("SCS-1V-4", (flavor) => ({ ...flavor, name, extraSpecs: { ...flavor.extraSpecs, ...specs } }));
    expect(named("m1.small", {})).toEqual([]);
    const only = (name: string, extraSpecs: Record<string, unknown>): unknown[] =>
      withChange("SCS-1V-4", (flavor) => ({ ...flavor, name, extraSpecs })).map(({ message }) => message);
    expect(only("SCS-1V-4", {})).toEqual(["properties of the standard flavor SCS-1V-4 are missing"]);
    expect(only("m1.small", { "scs:name-v1": "SCS-1V:4" })).toEqual([
      "properties of the standard flavor SCS-1V-4 are missing",
    ]);
    expect(only("SCS-1V:4", {})).toEqual(["mandatory flavor SCS-1V-4 is missing"]);
    expect(only("m1.small", { "x:name-v1": "SCS-1V:4" })).toEqual(["mandatory flavor SCS-1V-4 is missing"]);
  });

  test("scs:name-v2 counts before the name", () => {
    const [first = {}] = mandatory;
    const flavors = [
      { name: "SCS-1V-4", vcpus: 1, ram: 4096, disk: 0 },
      { ...first, name: "m1.small" },
      ...mandatory.slice(1),
    ];
    expect(lintFlavors(flavors, options).filter(({ code }) => code === "FL217")).toEqual([]);
  });
});

describe("FL217: the definition that is missing", () => {
  const fixes = async (text: string, file: string): Promise<unknown[]> => {
    const { definitions } = await readFlavorText(text, file);
    const found = lintFlavors(definitions, options).filter(({ message }) => message.includes("is missing"));
    return found
      .toSorted((a, b) => names.indexOf(a.subject) - names.indexOf(b.subject))
      .map(({ fix }) => fix)
      .slice(-2);
  };
  const names = scsStandardFlavors.map(({ name }) => name);
  const specs = (name: string, old: string, type: string): object => ({
    "scs:name-v1": old,
    "scs:name-v2": name,
    "scs:cpu-type": type,
  });

  test("in flavors.yaml", async () => {
    const text = "version: 1\nflavors:\n  m1.small: { vcpus: 1, ram: 2048, disk: 10, public: true }\n";
    expect(await fixes(text, "flavors.yaml")).toEqual([
      {
        title: "add SCS-4V-32",
        safe: false,
        edits: [
          {
            op: "set",
            path: ["flavors", "SCS-4V-32"],
            value: {
              vcpus: 4,
              ram: 32_768,
              disk: 0,
              public: true,
              extraSpecs: specs("SCS-4V-32", "SCS-4V:32", "shared-core"),
            },
          },
        ],
      },
      {
        title: "add SCS-1L-1",
        safe: false,
        edits: [
          {
            op: "set",
            path: ["flavors", "SCS-1L-1"],
            value: {
              vcpus: 1,
              ram: 1024,
              disk: 0,
              public: true,
              extraSpecs: specs("SCS-1L-1", "SCS-1L:1", "crowded-core"),
            },
          },
        ],
      },
    ]);
  });

  test("none where another flavor would become it", async () => {
    const text = "version: 1\nflavors:\n  scs-1l-1: { vcpus: 1, ram: 1024, disk: 0, public: true }\n";
    const { definitions } = await readFlavorText(text, "flavors.yaml");
    const found = lintFlavors(definitions, options).filter(
      ({ subject, code }) => code === "FL217" && subject === "SCS-1L-1",
    );
    expect(found.map(({ hint, fix }) => [hint, fix])).toEqual([["rename scs-1l-1, or add it", undefined]]);
  });

  test("none in lists", async () => {
    const flavor = { name: "m1", vcpus: 1, ram: 1024, disk: 5 };
    expect(await fixes(JSON.stringify({ flavors: [flavor] }), "nova.json")).toEqual([undefined, undefined]);
    const osism = "reference: []\nmandatory:\n  - { name: a, cpus: 1, ram: 1024, disk: 5 }\n";
    expect(await fixes(osism, "scs.yaml")).toEqual([undefined, undefined]);
  });
});
