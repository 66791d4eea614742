// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseName } from "../../../lib/flavors/names/template-match.ts";
import { contentOf, plainName, printName, tokenOf } from "../../../lib/flavors/names/template-print.ts";
import { compileTemplate, type NameTemplate } from "../../../lib/flavors/names/template.ts";

const cloudVps =
  "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}|.ephemeral{ephemeral}][.{iops}xiops][.localdisk]";

function compiled(source: string): NameTemplate {
  const { template, fault } = compileTemplate(source);
  expect(fault).toBeUndefined();
  return template as NameTemplate;
}

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
