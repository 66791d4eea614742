// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseName } from "../../../lib/flavors/names/template-match.ts";
import { contentOf, plainName, printName, tokenOf } from "../../../lib/flavors/names/template-print.ts";
import { compileTemplate, type NameTemplate, templateLimits } from "../../../lib/flavors/names/template.ts";

const cloudVps =
  "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}|.ephemeral{ephemeral}][.{iops}xiops][.localdisk]";

function compiled(source: string): NameTemplate {
  const { template, fault } = compileTemplate(source);
  expect(fault).toBeUndefined();
  return template as NameTemplate;
}

function fieldsOf(source: string, name: string): Record<string, number | string> | undefined {
  const parsed = parseName(compiled(source), name);
  return parsed && Object.fromEntries(parsed.fields);
}

describe("compileTemplate", () => {
  test("knows its fields in order", () => {
    expect([...compiled(cloudVps).fields]).toEqual(["generation", "vcpus", "ramGiB", "disk", "ephemeral", "iops"]);
  });

  test.each([
    ["", "a template is empty", 0, undefined],
    ["a{", '"{" without "}"', 1, "write \\{ for the character itself"],
    ["a}", '"}" without "{"', 1, "write \\} for the character itself"],
    ["a]", '"]" without "["', 1, "write \\] for the character itself"],
    ["a|b", '"|" without "["', 1, "write \\| for the character itself"],
    ["x[a", '"[" without "]"', 1, "write \\[ for the character itself"],
    ["{vcpu}", "no field is called vcpu", 1, 'did you mean "vcpus"?'],
    [
      "{longwordofmine}",
      "no field is called longwordofmine",
      1,
      "for a field of your own write {longwordofmine:letters}, {longwordofmine:text} or {longwordofmine:number}",
    ],
    ["{9}", "a field has a name of letters, digits and _", 1, undefined],
    ["{}", "a field has a name of letters, digits and _", 1, undefined],
    ["{vcpus:text}", "field vcpus has a fixed type", 1, "write {vcpus}"],
    ["{x:foo}", "a type is number, letters or text", 3, undefined],
    ["{x:}", "a type is number, letters or text", 3, undefined],
    ["[a||b]", "an alternative is empty", 3, "a group may be absent without saying so"],
    ["[]", "an alternative is empty", 1, "a group may be absent without saying so"],
    ["a\\", "a backslash stands before { } [ ] | or \\ only", 1, undefined],
    ["a\\b", "a backslash stands before { } [ ] | or \\ only", 1, undefined],
    ["{vcpus}-{vcpus}", "field vcpus stands twice", 8, undefined],
    ["[{vcpus}a].{vcpus}", "field vcpus stands twice", 11, undefined],
    ["{vcpus}[.{vcpus}]", "field vcpus stands twice", 9, undefined],
    ["[".repeat(9), "groups are nested deeper than 8 times", 8, undefined],
    ["a".repeat(1001), "a template has more than 1000 characters", 1000, undefined],
  ])("%s: %s", (source, message, at, hint) => {
    expect(compileTemplate(source)).toEqual({ fault: { message, at, ...(hint === undefined ? {} : { hint }) } });
  });

  test.each([
    ["{vcpus}{disk}", "vcpus", 7],
    ["{vcpus}0", "vcpus", 7],
    ["{vcpus}9x", "vcpus", 7],
    ["{ramGiB}{disk}", "ramGiB", 8],
    ["{vcpus}[{disk}]", "vcpus", 8],
    ["[{vcpus}]{disk}", "vcpus", 9],
    ["[{vcpus}|x{gpus}]{disk}", "vcpus", 17],
    ["[x|{gpus}]0", "gpus", 10],
    ["{vcpus}[x]0", "vcpus", 10],
    ["{s:letters}b", "s", 11],
    ["{s:letters}Z", "s", 11],
    ["{s:letters}{t:text}", "s", 11],
    ["{s:text}{disk}", "s", 8],
    ["{s:text}a", "s", 8],
    ["{s:text}1", "s", 8],
    ["{vcpus}{s:text}", "vcpus", 7],
  ])("%s: %s would swallow", (source, field, at) => {
    expect(compileTemplate(source).fault).toEqual({
      message: `field ${field} would take what follows it`,
      at,
      hint: "put a character between that the field does not take",
    });
  });

  test.each(["{vcpus}c", "{vcpus}{s:letters}", "{s:letters}{vcpus}", "{s:text}-", "{ramGiB}.{disk}", "{vcpus}[-]x0"])(
    "%s is unambiguous",
    (source) => {
      expect(compileTemplate(source).fault).toBeUndefined();
    },
  );

  test("the limits themselves are allowed", () => {
    expect(compileTemplate("a".repeat(templateLimits.length)).fault).toBeUndefined();
    expect(compileTemplate(`${"[".repeat(8)}a${"]".repeat(8)}`).fault).toBeUndefined();
  });

  test("every edge leads to a later step", () => {
    const { steps } = compiled("[a[b|c{disk}]|d]e{vcpus}[f]");
    steps.forEach((step, index) => {
      const next = step.op === "fork" ? step.targets : step.op === "end" ? [] : [step.next];
      expect(next.every((target) => target > index && target < steps.length)).toBe(true);
    });
    expect(steps.at(-1)).toEqual({ op: "end" });
  });

  test("any text is a template or a fault with its place", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."{}[]|\\:ab1.", "{vcpus}", "{x:text}"), maxLength: 40 }),
        (source) => {
          const { template, fault } = compileTemplate(source);
          if (template) expect(template.source).toBe(source);
          else {
            expect(fault?.at).toBeGreaterThanOrEqual(0);
            expect(fault?.at).toBeLessThanOrEqual(source.length);
          }
        },
      ),
    );
  });
});

