// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseName } from "../../../lib/flavors/names/template-match.ts";
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
    const bits = fc.constantFrom("{", "}", "[", "]", "|", "\\", ":", "a", "1", ".", "{vcpus}", "{x:text}");
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const source = parts.join("");
        const { template, fault } = compileTemplate(source);
        expect(template?.source ?? source).toBe(source);
        expect(template === undefined).toBe(fault !== undefined);
        const at = fault?.at ?? 0;
        expect(at >= 0 && at <= source.length).toBe(true);
      }),
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
    expect(parsed?.choices).toEqual(
      new Map([
        [0, 1],
        [1, 0],
      ]),
    );
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
  });
});
