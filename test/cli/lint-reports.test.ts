// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { lintJunit } from "../../lib/cli/report/lint/junit.ts";
import { lintMarkdown } from "../../lib/cli/report/lint/markdown.ts";
import type { LintReport } from "../../lib/cli/report/lint/report.ts";
import type { LintFinding } from "../../lib/lint/index.ts";

const finding = (more: Partial<LintFinding>): LintFinding => ({
  code: "FL1",
  rule: "r",
  severity: "error",
  message: 'a <b> & "c"\u0007|',
  subject: "m1`|",
  field: "x",
  file: "f.yaml",
  line: 3,
  column: 4,
  ...more,
});
const report = (findings: readonly LintFinding[], more: Partial<LintReport> = {}): LintReport => ({
  findings,
  files: ["f.yaml", "clean.yaml"],
  subjects: 1,
  noun: "flavor",
  skipped: 0,
  failOn: "error",
  rules: [],
  fixed: [],
  sources: new Map(),
  seconds: 0.25,
  ...more,
});

describe("junit", () => {
  it("has a suite a file and a test a finding; control characters cannot break it", () => {
    const xml = lintJunit(
      report([
        finding({ seen: "\ud800", hint: "h", fix: { title: "t", safe: true, edits: [] } }),
        finding({ severity: "info", message: "advice" }),
        finding({ suppressed: { by: "config", reason: "why" } }),
        finding({ severity: "info", message: "unknown", notChecked: true, file: undefined, line: undefined }),
      ]),
    );
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bivouac lint" tests="5" failures="1" errors="0" time="0.250">
  <testsuite name="f.yaml" tests="3" failures="1" errors="0" skipped="1" time="0">
    <testcase name="FL1 m1\`| x" classname="f.yaml" file="f.yaml" line="3" time="0">
      <failure message="a &lt;b&gt; &amp; &quot;c&quot;\ufffd|" type="error FL1 r">f.yaml:3:4 error FL1 m1\`|: a &lt;b&gt; &amp; "c"\ufffd|
seen: \ufffd
help: h
fix: t</failure>
    </testcase>
    <testcase name="FL1 m1\`| x (2)" classname="f.yaml" file="f.yaml" line="3" time="0">
      <system-out>f.yaml:3:4 info FL1 m1\`|: advice</system-out>
    </testcase>
    <testcase name="FL1 m1\`| x (3)" classname="f.yaml" file="f.yaml" line="3" time="0">
      <skipped message="suppressed (config): why"/>
    </testcase>
  </testsuite>
  <testsuite name="clean.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="no findings" classname="clean.yaml" file="clean.yaml" time="0"/>
  </testsuite>
  <testsuite name="no file" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase name="FL1 m1\`| x" classname="no file" file="no file" time="0">
      <skipped message="unknown"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});

describe("markdown", () => {
  it("is a table that nothing can break out of", () => {
    expect(
      lintMarkdown(
        report(
          [
            finding({ seen: "`|", hint: "[x](y)", fix: { title: "t", safe: false, edits: [] } }),
            finding({ severity: "warning", message: "m", subject: "", file: undefined, line: undefined, seen: "s" }),
          ],
          { fixed: [{ rule: "a", subject: "b", field: "c", file: "d" }] },
        ),
      ),
    ).toBe(`## bivouac lint: ❌ 1 error

1 error and 1 warning in 1 flavor of 2 files; 0 suppressed, 0 not checked.

| severity | where | rule | what | next |
|---|---|---|---|---|
| ❌ error | \`f.yaml:3\`<br>**m1&#96;&#124;** | FL1 r | a &lt;b&gt; &amp; "c"&#92;u0007&#124; (seen &#96;&#124;) | &#91;x&#93;(y)<br>fix (look first): t |
| ⚠️ warning |  | FL1 r | m (seen \`s\`) |  |

1 entry of the baseline is fixed: \`bivouac lint flavors … --update-baseline\`.
`);
  });

  it("says that all is well, and how much it leaves out", () => {
    expect(lintMarkdown(report([]))).toBe(
      "## bivouac lint: ✅ passed\n\nno findings in 1 flavor of 2 files; 0 suppressed, 0 not checked.\n",
    );
    const many = lintMarkdown(report(Array.from({ length: 203 }, () => finding({}))));
    expect(many).toContain("\n\n3 more are not shown here.\n");
    expect(many.match(/^\| ❌/gm)).toHaveLength(200);
  });
});
