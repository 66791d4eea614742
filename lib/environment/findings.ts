// SPDX-License-Identifier: Apache-2.0
import { type Finding, hasErrors } from "../model/index.ts";
import * as pulumi from "@pulumi/pulumi";

/**
 * Tells the engine what is wrong with an event: warnings as such, errors all together.
 * @throws RunError when there are errors, so without a stack trace
 */
export function report(findings: readonly Finding[]): void {
  for (const finding of findings) {
    if (finding.severity === "warning") void pulumi.log.warn(line(finding));
  }
  if (!hasErrors(findings)) return;
  const errors = findings.filter((finding) => finding.severity === "error");
  throw new pulumi.RunError(
    `${errors.length === 1 ? "one fault" : `${errors.length} faults`} in the event:\n${errors.map(line).join("\n")}`,
  );
}

/** `event.yaml:12:5 BV203 teams.nris.vms.web.flavor: message (seen x; allowed y). Hint`. */
function line(finding: Finding): string {
  const place =
    finding.file === undefined
      ? ""
      : `${[finding.file, finding.line, finding.column].filter((part) => part !== undefined).join(":")} `;
  const values = [
    finding.seen === undefined ? "" : `seen ${finding.seen}`,
    finding.allowed === undefined ? "" : `allowed ${finding.allowed}`,
  ].filter((part) => part !== "");
  return `${place}${finding.code} ${finding.path === undefined ? "" : `${finding.path}: `}${finding.message}${values.length > 0 ? ` (${values.join("; ")})` : ""}${finding.hint === undefined ? "" : `. ${finding.hint}`}`;
}
