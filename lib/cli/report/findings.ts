// SPDX-License-Identifier: Apache-2.0
import { relative } from "node:path";
import { sortFindings, type Finding, type Severity } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { frame } from "./frame.ts";
import { count, plain, sentence } from "./text.ts";

/** Findings as text: place, code, sentence, the source with carets, what is allowed, the next step. */
export function renderFindings(
  findings: readonly Finding[],
  context: Context,
  sources: ReadonlyMap<string, string> = new Map(),
): string {
  return sortFindings(findings)
    .map((finding) =>
      renderFinding(finding, finding.file === undefined ? undefined : sources.get(finding.file), context),
    )
    .join("\n");
}

/** `2 errors and 1 warning`. */
export function countFindings(findings: readonly Finding[]): string {
  const of = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    ...(of("error") > 0 ? [count(of("error"), "error")] : []),
    ...(of("warning") > 0 ? [count(of("warning"), "warning")] : []),
    ...(of("info") > 0 ? [count(of("info"), "note")] : []),
  ];
  return parts.length === 0 ? "no findings" : sentence(parts);
}

/** Findings with paths as the user sees them, for `--json`. */
export function findingsJson(findings: readonly Finding[], context: Context): Finding[] {
  return sortFindings(findings).map((finding) =>
    finding.file === undefined ? finding : { ...finding, file: shortPath(finding.file, context) },
  );
}

/** Relative to the working directory unless that climbs out of it. */
export function shortPath(file: string, context: Context): string {
  const short = relative(context.io.cwd, context.path(file));
  return short === "" || short.startsWith("..") ? file : short;
}

/** One finding as text. */
export function renderFinding(finding: Finding, source: string | undefined, context: Context): string {
  const { colors } = context;
  const severity = { error: colors.red, warning: colors.yellow, info: colors.cyan }[finding.severity](finding.severity);
  const place =
    finding.file === undefined
      ? (finding.path ?? "")
      : [shortPath(finding.file, context), finding.line, finding.column].filter((part) => part !== undefined).join(":");
  const team = finding.team === undefined ? "" : colors.dim(` (team ${plain(finding.team)})`);
  const lines = [
    `${place === "" ? "" : `${colors.bold(plain(place))} `}${severity} ${finding.code} ${plain(finding.message)}${team}`,
  ];
  const around =
    source === undefined || finding.line === undefined
      ? undefined
      : frame(source, { line: finding.line, column: finding.column ?? 1, seen: finding.seen });
  const beside =
    around !== undefined &&
    finding.hint !== undefined &&
    finding.hint.startsWith("did you mean") &&
    finding.hint.length < 80;
  if (around)
    lines.push(
      ...around.lines.slice(0, -1).map((line) => colors.dim(line)),
      colors.red(around.lines.at(-1) ?? "") + (beside ? ` ${plain(finding.hint ?? "")}` : ""),
    );
  if (!around && finding.seen !== undefined) lines.push(`   seen: ${plain(finding.seen)}`);
  if (finding.allowed !== undefined) lines.push(`   allowed: ${plain(finding.allowed)}`);
  if (finding.hint !== undefined && !beside) lines.push(`   ${colors.green("help:")} ${plain(finding.hint)}`);
  return lines.join("\n");
}
