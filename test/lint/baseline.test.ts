// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { applyBaseline, type LintFinding, readBaseline, writeBaseline } from "../../lib/lint/index.ts";

const finding = (code: string, subject: string, field: string, file = "a/f.yaml", line = 1): LintFinding => ({
  code,
  rule: "r",
  severity: "error",
  message: "m",
  subject,
  field,
  file,
  line,
});
const options = {
  fileOf: (file: string): string => file.replace("a/", ""),
  takes: ({ code }: LintFinding): boolean => code !== "FL000",
};
const everywhere = { ...options, lookedAt: (): boolean => true };

describe("a baseline", () => {
  const text = writeBaseline(
    [
      finding("FL303", "m1.b", "extra_specs.x"),
      finding("FL303", "m1.a", "extra_specs.x"),
      finding("FL303", "m1.a", "extra_specs.x", "a/f.yaml", 9),
      finding("FL000", "m1.a", ""),
    ],
    options,
  );

  it("is JSON with one entry a line, in order, without lines of the file", () => {
    expect(text).toBe(
      `{
  "version": 1,
  "findings": [
    {"rule":"FL303","subject":"m1.a","field":"extra_specs.x","file":"f.yaml","count":2},
    {"rule":"FL303","subject":"m1.b","field":"extra_specs.x","file":"f.yaml"}
  ]
}
`,
    );
    expect(writeBaseline([], options)).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it("hides as many findings as it knows, wherever they have moved to", () => {
    const entries = readBaseline(text);
    if (typeof entries === "string") throw new Error(entries);
    const found = [1, 2, 3].map((line) => finding("FL303", "m1.a", "extra_specs.x", "a/f.yaml", line * 10));
    const { findings, fixed } = applyBaseline([...found, finding("FL000", "m1.a", "")], entries, everywhere);
    expect(findings.map(({ suppressed }) => suppressed)).toEqual([
      { by: "baseline", reason: "known before" },
      { by: "baseline", reason: "known before" },
      undefined,
      undefined,
    ]);
    expect(fixed).toEqual([{ rule: "FL303", subject: "m1.b", field: "extra_specs.x", file: "f.yaml" }]);
  });

  it("tells another field, file, subject or rule from its own", () => {
    const entry = { rule: "FL303", subject: "s", field: "x", file: "f.yaml" };
    const others = [
      finding("FL304", "s", "x"),
      finding("FL303", "t", "x"),
      finding("FL303", "s", "y"),
      finding("FL303", "s", "x", "a/g.yaml"),
    ];
    const { findings, fixed } = applyBaseline(others, [entry], everywhere);
    expect(findings).toEqual(others);
    expect(fixed).toEqual([entry]);
  });

  it("says what is fixed only of what was looked at, with how many", () => {
    const entry = { rule: "FL303", subject: "s", field: "x", file: "f.yaml", count: 3 };
    const found = [finding("FL303", "s", "x")];
    expect(applyBaseline(found, [entry], everywhere).fixed).toEqual([{ ...entry, count: 2 }]);
    expect(applyBaseline(found, [entry], { ...options, lookedAt: () => false }).fixed).toEqual([]);
  });

  it.each([
    ["{", "it is not JSON"],
    ["[]", "it is not an object"],
    ['{"findings":[]}', "version is missing and is not 1"],
    ['{"version":2,"findings":[]}', "version 2 is not 1"],
    ['{"version":1}', "findings is not a list"],
    [
      '{"version":1,"findings":[{"rule":"a","subject":"","field":"","file":""},{"rule":1}]}',
      "entry 2 has not rule, subject, field and file as text",
    ],
    [
      '{"version":1,"findings":[{"rule":"a","subject":"","field":"","file":"","count":0}]}',
      "entry 1 has not rule, subject, field and file as text",
    ],
  ])("damaged: %s", (damaged, why) => expect(readBaseline(damaged)).toBe(why));
});
