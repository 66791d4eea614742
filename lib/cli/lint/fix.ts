// SPDX-License-Identifier: Apache-2.0
import { createTwoFilesPatch } from "diff";
import { writeWhole } from "../../files/light.ts";
import { applyEdits, type EditKind, type Fix, type LintFinding } from "../../lint/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";

export interface FixOptions {
  /** Also fixes that change the meaning. */
  readonly suggestions: boolean;
  /** False: nothing is written. */
  readonly write: boolean;
  readonly context: Context;
}

/** What is known of the files of one linter. */
export interface FixHow<File> {
  lint(files: readonly File[]): LintFinding[];
  /** The file's text with these fixes made, and how many they were. */
  apply(file: File, findings: readonly LintFinding[]): Promise<{ readonly text: string; readonly count: number }>;
  /** The files with other texts, understood again. */
  readAgain(files: readonly File[], texts: readonly string[]): Promise<readonly File[]>;
}

export interface FixedFiles<File> {
  /** As they are now. */
  readonly files: readonly File[];
  /** What is found in them now. */
  readonly findings: LintFinding[];
  readonly changed: { readonly changes: number; readonly files: number };
  /** Unified, for `git apply`; empty when nothing changes. */
  readonly diff: string;
}

/** One fix may make room for the next, as a rename does; more rounds than these would be two rules that quarrel. */
const rounds = 10;

/**
 * Fixes files until there is nothing more to fix, and writes those that changed, each at once or not at all. Running it again
 * changes nothing.
 */
export async function fixFiles<File extends { readonly name: string; readonly text: string }>(
  before: readonly File[],
  found: readonly LintFinding[],
  how: FixHow<File>,
  { suggestions, write, context }: FixOptions,
): Promise<FixedFiles<File>> {
  let files = before;
  let findings = [...found];
  let changes = 0;
  for (let round = 0; round < rounds; round++) {
    const wanted = Map.groupBy(
      findings.filter(({ fix, suppressed }) => fix !== undefined && !suppressed && (fix.safe || suggestions)),
      ({ file }) => file,
    );
    const texts = await Promise.all(
      files.map(async (file) => {
        const fixable = wanted.get(file.name) ?? [];
        if (fixable.length === 0) return file.text;
        const { text, count } = await how.apply(file, fixable);
        if (text !== file.text) changes += count;
        return text;
      }),
    );
    const now = files;
    if (texts.every((text, index) => text === now[index]?.text)) break;
    files = await how.readAgain(now, texts);
    findings = how.lint(files);
  }
  const changed = files.flatMap((file, index) => {
    const earlier = before[index];
    return earlier === undefined || earlier.text === file.text ? [] : [{ file, earlier }];
  });
  if (write)
    for (const { file } of changed)
      await writeWhole(context.path(file.name), file.text).catch((error: unknown) => {
        throw new CliError(2, `cannot write ${file.name}: ${error instanceof Error ? error.message : String(error)}`);
      });
  return {
    files,
    findings,
    changed: { changes, files: changed.length },
    diff: changed.map(({ file, earlier }) => patch(file.name, earlier.text, file.text)).join(""),
  };
}

/** Fixes of findings, without those that have none. */
export function fixesOf(findings: readonly LintFinding[]): Fix[] {
  return findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
}

/** Each fix whole or not at all: those of which only a part could be done are left out. */
export async function applyFixes(
  text: string,
  kind: EditKind,
  fixes: readonly Fix[],
): Promise<{ readonly text: string; readonly count: number }> {
  let left = [...fixes];
  while (left.length > 0) {
    const result = await applyEdits(
      text,
      kind,
      left.flatMap(({ edits }) => edits),
    );
    const skipped = new Set(result.skipped.map(({ edit }) => edit));
    const whole = left.filter(({ edits }) => edits.every((edit) => !skipped.has(edit)));
    const partial = left.filter((fix) => !whole.includes(fix) && fix.edits.some((edit) => !skipped.has(edit)));
    if (partial.length === 0) return { text: result.text, count: whole.length };
    // The first of them may be alone at fault for the others; it comes again in the next round.
    left = left.filter((fix) => fix !== partial[0]);
  }
  return { text, count: 0 };
}

function patch(name: string, from: string, to: string): string {
  const short = name.startsWith("/") ? name.slice(1) : name;
  const text = createTwoFilesPatch(`a/${short}`, `b/${short}`, from, to, undefined, undefined, { context: 3 });
  // The library's own head line is no part of a patch.
  return text.replace(/^=+\n/, "");
}