describe("parseName", () => {
  test.each([
    ["g4.cores2.ram4.disk20", { generation: 4, vcpus: 2, ramGiB: 4, disk: 20 }],
    ["g3.cores8.ram16.disk20.ephem140", { generation: 3, vcpus: 8, ramGiB: 16, disk: 20, ephemeral: 140 }],
    [
      "g3.cores8.ram24.disk20.ephemeral90.4xiops",
      { generation: 3, vcpus: 8, ramGiB: 24, disk: 20, ephemeral: 90, iops: 4 },
    ],
    ["g3.cores1.ram0.5.disk4", { generation: 3, vcpus: 1, ramGiB: 0.5, disk: 4 }],
    ["g3.cores1.ram2.disk20.localdisk", { generation: 3, vcpus: 1, ramGiB: 2, disk: 20 }],
  ])("%s", (name, fields) => {
    expect(fieldsOf(cloudVps, name)).toEqual(fields);
  });

  test.each([
    "",
    "g4.cores2.ram4",
    "G4.cores2.ram4.disk20",
    "g4.cores2.ram4.disk20.",
    "g4.cores2.ram4.disk20.5",
    "xg4.cores2.ram4.disk20",
    "g4.cores2.ram4.disk20.localdisk.localdisk",
    "g4.cores2.ram4.disk20.localdisk.4xiops",
    "g4.cores2.ram4..disk20",
    "g.cores2.ram4.disk20",
    "g-4.cores2.ram4.disk20",
  ])("%s does not match", (name) => {
    expect(fieldsOf(cloudVps, name)).toBeUndefined();
  });

  test("which alternative, and the parts together, are the name", () => {
    const name = "g3.cores8.ram24.disk20.ephemeral40.4xiops";
    const parsed = parseName(compiled(cloudVps), name);
    expect([...(parsed?.choices ?? [])].toSorted()).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(parsed?.parts.map(({ text }) => text).join("")).toBe(name);
    expect(parsed?.parts[1]).toEqual({ kind: "field", name: "generation", text: "3", value: 3 });
  });

  test("types of fields of one's own", () => {
    const template = "{series:letters}{vcpus}-{kind:text}[-{rev:number}]";
    expect(fieldsOf(template, "hpc8-A100")).toEqual({ series: "hpc", vcpus: 8, kind: "A100" });
    expect(fieldsOf(template, "hpcZ8-a-07")).toEqual({ series: "hpcZ", vcpus: 8, kind: "a", rev: 7 });
    expect(fieldsOf(template, "8-a")).toBeUndefined();
    expect(fieldsOf(template, "hpc8-")).toBeUndefined();
    expect(fieldsOf("{s:letters}!", "@!")).toBeUndefined();
    expect(fieldsOf("{s:letters}!", "[!")).toBeUndefined();
    expect(fieldsOf("{s:letters}!", "azAZ!")).toEqual({ s: "azAZ" });
    expect(fieldsOf("{s:text}!", "09azAZ!")).toEqual({ s: "09azAZ" });
    expect(fieldsOf("{s:text}!", "é!")).toBeUndefined();
  });

  test("a decimal takes its fraction if the rest lets it", () => {
    const template = "r{ramGiB}[.{iops}xiops]";
    expect(fieldsOf(template, "r2.5")).toEqual({ ramGiB: 2.5 });
    expect(fieldsOf(template, "r2.4xiops")).toEqual({ ramGiB: 2, iops: 4 });
    expect(fieldsOf(template, "r2.5.4xiops")).toEqual({ ramGiB: 2.5, iops: 4 });
    expect(fieldsOf(template, "r.5")).toEqual({ ramGiB: 0.5 });
    expect(fieldsOf(template, "r2.")).toBeUndefined();
    expect(fieldsOf(template, "r.")).toBeUndefined();
    expect(fieldsOf("d{disk}", "d2.5")).toBeUndefined();
  });

  test("escaped characters, nested groups", () => {
    expect(fieldsOf("\\[{vcpus}\\]\\|\\{\\}\\\\", "[4]|{}\\")).toEqual({ vcpus: 4 });
    const nested = "m{vcpus}[.gpu{gpus}[-{card:text}]]";
    expect(fieldsOf(nested, "m4.gpu2-a100")).toEqual({ vcpus: 4, gpus: 2, card: "a100" });
    expect(fieldsOf(nested, "m4.gpu2")).toEqual({ vcpus: 4, gpus: 2 });
    expect(fieldsOf(nested, "m4-a100")).toBeUndefined();
  });

  test("twelve digits are the most", () => {
    expect(fieldsOf("{vcpus}", "999999999999")).toEqual({ vcpus: 999_999_999_999 });
    expect(fieldsOf("{vcpus}", "1000000000000")).toBeUndefined();
    expect(fieldsOf("{ramGiB}", "0.12345678901")).toEqual({ ramGiB: 0.123_456_789_01 });
    expect(fieldsOf("{ramGiB}", "0.123456789012")).toBeUndefined();
  });

  test("255 characters are the most", () => {
    expect(fieldsOf("{s:letters}", "a".repeat(255))).toEqual({ s: "a".repeat(255) });
    expect(fieldsOf("{s:letters}", "a".repeat(256))).toBeUndefined();
  });

  test("the worst templates and names do not explode", () => {
    // With plain backtracking the first has 2^255 ways to fail.
    const names = ["a".repeat(254) + "!", ".a.ab.b".repeat(36), "0".repeat(255), "a".repeat(1 << 20)];
    for (const source of ["[a]".repeat(333), "[.a|.ab|.b]".repeat(90), "[a[a[a[a]]]]".repeat(83), "[{disk}a|0]"]) {
      const template = compiled(source);
      for (const name of names) expect(parseName(template, name)).toBeUndefined();
    }
  }, 2000);
});

