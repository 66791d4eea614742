// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { readText, writeWhole } from "../../files/light.ts";
import {
  applyBaseline,
  type BaselineEntry,
  type LintFinding,
  readBaseline,
  type RuleMeta,
  writeBaseline,
} from "../../lint/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import { shortPath } from "../report/findings.ts";
import { isFault } from "../report/lint/report.ts";
import { inFolder } from "./options.ts";

export const baselineName = ".bivouac-lint-baseline.json";

export interface AppliedBaseline {
  readonly findings: readonly LintFinding[];
  readonly fixed: readonly BaselineEntry[];
  /** The file, when it was written. */
  readonly written?: string | undefined;
}

/** What the configuration says of it. */
export interface BaselineSetting {
  readonly baseline?: string | undefined;
  /** Folder that its path is below. */
  readonly folder: string;
}

/** The baseline of a run: that of `--baseline`, else that of the configuration. @throws CliError 2 when it cannot be used */
export async function baselineFor(
  options: Readonly<Record<string, unknown>>,
  { baseline, folder }: BaselineSetting,
  context: Context,
  run: { readonly files: readonly string[]; readonly ran: readonly RuleMeta[] },
): Promise<{ readonly file?: string; apply(findings: readonly LintFinding[]): Promise<AppliedBaseline> }> {
  const update = options["updateBaseline"] === true;
  const path =
    typeof options["baseline"] === "string"
      ? context.path(options["baseline"])
      : baseline !== undefined
        ? inFolder(folder, baseline)
        : update
          ? join(folder, baselineName)
          : undefined;
  if (path === undefined) return { apply: (findings) => Promise.resolve({ findings, fixed: [] }) };
  const shown = shortPath(path, context);
  const entries = update ? [] : await load(path, shown);
  const fileOf = (file: string): string => relative(dirname(path), context.path(file)).split(sep).join("/");
  const { ran } = run;
  const firm = new Set(ran.filter(({ ignorable }) => ignorable === false).map(({ id }) => id));
  const takes = ({ code, notChecked, suppressed }: LintFinding): boolean =>
    !isFault(code) && notChecked !== true && !suppressed && !firm.has(code);
  if (update)
    return {
      file: shown,
      async apply(findings) {
        const text = writeBaseline(findings, { fileOf, takes });
        await writeWhole(path, text).catch((error: unknown) => {
          throw new CliError(2, `cannot write ${shown}: ${error instanceof Error ? error.message : String(error)}`);
        });
        const known = readBaseline(text);
        if (typeof known === "string") throw new Error(`the baseline was not written well: ${known}`);
        return { ...applyBaseline(findings, known, { fileOf, takes, lookedAt: () => false }), written: shown };
      },
    };
  const codes = new Set(ran.map(({ id }) => id));
  const files = new Set(run.files.map(fileOf));
  const lookedAt = ({ rule, file }: BaselineEntry): boolean =>
    (codes.has(rule) || rule.startsWith("BV")) &&
    (files.has(file) || (file !== "" && !existsSync(join(dirname(path), file))));
  return {
    file: shown,
    apply: (findings) => Promise.resolve(applyBaseline(findings, entries, { fileOf, takes, lookedAt })),
  };
}

async function load(path: string, shown: string): Promise<readonly BaselineEntry[]> {
  const { text, finding, missing } = await readText(path, shown);
  if (text === undefined)
    throw new CliError(2, `cannot read the baseline ${shown}: ${finding?.message ?? "unknown"}`, {
      help: missing === true ? ["fix: make it with --update-baseline"] : [],
    });
  const entries = readBaseline(text);
  if (typeof entries === "string")
    throw new CliError(2, `the baseline ${shown} is damaged: ${entries}`, {
      help: ["fix: restore it from version control, or make it anew with --update-baseline"],
    });
  return entries;
}
