// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../../lint/index.ts";
import { attribute, content } from "../xml.ts";
import { failing, type LintReport } from "./report.ts";

/**
 * JUnit's XML as Jenkins and GitLab read it: a suite a file, a test a finding. What makes the answer no is a failure, what
 * is suppressed or was not checked is skipped, the rest passes with its text. A file without findings is one test that passes.
 */
export function lintJunit(report: LintReport): string {
  const bad = new Set(failing(report));
  const byFile = Map.groupBy(report.findings, ({ file }) => file ?? "");
  const files = [...new Set([...report.files, ...byFile.keys()])];
  const suites = files.map((file) => suite(file, byFile.get(file) ?? [], bad));
  const tests = suites.reduce((sum, { tests }) => sum + tests, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bivouac lint" tests="${tests}" failures="${bad.size}" errors="0" time="${report.seconds.toFixed(3)}">`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(
  file: string,
  findings: readonly LintFinding[],
  bad: ReadonlySet<LintFinding>,
): { readonly tests: number; readonly lines: readonly string[] } {
  const name = file === "" ? "no file" : file;
  const tests = Math.max(1, findings.length);
  const failures = findings.filter((finding) => bad.has(finding)).length;
  const skipped = findings.filter((finding) => isSkipped(finding)).length;
  const names = new Map<string, number>();
  return {
    tests,
    lines: [
      `  <testsuite name=${attribute(name)} tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}" time="0">`,
      ...(findings.length === 0
        ? [`    <testcase name="no findings" classname=${attribute(name)} file=${attribute(name)} time="0"/>`]
        : findings.flatMap((finding) => testCase(finding, name, bad.has(finding), names))),
      "  </testsuite>",
    ],
  };
}

const isSkipped = ({ suppressed, notChecked }: LintFinding): boolean => suppressed !== undefined || notChecked === true;

function testCase(finding: LintFinding, file: string, fails: boolean, names: Map<string, number>): string[] {
  const { code, rule, subject, field, line, message, severity, suppressed } = finding;
  const plainName = [code, subject, field].filter((part) => part !== undefined && part !== "").join(" ");
  // Readers merge tests of one name.
  const times = (names.get(plainName) ?? 0) + 1;
  names.set(plainName, times);
  const name = times === 1 ? plainName : `${plainName} (${times})`;
  const lineOf = line === undefined ? "" : ` line="${line}"`;
  const head = `    <testcase name=${attribute(name)} classname=${attribute(file)} file=${attribute(file)}${lineOf} time="0">`;
  const body = fails
    ? `      <failure message=${attribute(message)} type=${attribute(`${severity} ${code} ${rule}`)}>${content(long(finding))}</failure>`
    : isSkipped(finding)
      ? `      <skipped message=${attribute(suppressed ? `suppressed (${suppressed.by}): ${suppressed.reason}` : message)}/>`
      : `      <system-out>${content(long(finding))}</system-out>`;
  return [head, body, "    </testcase>"];
}

function long({ file, line, column, severity, code, message, subject, seen, allowed, hint, fix }: LintFinding): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return [
    `${place === "" ? "" : `${place} `}${severity} ${code} ${subject === "" ? "" : `${subject}: `}${message}`,
    ...(seen === undefined ? [] : [`seen: ${seen}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(hint === undefined ? [] : [`help: ${hint}`]),
    ...(fix === undefined ? [] : [`fix: ${fix.title}`]),
  ].join("\n");
}
