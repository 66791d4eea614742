// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../../lint/index.ts";
import { type LintReport, summaryOf } from "./report.ts";

/** The document of `--format json`, without the version that every document of the command has. */
export function lintJson(report: LintReport): Readonly<Record<string, unknown>> {
  const { findings, fixed, changed, seconds } = report;
  return {
    findings: findings.filter(({ suppressed }) => !suppressed).map(findingJson),
    suppressed: findings.filter(({ suppressed }) => suppressed).map(findingJson),
    summary: summaryOf(report),
    fixedInBaseline: fixed,
    ...(changed === undefined ? {} : { changed }),
    seconds,
  };
}

/** Keys in one order, the ones that everybody needs first. */
function findingJson(finding: LintFinding): Readonly<Record<string, unknown>> {
  const { code, rule, severity, subject, path, field, file, line, column, message, seen, allowed, hint, fix } = finding;
  const { team, notChecked, suppressed } = finding;
  const about = { code, rule, severity, subject, path, field, file, line, column, message };
  return { ...about, seen, allowed, hint, team, fix, notChecked, suppressed };
}
