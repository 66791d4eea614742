// SPDX-License-Identifier: Apache-2.0
import { sortFindings, type Finding } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { shortPath } from "./findings.ts";

const levels = { error: "error", warning: "warning", info: "notice" } as const;

/** Findings as workflow commands: a CI run of GitHub shows them beside the line. */
export function renderGithub(findings: readonly Finding[], context: Context): string[] {
  return sortFindings(findings).map((finding) => {
    const fields = [
      finding.file === undefined ? undefined : `file=${property(shortPath(finding.file, context))}`,
      finding.line === undefined ? undefined : `line=${finding.line}`,
      finding.column === undefined ? undefined : `col=${finding.column}`,
      `title=${property(finding.code)}`,
    ].filter((field) => field !== undefined);
    const text = [
      finding.message,
      finding.allowed === undefined ? undefined : `allowed: ${finding.allowed}`,
      finding.hint,
    ]
      .filter((part) => part !== undefined)
      .join("\n");
    return `::${levels[finding.severity]} ${fields.join(",")}::${data(text)}`;
  });
}

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
