// SPDX-License-Identifier: Apache-2.0
import type { BaselineEntry, EditKind, LintFinding, RuleMeta } from "../../../lint/index.ts";
import type { Severity } from "../../../model/light.ts";

/** All that a lint found, as every format gets it. */
export interface LintReport {
  /** In their stable order, suppressed ones too; files as the user named them. */
  readonly findings: readonly LintFinding[];
  /** Files that were looked at, in the order given. */
  readonly files: readonly string[];
  /** How many objects were looked at, and what one is called: `flavor`. */
  readonly subjects: number;
  readonly noun: string;
  /** Files that a folder or pattern led to and that hold nothing of the kind. */
  readonly skipped: number;
  /** Least severity that makes the answer no. */
  readonly failOn: Severity;
  /** All rules that exist. */
  readonly rules: readonly RuleMeta[];
  /** Baseline entries that nothing was found for any more, and the baseline's file. */
  readonly fixed: readonly BaselineEntry[];
  readonly baseline?: string | undefined;
  /** File → text, for the lines around a place. */
  readonly sources: ReadonlyMap<string, string>;
  /** File → how it is written, when it can be edited. */
  readonly kinds?: ReadonlyMap<string, EditKind> | undefined;
  /** Changes that a fix made, and in how many files. */
  readonly changed?: { readonly changes: number; readonly files: number } | undefined;
  readonly seconds: number;
}

/** True for a finding about the linter itself: nothing was proved. */
export function isFault(code: string): boolean {
  return code === "FL000" || code === "MF000";
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Neither suppressed nor "not checked". */
export function counting(findings: readonly LintFinding[]): LintFinding[] {
  return findings.filter((finding) => !finding.suppressed && finding.notChecked === undefined);
}

/** Those that make the answer no. */
export function failing({ findings, failOn }: LintReport): LintFinding[] {
  return counting(findings).filter(({ severity }) => rank[severity] <= rank[failOn]);
}

/** The numbers of a report. */
export interface LintSummary {
  readonly files: number;
  readonly subjects: number;
  readonly skipped: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly notChecked: number;
  readonly suppressed: { readonly inline: number; readonly config: number; readonly baseline: number };
  readonly fixable: { readonly safe: number; readonly suggested: number };
}

export function summaryOf({ findings, files, subjects, skipped }: LintReport): LintSummary {
  const counted = counting(findings);
  const of = (severity: Severity): number => counted.filter((finding) => finding.severity === severity).length;
  const by = (who: string): number => findings.filter(({ suppressed }) => suppressed?.by === who).length;
  const fixes = counted.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  const safe = fixes.filter((fix) => fix.safe).length;
  return {
    files: files.length,
    subjects,
    skipped,
    errors: of("error"),
    warnings: of("warning"),
    infos: of("info"),
    notChecked: findings.filter((finding) => finding.notChecked === true && !finding.suppressed).length,
    suppressed: { inline: by("inline"), config: by("config"), baseline: by("baseline") },
    fixable: { safe, suggested: fixes.length - safe },
  };
}
