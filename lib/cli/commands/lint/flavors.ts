// SPDX-License-Identifier: Apache-2.0
import { lintFlavors, rules, rulesThatRun } from "../../../flavors/index.ts";
import { type EditKind, type LintFinding, sortLintFindings } from "../../../lint/index.ts";
import type { Context } from "../../context.ts";
import type { Outcome } from "../../exit.ts";
import { answer } from "../../lint/answer.ts";
import { baselineFor } from "../../lint/baseline-file.ts";
import { compareWith } from "../../lint/facts.ts";
import { filesAsked, refuseStdinFix } from "../../lint/files.ts";
import { lintSetup } from "../../lint/options.ts";
import { kindOf, readAgain, type ReadFile, readFiles } from "../../lint/read.ts";
import { unreadFiles } from "../../lint/texts.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const begin = performance.now();
  const setup = await lintSetup(context, options);
  const { config, folder, userRules, sources } = setup.loaded;
  const found = await filesAsked(values[0], context, {
    config,
    folder,
    relative: setup.relative,
    example: "lint flavors flavors.yaml   (or a folder, a pattern, - for the standard input)",
  });
  const wantsFix = options["fix"] === true || options["fixSuggestions"] === true;
  if (wantsFix && options["diff"] !== true) refuseStdinFix(found);
  const read = await readFiles(found, context, setup.formatOf);
  const extra = await compareWith(context, setup, read.files, options);
  const lint = (files: readonly ReadFile[]): LintFinding[] =>
    lintFlavors(
      files.flatMap(({ definitions }) => definitions),
      { ...setup.lint, ...extra, texts: new Map(files.map(({ name, text }) => [name, text])) },
    );

  let files = read.files;
  let linted = lint(files);
  let changed: { readonly changes: number; readonly files: number } | undefined;
  let diff: string | undefined;
  if (wantsFix || options["diff"] === true) {
    const { applyFixes, fixesOf, fixFiles } = await import("../../lint/fix.ts");
    const how = {
      lint,
      readAgain,
      apply: async (file: ReadFile, fixable: readonly LintFinding[]) => {
        const kind = kindOf(file);
        return kind === undefined ? { text: file.text, count: 0 } : applyFixes(file.text, kind, fixesOf(fixable));
      },
    };
    const fixed = await fixFiles(files, linted, how, {
      suggestions: options["fixSuggestions"] === true,
      write: options["diff"] !== true,
      context,
    });
    diff = fixed.diff;
    changed = fixed.changed;
    if (options["diff"] !== true) ({ files, findings: linted } = fixed);
  }
  const baseline = await baselineFor(options, { baseline: config.baseline, folder }, context, {
    files: found.map(({ name }) => name),
    ran: rulesThatRun({ ...setup.lint, ...extra }),
  });
  const { findings, fixed, written } = await baseline.apply(sortLintFindings([...read.findings, ...linted]));
  const report = {
    findings,
    files: [...files.map(({ name }) => name), ...unreadFiles(read.findings, files)],
    subjects: files.reduce((sum, { definitions }) => sum + definitions.length, 0),
    noun: "flavor",
    skipped: read.skipped.length,
    failOn: setup.failOn,
    rules: [...rules, ...userRules],
    fixed,
    baseline: baseline.file,
    sources: new Map([...sources, ...files.map(({ name, text }) => [name, text] as const)]),
    kinds: kindsOf(files),
    changed: options["diff"] === true ? undefined : changed,
    seconds: (performance.now() - begin) / 1000,
  };
  const { format, out, all } = setup;
  if (diff !== undefined && options["diff"] === true) {
    // Only the difference on stdout: it is for `git apply` or `patch`.
    const { countFindings } = await import("../../report/findings.ts");
    if (!context.json) context.io.stdout.write(diff);
    const outcome = await answer(report, silent(context), {
      format: "text",
      all,
      unreadable: read.unreadable,
      json: { diff },
    });
    context.io.stderr.write(
      `${countFindings(findings.filter(({ suppressed }) => !suppressed))}; nothing was changed\n`,
    );
    return outcome;
  }
  const outcome = await answer(report, context, { format, out, all, unreadable: read.unreadable });
  if (written !== undefined) context.print(`wrote ${written}`);
  return outcome;
}

function kindsOf(files: readonly ReadFile[]): Map<string, EditKind> {
  return new Map(
    files.flatMap((file) => {
      const kind = kindOf(file);
      return kind === undefined ? [] : [[file.name, kind] as const];
    }),
  );
}

const silent = (context: Context): Context => ({ ...context, json: true });
