// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../../lib/lint/index.ts";

/** All that a finding says, in one line; `-` for what it does not say. Flavors of examples have no file. */
export function told({ file, line, column, ...finding }: LintFinding): string {
  const { severity, subject, field, message, seen, allowed, hint, fix, notChecked } = finding;
  const place = line === undefined ? undefined : `${file}:${line}:${column}`;
  const change = fix && `${fix.safe ? "safe" : "suggested"}: ${fix.title} ${JSON.stringify(fix.edits)}`;
  const unsure = notChecked === true ? "not checked" : undefined;
  return [severity, subject, field, place, message, seen, allowed, hint, change, unsure]
    .map((part) => (part === undefined || part === "" ? "-" : part))
    .join(" | ");
}
