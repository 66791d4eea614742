// SPDX-License-Identifier: Apache-2.0
import type { BaselineEntry, LintFinding } from "../../../lint/index.ts";
import type { Context } from "../../context.ts";
import { countFindings, renderFinding } from "../findings.ts";
import { count, duration, plain, sentence } from "../text.ts";
import { counting, type LintReport, summaryOf } from "./report.ts";

export interface TextOptions {
  /** Also what is suppressed and what was not checked. @default false */
  readonly all?: boolean | undefined;
}

/** For people: grouped by file, each with the source around it; then what there is in all. */
export function lintText(report: LintReport, context: Context, { all = false }: TextOptions = {}): string[] {
  const { colors } = context;
  const shown = all ? report.findings : counting(report.findings);
  const lines: string[] = [];
  for (const [file, findings] of Map.groupBy(shown, (finding) => finding.file ?? "")) {
    if (file !== "") lines.push(colors.underline(plain(file)) + colors.dim(`  ${headOf(findings)}`));
    for (const finding of findings) lines.push(render(finding, report, context));
    lines.push("");
  }
  lines.push(...fixedLines(report.fixed, report.baseline), ...totals(report, all));
  return lines;
}

function headOf(findings: readonly LintFinding[]): string {
  const counted = counting(findings);
  return counted.length === 0
    ? count(findings.length, "finding that does not count", "findings that do not count")
    : countFindings(counted);
}

function render(finding: LintFinding, { sources }: LintReport, context: Context): string {
  const { suppressed, subject, message, fix, hint } = finding;
  const source = finding.file === undefined ? undefined : sources.get(finding.file);
  const star = fix === undefined ? "" : fix.safe ? " [fix]" : " [fix?]";
  const title = subject === "" ? message : `${subject}: ${message}`;
  const text = renderFinding(
    // What the fix would do is the next step when nobody says another.
    { ...finding, message: title + star, ...(hint === undefined && fix !== undefined ? { hint: fix.title } : {}) },
    source,
    context,
  );
  return suppressed
    ? `${text}\n   ${context.colors.dim(plain(`suppressed (${suppressed.by}): ${suppressed.reason}`))}`
    : text;
}

const shownFixed = 20;

function fixedLines(fixed: readonly BaselineEntry[], baseline: string | undefined): string[] {
  if (fixed.length === 0) return [];
  const more = fixed.length - shownFixed;
  return [
    `${count(fixed.length, "entry", "entries")} of the baseline ${fixed.length === 1 ? "is" : "are"} fixed; take ${fixed.length === 1 ? "it" : "them"} out with --update-baseline${baseline === undefined ? "" : ` (${plain(baseline)})`}:`,
    ...fixed
      .slice(0, shownFixed)
      .map(({ rule, file, subject, field }) =>
        plain(`  ${rule} ${[file, subject, field].filter((part) => part !== "").join(" ")}`),
      ),
    ...(more > 0 ? [`  and ${more} more (all: --format json)`] : []),
    "",
  ];
}

/** What there is, and everything that is not shown, with the option that shows it. */
function totals(report: LintReport, all: boolean): string[] {
  const summary = summaryOf(report);
  const { suppressed, fixable, notChecked } = summary;
  const by = Object.entries(suppressed).filter(([, number]) => number > 0);
  const quiet = by.reduce((sum, [, number]) => sum + number, 0);
  const seen = all ? "" : "; --all shows them";
  const found = counting(report.findings);
  const fixes = [
    ...(fixable.safe > 0 ? [`${fixable.safe} fixable with --fix`] : []),
    ...(fixable.suggested > 0
      ? [`${fixable.suggested} ${fixable.safe > 0 ? "more " : "fixable "}with --fix-suggestions`]
      : []),
  ];
  return [
    ...(report.changed === undefined
      ? []
      : [`fixed: ${count(report.changed.changes, "change")} in ${count(report.changed.files, "file")}`]),
    `${countFindings(found)} in ${count(summary.subjects, report.noun)} of ${count(summary.files, "file")} (${duration(report.seconds)})`,
    ...(quiet > 0
      ? [`${quiet} suppressed (${sentence(by.map(([who, number]) => `${number} ${whose[who] ?? who}`))}${seen})`]
      : []),
    ...(notChecked > 0
      ? [
          `${notChecked} not checked: known only when the program runs, or not told by the cloud${seen ? " (--all shows them)" : ""}`,
        ]
      : []),
    ...(summary.skipped > 0 ? [`${count(summary.skipped, "file")} without ${report.noun}s left out`] : []),
    ...(fixes.length > 0 ? [fixes.join(", ")] : []),
  ];
}

const whose: Readonly<Record<string, string>> = {
  inline: "in the files",
  config: "in the configuration",
  baseline: "in the baseline",
};
