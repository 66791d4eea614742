// SPDX-License-Identifier: Apache-2.0
import { fc } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { readJson } from "../../../lib/flavors/readers/json.ts";
import { flavorBudget } from "../../../lib/model/index.ts";
import type { Path } from "../../../lib/model/index.ts";

const text = `{
  "a": {"b": [1, {"c": "x"}, [2]]},
  "d": null,
  "": 5
}`;
const { document } = readJson(text, "f.json");

test.each<readonly [Path, boolean, string]>([
  [[], false, "1:1"],
  [["a"], false, "2:3"],
  [["a", "b"], false, "2:9"],
  [["a", "b", 0], false, "2:15"],
  [["a", "b", 1], false, "2:18"],
  [["a", "b", 1, "c"], false, "2:24"],
  [["a", "b", 1, "c"], true, "2:19"],
  [["a", "b", 2], false, "2:30"],
  [["a", "b", 9], false, "2:9"],
  [["a", "b", 1, "z"], true, "2:18"],
  [["a", "b", 0, "z"], false, "2:15"],
  [["d"], false, "3:8"],
  [["d"], true, "3:3"],
  [["d", "e"], false, "3:8"],
  [[""], false, "4:7"],
  [["z"], true, "1:1"],
])("%j, key %s", (path, key, expected) => {
  const place = document?.locate(path, key);
  expect(`${place?.line}:${place?.column}`).toBe(expected);
});

test("any value comes back as it is, and every place is that of its text", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
      const made = JSON.stringify(value, undefined, indent);
      const read = readJson(made, "f.json");
      if (/"(__proto__|constructor|prototype)":/.test(made)) return;
      expect(read.findings).toEqual([]);
      expect(JSON.stringify(read.document?.value)).toBe(JSON.stringify(JSON.parse(made)));
      const wrong: Path[] = [];
      const visit = (part: unknown, path: Path): void => {
        const place = read.document?.locate(path);
        const line = made.split("\n")[(place?.line ?? 0) - 1] ?? "";
        const at = line.slice((place?.column ?? 0) - 1);
        const [key] = path.slice(-1);
        if (typeof part === "object" && part !== null) {
          if (typeof key === "string" && !at.startsWith(JSON.stringify(key))) wrong.push([...path]);
          for (const [name, inner] of Object.entries(part))
            visit(inner, [...path, Array.isArray(part) ? Number(name) : name]);
        } else if (!at.startsWith(JSON.stringify(part))) wrong.push([...path]);
      };
      visit(read.document?.value, []);
      expect(wrong).toEqual([]);
    }),
  );
});

describe("refused", () => {
  const first = (bad: string, budget = flavorBudget): string => {
    const { findings, document: made } = readJson(bad, "f.json", budget);
    expect(made).toBeUndefined();
    return findings
      .map(({ code, line, column, message, seen }) =>
        [code, `${line}:${column}`, message, seen].filter(Boolean).join(" "),
      )
      .join("; ");
  };

  test("what is no JSON", () => {
    expect(first("")).toBe("BV002 1:1 not valid JSON: value expected");
    expect(first('{\n "a": }')).toBe("BV002 2:7 not valid JSON: value expected");
    expect(first("{a: 1}")).toBe("BV002 1:2 not valid JSON: invalid symbol");
    expect(first('{"a": 1,}')).toBe("BV002 1:9 not valid JSON: property name expected");
    expect(first("[1] 2")).toBe("BV002 1:5 not valid JSON: end of file expected");
    expect(first("// x\n1")).toBe("BV002 1:1 not valid JSON: invalid comment token");
    expect(first('{"a": 1')).toBe("BV002 1:8 not valid JSON: close brace expected");
  });

  test("keys twice, with both lines; dangerous keys", () => {
    expect(first('{"a": 1,\n "a": 2, "b": {"c": 1, "c": 1}}')).toBe(
      'BV005 2:2 the key "a" is written twice (first on line 1); BV005 2:24 the key "c" is written twice (first on line 2)',
    );
    expect(first('{"__proto__": 1}')).toBe('BV007 1:2 the key "__proto__" is never allowed');
    expect(first('{"x": [{"constructor": 1}]}')).toBe('BV007 1:9 the key "constructor" is never allowed');
    expect(first('{"prototype": {}}')).toBe('BV007 1:2 the key "prototype" is never allowed');
    const long = "k".repeat(100);
    expect(first(`{"${long}": 1, "${long}": 2}`)).toContain(`the key "${"k".repeat(57)}..." is`);
  });

  test("at most twenty faults of one file", () => {
    const { findings } = readJson(`{${'"a": 1,'.repeat(40)}"b": 1}`, "f.json");
    expect(findings).toHaveLength(20);
  });

  test("bytes, depth and marks, each at its bound", () => {
    const budget = { ...flavorBudget, bytes: 20, depth: 3, marks: 5 };
    expect(readJson('"é345678901234567"', "f", budget).findings).toEqual([]);
    expect(first('"é34567890123456789"', budget)).toBe("BV003 1:1 the document is too large 21 bytes");
    expect(readJson("[[[1]]]", "f", budget).findings).toEqual([]);
    expect(first("[[[\n[1]]]]", budget)).toBe("BV004 2:1 the document is nested too deeply more than 3 levels");
    expect(readJson("[1,1,1,1,1]", "f", budget).findings).toEqual([]);
    expect(first("[1,1,1,1,1,1]", budget)).toBe("BV004 1:11 the document has too many keys and items more than 5");
    // Brackets in text are text.
    expect(readJson('["[[[[", "\\"[[["]', "f", budget).findings).toEqual([]);
    // One that closes nothing makes no room.
    expect(first("]]]]]]]][[[[", budget)).toBe("BV004 1:12 the document is nested too deeply more than 3 levels");
  });

  test("a million brackets", () => {
    expect(first("[".repeat(1_000_000))).toMatch(/^BV004/);
    expect(first('{"a":'.repeat(200_000))).toMatch(/^BV004/);
  });
});
