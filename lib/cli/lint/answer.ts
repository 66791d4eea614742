// SPDX-License-Identifier: Apache-2.0
import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, type Outcome } from "../exit.ts";
import { packageVersion } from "../install.ts";
import type { ReportFormat } from "../report/lint/formats.ts";
import { countFindings } from "../report/findings.ts";
import { lintJson } from "../report/lint/json.ts";
import { counting, failing, isFault, type LintReport } from "../report/lint/report.ts";
import { count } from "../report/text.ts";

export interface AnswerOptions {
  readonly format: ReportFormat;
  /** File for the answer; the text is then printed as well. */
  readonly out?: string | undefined;
  readonly all: boolean;
  /** A file that was named could not be read. */
  readonly unreadable?: boolean | undefined;
  /** Laid over the document of `--json`. */
  readonly json?: Readonly<Record<string, unknown>> | undefined;
}

/** Prints and writes what was found, and says how the command ends. */
export async function answer(report: LintReport, context: Context, options: AnswerOptions): Promise<Outcome> {
  const { format, out } = options;
  const end = endOf(report, options.unreadable === true);
  const json = { ...lintJson(report), ...options.json };
  const printed = out === undefined ? format : "text";
  if (!context.json) await print(printed, report, context, end.code, options.all);
  if (out !== undefined) {
    const document = { version: 1, command: context.command, ...json, exitCode: end.code, reason: end.reason };
    const text =
      format === "json"
        ? `${JSON.stringify(document)}\n`
        : await render(format, report, plainOf(context), end.code, options.all);
    const { writeWhole } = await import("../../files/light.ts");
    await writeWhole(context.path(out), text).catch((error: unknown) => {
      throw new CliError(2, `cannot write ${out}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  return { ...end, json };
}

/** Exit 0 below the threshold, 1 at or above it, 2 when the linter could not do its work. */
function endOf(report: LintReport, unreadable: boolean): { readonly code: ExitCode; readonly reason?: string } {
  const faults = report.findings.filter(({ code }) => isFault(code));
  if (faults[0] !== undefined)
    return {
      code: 2,
      reason: `${count(faults.length, "fault")} of the linter itself (${faults[0].code}); please report`,
    };
  const unread = report.findings.find(({ code }) => code === "BV001");
  if (unreadable)
    return { code: 2, reason: `cannot read ${unread?.file ?? "a file"}: ${unread?.message ?? "unknown"}` };
  const bad = failing(report);
  if (bad.length === 0) return { code: 0 };
  return { code: 1, reason: `${countFindings(bad)} at or above --fail-on ${report.failOn}` };
}

async function print(
  format: ReportFormat,
  report: LintReport,
  context: Context,
  exitCode: ExitCode,
  all: boolean,
): Promise<void> {
  // JSON is printed as the command's document.
  if (format !== "json") context.io.stdout.write(await render(format, report, context, exitCode, all));
}

async function render(
  format: Exclude<ReportFormat, "json">,
  report: LintReport,
  context: Context,
  exitCode: ExitCode,
  all: boolean,
): Promise<string> {
  switch (format) {
    case "text":
      return lines((await import("../report/lint/text.ts")).lintText(report, context, { all }));
    case "sarif": {
      const [{ lintSarif }, { fixRegions }] = await Promise.all([
        import("../report/lint/sarif.ts"),
        import("./fix-regions.ts"),
      ]);
      const options = { version: await packageVersion(), exitCode, regionOf: await fixRegions(report) };
      return `${JSON.stringify(lintSarif(report, options), undefined, 2)}\n`;
    }
    case "junit":
      return (await import("../report/lint/junit.ts")).lintJunit(report);
    case "markdown":
      return (await import("../report/lint/markdown.ts")).lintMarkdown(report);
    default: {
      const { renderGithub } = await import("../report/github.ts");
      return lines(
        renderGithub(
          counting(report.findings).map((finding) => ({
            ...finding,
            message: finding.subject === "" ? finding.message : `${finding.subject}: ${finding.message}`,
          })),
          context,
        ),
      );
    }
  }
}

const lines = (all: readonly string[]): string => (all.length === 0 ? "" : `${all.join("\n")}\n`);

/** A file has no colours. */
function plainOf(context: Context): Context {
  return { ...context, colors: picocolors.createColors(false) };
}
