// SPDX-License-Identifier: Apache-2.0

/** How bad a finding is. Only `error` stops a run. */
export type Severity = "error" | "warning" | "info";

/** One mistake in data, as data: where, what was seen, what is allowed, what to do next. Never thrown. */
export interface Finding {
  /** Stable code, `BV` and three digits. Documented in docs/findings.md. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence without the place. */
  readonly message: string;
  readonly file?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based. */
  readonly column?: number | undefined;
  /** Dotted path inside the document, `teams.nris.vms.web.flavor`. */
  readonly path?: string | undefined;
  readonly team?: string | undefined;
  /** The value found. */
  readonly seen?: string | undefined;
  /** What would be accepted, nearest first. */
  readonly allowed?: string | undefined;
  /** The next step, as a sentence or a command. Absent when no fix is known. */
  readonly hint?: string | undefined;
}

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Stable order: by file, place, severity, code, message. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      (a.file ?? "").localeCompare(b.file ?? "") ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      rank[a.severity] - rank[b.severity] ||
      a.code.localeCompare(b.code) ||
      a.message.localeCompare(b.message),
  );
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
