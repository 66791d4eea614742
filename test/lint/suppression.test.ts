// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type FlavorInput, type FlavorLintOptions, lintFlavors } from "../../lib/flavors/index.ts";
import { isDay, type LintFinding, readComments, readIgnores, readInlineLint } from "../../lib/lint/index.ts";

const reason = "a placeholder";
const now = new Date("2026-06-15T12:00:00Z");
const bad = (xLint: unknown, more: FlavorInput = {}): FlavorInput => ({
  name: "m1.a",
  vcpus: 0,
  ram: 4096,
  disk: 20,
  public: true,
  "x-lint": xLint,
  ...more,
});
const good = (xLint: unknown): FlavorInput => bad(xLint, { vcpus: 2 });
const lint = (flavors: readonly FlavorInput[], options: FlavorLintOptions = {}): LintFinding[] =>
  lintFlavors(flavors, { now, keepSuppressed: true, ...options });
const of = (code: string, findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter((finding) => finding.code === code);
const words = ({ message, severity, subject, path, seen, allowed, hint, fix }: LintFinding): object => ({
  message,
  severity,
  subject,
  path,
  ...(seen === undefined ? {} : { seen }),
  ...(allowed === undefined ? {} : { allowed }),
  ...(hint === undefined ? {} : { hint }),
  ...(fix === undefined ? {} : { fix }),
});
/** What FL001 says. */
const said = (flavors: readonly FlavorInput[], options: FlavorLintOptions = {}): object[] =>
  of("FL001", lint(flavors, options)).map(words);

describe("beside a flavor", () => {
  it("hides what it names, by id in any case or by name, and says who and why", () => {
    for (const rule of ["FL103", "fl103", "field-range", "FL10*", ["FL101", "FL103"]]) {
      const findings = lint([bad({ ignore: [{ rule, reason: ` ${reason} ` }] })]);
      expect(of("FL103", findings).map(({ suppressed }) => suppressed)).toEqual([{ by: "inline", reason }]);
      expect(of("FL001", findings)).toEqual([]);
    }
  });

  it("is left out of the answer unless asked for", () => {
    const flavors = [bad({ ignore: [{ rule: "FL103", reason }] })];
    expect(lintFlavors(flavors, { now })).toEqual([]);
    expect(lint(flavors)).toHaveLength(1);
  });

  it("hides nothing of its neighbours, also of the same name", () => {
    const findings = lint([bad({ ignore: [{ rule: "FL103", reason }] }), bad(undefined)]);
    expect(of("FL103", findings).map(({ path, suppressed }) => [path, suppressed?.by])).toEqual([
      ["0.vcpus", "inline"],
      ["1.vcpus", undefined],
    ]);
  });

  it("without a reason is not honoured", () => {
    const findings = lint([bad({ ignore: [{ rule: "FL103", reason: "  " }] })]);
    expect(of("FL103", findings)[0]?.suppressed).toBeUndefined();
    expect(of("FL001", findings).map(words)).toEqual([
      {
        message: "the suppression gives no reason",
        severity: "warning",
        subject: "m1.a",
        path: "0.x-lint.ignore.0",
        seen: "FL103",
        hint: 'add reason: "why this is right here"',
      },
    ]);
  });

  it("holds to the end of its last day and not longer", () => {
    const on = (until: string): LintFinding[] => lint([bad({ ignore: [{ rule: "FL103", reason, until }] })]);
    expect(of("FL103", on("2026-06-15"))[0]?.suppressed).toEqual({ by: "inline", reason });
    expect(of("FL001", on("2026-06-15"))).toEqual([]);
    expect(of("FL103", on("2026-06-14"))[0]?.suppressed).toBeUndefined();
    expect(of("FL001", on("2026-06-14")).map(words)).toEqual([
      {
        message: "the suppression of FL103 ended on 2026-06-14",
        severity: "warning",
        subject: "m1.a",
        path: "0.x-lint.ignore.0",
        seen: "2026-06-14",
        hint: "mend what it hid, or give a new day and say why",
      },
    ]);
  });

  it("that suppresses nothing is said, with its removal as a fix", () => {
    expect(said([good({ ignore: [{ rule: "FL103", reason }] })])).toEqual([
      {
        message: "the suppression of FL103 suppresses nothing",
        severity: "warning",
        subject: "m1.a",
        path: "0.x-lint.ignore.0",
        seen: "FL103",
        hint: "remove it",
        fix: { title: "remove the suppression", safe: false, edits: [{ op: "remove", path: [0, "x-lint"] }] },
      },
    ]);
    const two = { rule: "FL104", reason };
    const [finding] = of("FL001", lint([bad({ ignore: [{ rule: "FL103", reason }, two] })]));
    expect(finding?.fix?.edits).toEqual([{ op: "remove", path: [0, "x-lint", "ignore", 1] }]);
  });

  it("of a rule that did not run is not called unused", () => {
    expect(said([good({ ignore: [{ rule: "FL601", reason }] })])).toEqual([]);
    expect(said([good({ ignore: [{ rule: "FL708", reason }] })])).toEqual([]);
    expect(said([good({ ignore: [{ rule: ["FL103", "FL601"], reason }] })])).toEqual([]);
    expect(said([good({ ignore: [{ rule: "FL103", reason }] })], { severities: { FL103: "off" } })).toEqual([]);
  });

  it("names a rule that exists and can be suppressed", () => {
    expect(said([bad({ ignore: [{ rule: "feild-range", reason }] })])).toEqual([
      {
        message: "the suppression names a rule that does not exist",
        severity: "warning",
        subject: "m1.a",
        path: "0.x-lint.ignore.0",
        seen: "feild-range",
        hint: 'did you mean "field-range"?',
      },
    ]);
    expect(
      said([bad({ ignore: [{ rule: ["FL103", "FL001"], reason }] })]).map((each) => Object.entries(each)[0]),
    ).toEqual([["message", "FL001 cannot be suppressed"]]);
  });

  it("can be switched off as a rule", () => {
    expect(said([bad({ ignore: [{ rule: "FL103" }] })], { severities: { FL001: "off" } })).toEqual([]);
  });
});

describe("in the options", () => {
  const ignore = { rule: "FL103", reason };
  it("hides by rule, flavor and file", () => {
    const hidden = (entry: object, input = bad(undefined)): boolean =>
      of("FL103", lint([input], { ignore: [{ ...ignore, ...entry }] }))[0]?.suppressed?.by === "config";
    expect(hidden({})).toBe(true);
    expect(hidden({ flavor: "m1.*" })).toBe(true);
    expect(hidden({ flavor: "m1.*" }, bad(undefined, { name: "m1.a/b" }))).toBe(true);
    expect(hidden({ flavor: "m2.*" })).toBe(false);
    expect(hidden({ file: "<flavors>" })).toBe(true);
    expect(hidden({ file: "*.yaml" })).toBe(false);
  });

  it("that suppresses nothing is said, unless its file was not looked at", () => {
    expect(said([good(undefined)], { ignore: [ignore] })).toEqual([
      {
        message: "the suppression of FL103 suppresses nothing",
        severity: "warning",
        subject: "",
        path: "ignore.0",
        seen: "FL103",
        hint: "remove it",
      },
    ]);
    expect(said([good(undefined)], { ignore: [{ ...ignore, file: "other.yaml" }] })).toEqual([]);
  });
});

describe("what is malformed", () => {
  const faults = (value: unknown): object[] =>
    readInlineLint(value, ["x-lint"], {}).flatMap(({ faults }) => [...faults]);
  it("x-lint", () => {
    expect(faults("FL103")).toEqual([
      {
        message: "x-lint is not a map",
        path: ["x-lint"],
        key: true,
        allowed: '{ ignore: [{ rule: FL601, reason: "…" }] }',
      },
    ]);
    expect(faults({ ignored: [] })).toEqual([
      { message: 'x-lint has no "ignored"', path: ["x-lint", "ignored"], key: true, allowed: "ignore" },
    ]);
    expect(faults({ ignore: "FL103" })).toEqual([
      {
        message: "ignore is not a list",
        path: ["x-lint", "ignore"],
        key: true,
        allowed: '[{ rule: FL601, reason: "…", until: 2026-12-31 }]',
      },
    ]);
    expect(faults({})).toEqual([]);
  });

  it("entries", () => {
    const path = ["x-lint", "ignore", 0];
    const of = (entry: unknown): object[] => faults({ ignore: [entry] });
    expect(of("FL601")).toEqual([
      {
        message: "a suppression is a map with rule and reason",
        path,
        hint: 'write { rule: FL601, reason: "…" }',
      },
    ]);
    expect(of({ rule: "FL601", reason, untill: "2026-01-01" })).toEqual([
      {
        message: 'a suppression has no "untill"',
        path: [...path, "untill"],
        key: true,
        allowed: "rule, reason, until",
        hint: 'did you mean "until"?',
      },
    ]);
    expect(of({ reason })).toEqual([
      { message: "the suppression names no rule", path, allowed: "an id, FL601, a name, or a list of them" },
    ]);
    expect(of({ rule: ["FL601", 7], reason })).toHaveLength(1);
    expect(of({ rule: "FL601", reason, until: "2026-02-29" })).toEqual([
      { message: "until is no day", path: [...path, "until"], seen: '"2026-02-29"', allowed: "a day like 2026-12-31" },
    ]);
    expect(of({ rule: "FL601", reason, flavor: "x" })[0]).toMatchObject({ message: 'a suppression has no "flavor"' });
    const config = readIgnores([{ rule: "FL601", reason, flavor: 7, file: "" }], { by: "config", path: [], at: {} });
    expect(config[0]?.faults).toEqual([
      { message: "flavor is no pattern", path: [0, "flavor"], allowed: "text, * stands for anything" },
      { message: "file is no pattern", path: [0, "file"], allowed: "text, * stands for anything" },
    ]);
  });

  it.each([
    ["2024-02-29", true],
    ["2026-12-31", true],
    ["2026-13-01", false],
    ["2026-1-01", false],
    ["2026-12-31 ", false],
    ["tomorrow", false],
  ])("%s is a day: %s", (text, expected) => expect(isDay(text)).toBe(expected));
});

describe("in comments", () => {
  const read = (text: string): object[] =>
    readComments(text, "f.tf").map(({ rules, reason: why, until, at, faults }) => ({
      rules,
      why,
      ...(until === undefined ? {} : { until }),
      line: at.line,
      ...(faults.length === 0 ? {} : { faults: faults.map(({ message }) => message) }),
    }));

  it("of YAML and HCL, for the next line that is none", () => {
    expect(
      read(
        "# bivouac-lint-disable-next-line FL303 -- because\n\t// bivouac-lint-disable-next-line: FL307, spec-unknown FL308 -- it is so until 2026-12-31\nram = 1\n",
      ),
    ).toEqual([
      { rules: ["FL303"], why: "because", line: 3 },
      { rules: ["FL307", "spec-unknown", "FL308"], why: "it is so", until: "2026-12-31", line: 3 },
    ]);
    expect(read("# bivouac-lint-disable-next-line FL303 -- a [until 2026-12-31]\r\nx")).toEqual([
      { rules: ["FL303"], why: "a", until: "2026-12-31", line: 2 },
    ]);
  });

  it("needs a rule, a reason and a day", () => {
    expect(read("# bivouac-lint-disable-next-line")).toEqual([
      { rules: [], why: "", line: 2, faults: ["the suppression names no rule", "the suppression gives no reason"] },
    ]);
    expect(read("# bivouac-lint-disable-next-line FL303")).toMatchObject([
      { faults: ["the suppression gives no reason"] },
    ]);
    expect(read("# bivouac-lint-disable-next-line FL303 -- until 2026-12-31")).toMatchObject([
      { until: "2026-12-31", faults: ["the suppression gives no reason"] },
    ]);
    expect(read("# bivouac-lint-disable-next-line FL303 -- x until 2026-02-30")).toMatchObject([
      { why: "x", faults: ["until is no day"] },
    ]);
    expect(read("# bivouac-lint-disable-next-line FL303 -- wait until then")).toEqual([
      { rules: ["FL303"], why: "wait until then", line: 2 },
    ]);
  });

  it("is no text that only holds the words", () => {
    expect(read('description: "# bivouac-lint-disable-next-line FL303 -- x"\n')).toEqual([]);
    expect(read("# bivouac-lint-disable-next-lines FL303 -- x\n")).toEqual([]);
  });
});
