// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "./finding.ts";

/** One known finding, or several alike. Lines are not part of it: they move with every edit. */
export interface BaselineEntry {
  /** Code of the rule. */
  readonly rule: string;
  readonly subject: string;
  readonly field: string;
  /** As seen from the folder of the baseline file, with slashes. */
  readonly file: string;
  /** @default 1 */
  readonly count?: number | undefined;
}

/** The text of a baseline understood, or what is wrong with it in a few words. */
export function readBaseline(text: string): readonly BaselineEntry[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is not JSON";
  }
  if (!isRecord(value)) return "it is not an object";
  if (value["version"] !== 1) return `version ${JSON.stringify(value["version"]) ?? "is missing and"} is not 1`;
  const { findings } = value;
  if (!Array.isArray(findings)) return "findings is not a list";
  const bad = findings.findIndex((entry: unknown) => !isEntry(entry));
  return bad < 0 ? (findings as BaselineEntry[]) : `entry ${bad + 1} has not rule, subject, field and file as text`;
}

/** A baseline of findings: those that count, no faults of the linter. Sorted, so that its changes read well. */
export function writeBaseline(findings: readonly LintFinding[], options: BaselineOptions): string {
  const counts = new Map<string, number>();
  for (const finding of findings)
    if (options.takes(finding)) {
      const key = keyOf(entryOf(finding, options));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const entries = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => entryOfKey(key, count));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]\n}\n`;
}

export interface BaselineOptions {
  /** The file of a finding as the baseline names it. */
  readonly fileOf: (file: string) => string;
  /** False for findings that no baseline may hide. */
  readonly takes: (finding: LintFinding) => boolean;
}

export interface Baselined {
  /** Known ones have `suppressed` set. */
  readonly findings: readonly LintFinding[];
  /** Entries, or parts of their count, that nothing was found for although it was looked for. */
  readonly fixed: readonly BaselineEntry[];
}

/** Marks the findings that are known. Of several alike the first ones in their order are. */
export function applyBaseline(
  findings: readonly LintFinding[],
  entries: readonly BaselineEntry[],
  options: BaselineOptions & {
    /** True when the entry's rule ran over the entry's file. */
    readonly lookedAt: (entry: BaselineEntry) => boolean;
  },
): Baselined {
  const left = new Map<string, number>();
  for (const entry of entries) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + (entry.count ?? 1));
  const marked = findings.map((finding): LintFinding => {
    if (!options.takes(finding)) return finding;
    const key = keyOf(entryOf(finding, options));
    const count = left.get(key) ?? 0;
    if (count === 0) return finding;
    left.set(key, count - 1);
    return { ...finding, suppressed: { by: "baseline", reason: "known before" } };
  });
  const fixed = [...left]
    .filter(([, count]) => count > 0)
    .map(([key, count]) => entryOfKey(key, count))
    .filter(options.lookedAt);
  return { findings: marked, fixed };
}

function entryOf(finding: LintFinding, { fileOf }: BaselineOptions): BaselineEntry {
  const { code, subject, field, file } = finding;
  return { rule: code, subject, field: field ?? "", file: file === undefined ? "" : fileOf(file) };
}

const keyOf = ({ file, subject, rule, field }: BaselineEntry): string => JSON.stringify([file, subject, rule, field]);

function entryOfKey(key: string, count: number): BaselineEntry {
  const [file, subject, rule, field] = JSON.parse(key) as [string, string, string, string];
  return { rule, subject, field, file, ...(count === 1 ? {} : { count }) };
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isRecord(value)) return false;
  const { count } = value;
  return (
    ["rule", "subject", "field", "file"].every((key) => typeof value[key] === "string") &&
    (count === undefined || (typeof count === "number" && Number.isInteger(count) && count > 0))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
