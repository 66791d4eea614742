// SPDX-License-Identifier: Apache-2.0
import { type LintFinding, sortLintFindings } from "../../../lint/index.ts";
import { lintManifests, rules, suppressionRule } from "../../../manifests/index.ts";
import type { Context } from "../../context.ts";
import type { Outcome } from "../../exit.ts";
import { answer } from "../../lint/answer.ts";
import { baselineFor } from "../../lint/baseline-file.ts";
import { filesAsked, refuseStdinFix } from "../../lint/files.ts";
import { type ManifestFile, readManifestFiles } from "../../lint/manifest-files.ts";
import { manifestSetup } from "../../lint/manifest-setup.ts";
import { surroundingsOf } from "../../lint/surroundings.ts";
import { unreadFiles } from "../../lint/texts.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const begin = performance.now();
  const setup = await manifestSetup(context, options);
  const { config, loaded } = setup;
  const found = await filesAsked(values[0], context, {
    config,
    folder: loaded.folder,
    relative: setup.relative,
    example: "lint manifests k8s/   (or files, a pattern, - for the standard input)",
  });
  const { around, earlier, settings, namespace } = await surroundingsOf(setup, context);
  const read = await readManifestFiles(found, context, namespace);
  const lint = (all: readonly ManifestFile[]): LintFinding[] =>
    lintManifests(
      all.flatMap(({ manifests }) => manifests),
      { ...setup.lint, around, earlier, settings: { ...setup.lint.settings, ...settings } },
    );
  const diffOnly = options["diff"] === true;
  const wantsFix = options["fixSuggestions"] === true || options["fix"] === true || diffOnly;
  if (wantsFix && !diffOnly) refuseStdinFix(found);
  let files = read.files;
  let linted = lint(files);
  let changed: { readonly changes: number; readonly files: number } | undefined;
  if (wantsFix) {
    const [{ fixFiles }, { manifestFixes }] = await Promise.all([
      import("../../lint/fix.ts"),
      import("../../lint/manifest-fix.ts"),
    ]);
    const fixed = await fixFiles(files, linted, manifestFixes(lint, namespace), {
      suggestions: options["fixSuggestions"] === true,
      write: !diffOnly,
      context,
    });
    if (diffOnly) {
      // Only the difference on stdout: it is for `git apply` or `patch`.
      if (!context.json) context.io.stdout.write(fixed.diff);
      return { code: 0, json: { diff: fixed.diff } };
    }
    ({ files, findings: linted, changed } = fixed);
  }
  const known = [...rules, suppressionRule];
  const baseline = await baselineFor(options, { baseline: config.baseline, folder: loaded.folder }, context, {
    files: found.map(({ name }) => name),
    ran: known.filter(({ id }) => config.severities[id] !== "off"),
  });
  const { findings, fixed, written } = await baseline.apply(sortLintFindings([...read.findings, ...linted]));
  if (options["footprint"] === true && setup.format === "text" && !context.json) {
    const { namespaceFootprints } = await import("../../report/namespace-footprints.ts");
    const all = files.flatMap(({ manifests }) => manifests);
    for (const line of namespaceFootprints(all, around, { ...setup.lint.settings, ...settings })) context.print(line);
  }
  const outcome = await answer(
    {
      findings,
      files: [...files.map(({ name }) => name), ...unreadFiles(read.findings, files)],
      subjects: files.reduce((sum, { manifests }) => sum + manifests.length, 0),
      noun: "object",
      skipped: read.skipped.length,
      failOn: setup.failOn,
      rules: known,
      fixed,
      baseline: baseline.file,
      changed,
      sources: new Map([...loaded.sources, ...files.map(({ name, text }) => [name, text] as const)]),
      seconds: (performance.now() - begin) / 1000,
    },
    context,
    { format: setup.format, out: setup.out, all: setup.all, unreadable: read.unreadable },
  );
  if (written !== undefined) context.print(`wrote ${written}`);
  return outcome;
}
