// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../lint/index.ts";
import type { Severity } from "../model/light.ts";

/** What a matcher gives back. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** True for findings of severity `failOn` or worse that were really looked for. */
export function fails({ severity, notChecked }: LintFinding, failOn: Severity): boolean {
  return notChecked === undefined && rank[severity] <= rank[failOn];
}

/** One finding as a line of a matcher's message, indented by two. */
export function findingLine({
  file,
  line,
  column,
  severity,
  code,
  subject,
  message,
  seen,
  allowed,
  hint,
}: LintFinding): string {
  const place = line === undefined ? "" : `${file}:${line}:${column} `;
  const more = [
    ...(seen === undefined ? [] : [`seen: ${seen}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
    ...(hint === undefined ? [] : [hint]),
  ];
  return `  ${place}${severity} ${code} ${subject}: ${message}${more.length === 0 ? "" : ` (${more.join("; ")})`}`;
}

/** `1 flavor`, `2 flavors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