describe("printName", () => {
  const content = (fields: Record<string, number | string>, ...tokens: string[]) => ({
    fields: new Map(Object.entries(fields)),
    tokens: new Set(tokens),
  });

  test("the first alternative that is filled", () => {
    const size = { generation: 4, vcpus: 2, ramGiB: 4, disk: 20 };
    const template = compiled(cloudVps);
    expect(printName(template, content(size))).toBe("g4.cores2.ram4.disk20");
    expect(printName(template, content({ ...size, ephemeral: 40, iops: 4 }, "localdisk"))).toBe(
      "g4.cores2.ram4.disk20.ephem40.4xiops.localdisk",
    );
    expect(printName(template, content({ ...size, ephemeral: 0 }, "other"))).toBe("g4.cores2.ram4.disk20");
    expect(printName(template, { fields: content(size).fields })).toBe("g4.cores2.ram4.disk20");
    expect(printName(template, content({ vcpus: 2, ramGiB: 4, disk: 20 }))).toBeUndefined();
  });

  test("zero is said where its absence would not mean zero", () => {
    expect(printName(compiled("m[.d{disk}]"), content({ disk: 0 }))).toBe("m.d0");
    expect(printName(compiled("m[.e{ephemeral}]"), content({ ephemeral: 0 }))).toBe("m");
    expect(printName(compiled("m[.g{gpus}]"), content({ gpus: 0 }))).toBe("m");
    expect(printName(compiled("m[.s{swapGiB}]"), content({ swapGiB: 0 }))).toBe("m");
    expect(printName(compiled("m[.s{swapMiB}]"), content({ swapMiB: 0 }))).toBe("m");
  });

  test("nested groups are printed when something in them is said", () => {
    const template = compiled("m[.x[-{card:text}|-big]]");
    expect(printName(template, content({}))).toBe("m");
    expect(printName(template, content({ card: "a1" }))).toBe("m.x-a1");
    expect(printName(template, content({}, "big"))).toBe("m.x-big");
  });

  test("an alternative that lacks a field gives way to the next", () => {
    const template = compiled("m[.e{ephemeral}x{gpus}|.f{ephemeral}]");
    expect(printName(template, content({ ephemeral: 5 }))).toBe("m.f5");
    expect(printName(template, content({ ephemeral: 5, gpus: 1 }))).toBe("m.e5x1");
  });

  test("tokens are known by their text without separators", () => {
    const text = (value: string) => tokenOf([{ kind: "text", text: value }]);
    expect([text(".localdisk"), text("-_a.b-"), text("x"), text("..")]).toEqual(["localdisk", "a.b", "x", ""]);
    expect(tokenOf([])).toBeUndefined();
    expect(tokenOf([{ kind: "field", name: "x", type: "text" }])).toBeUndefined();
  });
});

