// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../../lint/index.ts";
import { countFindings } from "../findings.ts";
import { count, plain } from "../text.ts";
import { counting, failing, type LintReport, summaryOf } from "./report.ts";

/** A job summary has 1 MiB; nobody reads more rows than these. */
const shownRows = 200;

const signs = { error: "❌ error", warning: "⚠️ warning", info: "ℹ️ info" } as const;

/** For the summary page of a CI job. */
export function lintMarkdown(report: LintReport): string {
  const found = counting(report.findings);
  const bad = failing(report).length;
  const summary = summaryOf(report);
  const { inline, config, baseline } = summary.suppressed;
  const quiet = inline + config + baseline;
  const rows = found.slice(0, shownRows);
  return [
    `## bivouac lint: ${bad === 0 ? "✅ passed" : `❌ ${countFindings(failing(report))}`}`,
    "",
    `${countFindings(found)} in ${count(summary.subjects, report.noun)} of ${count(summary.files, "file")}; ${quiet} suppressed, ${summary.notChecked} not checked.`,
    ...(rows.length === 0 ? [] : ["", "| severity | where | rule | what | next |", "|---|---|---|---|---|"]),
    ...rows.map(row),
    ...(found.length > rows.length ? ["", `${found.length - rows.length} more are not shown here.`] : []),
    ...(report.fixed.length === 0
      ? []
      : [
          "",
          `${count(report.fixed.length, "entry", "entries")} of the baseline ${report.fixed.length === 1 ? "is" : "are"} fixed: \`bivouac lint flavors … --update-baseline\`.`,
        ]),
    "",
  ].join("\n");
}

function row({ severity, file, line, subject, code, rule, message, seen, allowed, hint, fix }: LintFinding): string {
  const place = file === undefined ? "" : codeStyle(line === undefined ? file : `${file}:${line}`);
  const where = [place, subject === "" ? "" : `**${cell(subject)}**`].filter((part) => part !== "").join("<br>");
  const what = cell(message) + (seen === undefined ? "" : ` (seen ${codeStyle(seen)})`);
  const next = [
    ...(allowed === undefined ? [] : [`allowed: ${cell(allowed)}`]),
    ...(hint === undefined ? [] : [cell(hint)]),
    ...(fix === undefined ? [] : [`fix${fix.safe ? "" : " (look first)"}: ${cell(fix.title)}`]),
  ].join("<br>");
  return `| ${signs[severity]} | ${where} | ${code} ${cell(rule)} | ${what} | ${next} |`;
}

/** Text that no table, link or tag can come out of. */
function cell(text: string): string {
  return plain(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|~@#]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(/\s*\n\s*/g, " ");
}

/** Text in code style; a tick in it is shown without style. */
function codeStyle(text: string): string {
  const one = plain(text).replaceAll(/\s*\n\s*/g, " ");
  return /[`|\\]/.test(one) ? cell(one) : `\`${one}\``;
}
