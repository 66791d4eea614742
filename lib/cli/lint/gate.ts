// SPDX-License-Identifier: Apache-2.0
import { readText } from "../../files/index.ts";
import { rulesThatRun } from "../../flavors/index.ts";
import { type LintFinding, sortLintFindings } from "../../lint/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import { countFindings, shortPath } from "../report/findings.ts";
import { isFault } from "../report/lint/report.ts";
import { baselineFor } from "./baseline-file.ts";
import { lintEventText } from "./event-file.ts";
import { lintSetup } from "./options.ts";

/**
 * Ends the command when the linter has errors about the event's flavors or their use, by files alone: no cloud is asked.
 * The configuration, suppressions and the baseline count as in `bivouac lint`. A fault of the linter itself stops nobody.
 * @throws CliError 1 with the errors, 2 for a configuration that is wrong
 */
export async function refuseLintErrors(
  context: Context,
  { argument, file }: { readonly argument: string; readonly file: string },
): Promise<void> {
  const setup = await lintSetup(context, {});
  const { text } = await readText(file, argument);
  // It was read a moment ago; if it is gone, what follows will say so.
  if (text === undefined) return;
  const linted = await lintEventText(argument, text, context, setup);
  const baseline = await baselineFor(
    {},
    { baseline: setup.loaded.config.baseline, folder: setup.loaded.folder },
    context,
    {
      files: linted.files,
      ran: rulesThatRun(setup.lint),
    },
  );
  const { findings } = await baseline.apply(sortLintFindings(linted.findings));
  const errors = oncePerPlace(
    findings.filter(
      ({ severity, code, suppressed }) =>
        severity === "error" && code.startsWith("FL") && !isFault(code) && suppressed === undefined,
    ),
  );
  if (errors.length === 0) return;
  throw new CliError(1, `the flavors of ${shortPath(file, context)} have ${countFindings(errors)}`, {
    findings: errors,
    sources: linted.sources,
    help: [
      `look: ${context.self} lint ${argument}`,
      "a finding that is meant to be: x-lint beside the flavor, with a reason",
    ],
  });
}

/** What a family says wrong is wrong in each of its flavors, and to be mended once. */
function oncePerPlace(findings: readonly LintFinding[]): LintFinding[] {
  const places = new Map(
    findings.map((finding) => {
      const { code, file, line, column, message, subject } = finding;
      return [JSON.stringify([code, file, line, column, message, line === undefined ? subject : ""]), finding] as const;
    }),
  );
  return [...places.values()];
}
