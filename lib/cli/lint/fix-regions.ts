// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import { counting, type LintReport } from "../report/lint/report.ts";
import type { FixRegion } from "../report/lint/sarif.ts";
import { applyFixes } from "./fix.ts";

/** Each is made on its own copy of the file: more than so many would take longer than the lint. */
const most = 200;

/** Fixes as lines of their files, for SARIF. */
export async function fixRegions(report: LintReport): Promise<(finding: LintFinding) => FixRegion | undefined> {
  const regions = new Map<LintFinding, FixRegion>();
  const fixable = counting(report.findings).filter(({ fix, file }) => fix !== undefined && file !== undefined);
  for (const finding of fixable.slice(0, most)) {
    const { file = "", fix } = finding;
    const text = report.sources.get(file);
    if (fix === undefined || text === undefined) continue;
    const kind = report.kinds?.get(file);
    if (kind === undefined) continue;
    const region = regionOf(text, (await applyFixes(text, kind, [fix])).text);
    if (region !== undefined) regions.set(finding, region);
  }
  return (finding) => regions.get(finding);
}

/** The lines that differ: what is alike at the start and at the end is left out. */
function regionOf(before: string, after: string): FixRegion | undefined {
  if (before === after) return undefined;
  const from = before.split("\n");
  const to = after.split("\n");
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let tail = 0;
  while (
    tail < from.length - start &&
    tail < to.length - start &&
    from[from.length - 1 - tail] === to[to.length - 1 - tail]
  )
    tail++;
  // A last line without its end cannot be named by the start of the next.
  if (tail === 0) return undefined;
  const lines = to.slice(start, to.length - tail);
  return {
    startLine: start + 1,
    endLine: from.length - tail + 1,
    text: lines.map((line) => `${line}\n`).join(""),
  };
}