describe("round trip", () => {
  const amount = fc.integer({ min: 1, max: 999_999 });
  const contents = fc.record({
    generation: amount,
    vcpus: amount,
    ramGiB: fc.oneof(amount, fc.constantFrom(0.5, 1.5, 3.75)),
    disk: fc.nat(9999),
    ephemeral: fc.option(amount, { nil: undefined }),
    iops: fc.option(amount, { nil: undefined }),
    localdisk: fc.boolean(),
  });

  test("content → name → content", () => {
    const template = compiled(cloudVps);
    fc.assert(
      fc.property(contents, ({ localdisk, ...sizes }) => {
        const fields = new Map(
          Object.entries(sizes).filter((entry): entry is [string, number] => entry[1] !== undefined),
        );
        const tokens = new Set(localdisk ? ["localdisk"] : []);
        const name = printName(template, { fields, tokens });
        const parsed = parseName(template, name ?? "");
        expect(parsed && contentOf(parsed)).toEqual({ fields, tokens });
        expect(parsed && plainName(parsed)).toBe(name);
      }),
    );
  });

  test("name → content → canonical name, which stays", () => {
    const template = compiled(cloudVps);
    const digits = fc.stringMatching(/^[0-9]{1,6}$/);
    const names = fc
      .record({ g: digits, c: digits, r: digits, d: digits, e: fc.constantFrom("", ".ephem", ".ephemeral"), n: digits })
      .map(({ g, c, r, d, e, n }) => `g${g}.cores${c}.ram${r}.disk${d}${e === "" ? "" : e + n}`);
    fc.assert(
      fc.property(names, (name) => {
        const parsed = parseName(template, name);
        const canonical = parsed && printName(template, contentOf(parsed));
        const again = parseName(template, canonical ?? "");
        expect(again && printName(template, contentOf(again))).toBe(canonical);
        for (const field of ["generation", "vcpus", "ramGiB", "disk"])
          expect(again?.fields.get(field)).toBe(parsed?.fields.get(field));
        expect(again?.fields.get("ephemeral") ?? 0).toBe(parsed?.fields.get("ephemeral") ?? 0);
      }),
    );
  });
});
