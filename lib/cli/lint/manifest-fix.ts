// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import { readManifests } from "../../manifests/index.ts";
import { applyFixes, fixesOf, type FixHow } from "./fix.ts";
import type { ManifestFile } from "./manifest-files.ts";

/** How fixes are made in streams of manifests: each document is edited by itself, and the others stay as they are. */
export function manifestFixes(
  lint: (files: readonly ManifestFile[]) => LintFinding[],
  namespace: string | undefined,
): FixHow<ManifestFile> {
  return {
    lint,
    apply: applyInDocuments,
    readAgain: (files, texts) =>
      Promise.resolve(
        files.map((file, index) => {
          const text = texts[index] ?? file.text;
          return text === file.text
            ? file
            : { name: file.name, text, manifests: readManifests(text, file.name, { namespace }).manifests };
        }),
      ),
  };
}

async function applyInDocuments(
  { text, manifests }: ManifestFile,
  findings: readonly LintFinding[],
): Promise<{ readonly text: string; readonly count: number }> {
  const ranges = [
    ...new Map(manifests.flatMap(({ source }) => (source?.range ? [[source.range[0], source.range]] : []))).values(),
  ];
  const starts = lineStarts(text);
  const byRange = Map.groupBy(findings, ({ line }) => {
    const offset = starts[(line ?? 1) - 1] ?? 0;
    // A line belongs to the last document that begins in it or before.
    return ranges.findLast(([start]) => start <= offset) ?? ranges[0];
  });
  let made = text;
  let count = 0;
  // From the end: offsets before an edit stay what they are.
  for (const range of ranges.toReversed()) {
    const fixes = fixesOf(byRange.get(range) ?? []);
    if (fixes.length === 0) continue;
    const [start, end] = range;
    const part = text.slice(start, end);
    const kind = /^[\s]*[{[]/.test(part) ? "json" : "yaml";
    const applied = await applyFixes(part, kind, fixes);
    made = made.slice(0, start) + applied.text + made.slice(end);
    count += applied.count;
  }
  return { text: made, count };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
