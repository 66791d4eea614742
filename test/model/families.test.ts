// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readFlavors, resolveFlavors } from "../../lib/model/index.ts";

const lines = (text: string): string[] =>
  readFlavors(text, "flavors.yaml").findings.map(({ code, severity, line, column, message, hint }) =>
    [`${code} ${severity} ${line}:${column} ${message}`, hint].filter(Boolean).join(" | "),
  );

describe("flavors of an event with families", () => {
  test("values are laid under, nearest last; the rest has its defaults", () => {
    const { flavors, findings } = readFlavors(
      `version: 1
families:
  base: { swap: 64, extraSpecs: { "a:a": "1", "b:b": "1" } }
  ceph: { extends: base, disk: 20, extraSpecs: { "b:b": "2", "c:c": "2" } }
  big: { ephemeral: 5, disk: 80, description: large }
flavors:
  one: { extends: ceph, vcpus: 1, ram: 2048, extraSpecs: { "c:c": "3" } }
  two: { extends: [ceph, big], vcpus: 2, ram: 4096, existing: true }
  three: { vcpus: 1, ram: 1, disk: 0 }
`,
      "flavors.yaml",
    );
    expect(findings).toEqual([]);
    expect(flavors).toEqual([
      {
        name: "one",
        vcpus: 1,
        ram: 2048,
        disk: 20,
        ephemeral: 0,
        swap: 64,
        extraSpecs: { "a:a": "1", "b:b": "2", "c:c": "3" },
        existing: false,
      },
      {
        name: "two",
        vcpus: 2,
        ram: 4096,
        disk: 80,
        ephemeral: 5,
        swap: 64,
        extraSpecs: { "a:a": "1", "b:b": "2", "c:c": "2" },
        description: "large",
        existing: true,
      },
      { name: "three", vcpus: 1, ram: 1, disk: 0, ephemeral: 0, swap: 0, extraSpecs: {}, existing: false },
    ]);
  });

  test("faults of families and flavors at once, each in its place", () => {
    expect(
      lines(`version: 1
families:
  a: { extends: b, ram: two }
  b: { extends: a, rams: 1 }
flavors:
  x: { extends: [a, c], vcpus: 1, disk: 20 }
  y: { vcpus: 1 }
  z: { extends: a, vcpus: 0, disk: 1, x-lint: { ignore: [{ rule: FL601 }] } }
`),
    ).toEqual([
      "BV103 error 3:25 ram must be a number",
      "BV283 error 4:17 families extend each other in a circle | remove one extends of the circle",
      'BV101 error 4:20 unknown key "rams" in b | did you mean "ram"?',
      'BV282 error 6:21 there is no family "c" | did you mean "a"?',
      "BV102 error 7:3 disk is missing",
      "BV102 error 7:3 ram is missing",
      "BV105 error 8:27 vcpus is too small",
      "BV102 error 8:58 reason is missing",
    ]);
  });

  test("a value that no family has either", () => {
    expect(lines("version: 1\nfamilies: { a: {} }\nflavors: { x: { extends: a, ram: 1, disk: 1 } }\n")).toEqual([
      "BV102 error 3:12 vcpus is missing | no family of it has one either",
    ]);
  });

  test("a flavor that is no map is said once", () => {
    expect(lines("version: 1\nflavors: { x: 3, y: [], z: }\n")).toEqual([
      "BV103 error 2:15 x must be a map",
      "BV103 error 2:18 y must be a map",
      "BV103 error 2:25 z must be a map",
    ]);
    expect(lines("version: 1\nflavors: 3\n")).toEqual(["BV103 error 2:10 flavors must be a map"]);
  });

  test("what the event decides itself is not taken, and said", () => {
    const hint =
      "the event makes the id and gives access to its teams alone; for a flavor that the cloud has, write existing: true";
    const size = "vcpus: 1, ram: 1, disk: 1";
    expect(
      lines(`version: 1
families: { p: { public: true } }
flavors:
  a: { extends: p, ${size}, id: 5 }
  b: { ${size}, access: [x], disabled: true, rxtxFactor: 2 }
  c: { ${size}, public: false, disabled: false, rxtxFactor: 1, description: d }
  d: { ${size}, public: true, id: 1, existing: true }
`),
    ).toEqual([
      `BV285 warning 4:47 id, public: not taken for a flavor that the event creates | ${hint}`,
      `BV285 warning 5:35 access, disabled, rxtxFactor: not taken for a flavor that the event creates | ${hint}`,
    ]);
  });

  test("the same in TypeScript", () => {
    const { flavors, findings } = resolveFlavors({
      version: 1,
      families: { a: { disk: 1 } },
      flavors: { x: { extends: "a", vcpus: 1, ram: 1 } },
    });
    expect(findings).toEqual([]);
    expect(flavors?.[0]?.disk).toBe(1);
  });
});

describe("the page and the schema", () => {
  const page = readFileSync(new URL("../../docs/flavors.md", import.meta.url), "utf8");
  const schema: unknown = JSON.parse(
    readFileSync(new URL("../../schema/flavors.schema.json", import.meta.url), "utf8"),
  );
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";

  test("the example is valid, and every key of the schema is on the page", () => {
    const { findings, flavors } = readFlavors(example, "flavors.yaml");
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(flavors?.map(({ disk }) => disk)).toEqual([20, 20, 20]);
    expect(validate(parse(example))).toBe(true);
    const { properties } = schema as {
      properties: { flavors: { additionalProperties: { properties: Record<string, unknown> } } };
    };
    for (const key of [...Object.keys(properties), ...Object.keys(properties.flavors.additionalProperties.properties)])
      expect(page).toContain(`| \`${key}\` |`);
  });

  test("the schema asks for the sizes unless there is a family", () => {
    const of = (flavor: unknown): boolean => validate({ version: 1, flavors: { x: flavor } });
    expect(of({ vcpus: 1, ram: 1, disk: 1 })).toBe(true);
    expect(of({ vcpus: 1, ram: 1 })).toBe(false);
    expect(of({ extends: "a" })).toBe(true);
    expect(of({ extends: "a", vcpu: 1 })).toBe(false);
  });
});
