// SPDX-License-Identifier: Apache-2.0
import { type FlavorInput, Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule } from "../one-rule.ts";

/** Known only when a program runs. */
export const later = new Unresolved("var.later");

/** All that a rule tells, a line for each thing it says of a finding; findings of several flavors name theirs. */
export function told(id: string, flavors: FlavorInput | readonly FlavorInput[], target?: string): string[][] {
  return findingsOfRule(id, flavors, { target }).map(
    ({ subject, severity, field, path, message, seen, allowed, hint, fix, ...rest }) => {
      if (Object.keys(rest).length > 0 || path?.endsWith(field?.replace("extra_specs.", "") ?? "?") !== true)
        throw new Error(`not told: ${JSON.stringify({ field, path, ...rest })}`);
      return [
        `${subject === undefined ? "" : `${subject}: `}${severity} ${field}=${seen}`,
        message ?? "",
        ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
        ...(hint === undefined ? [] : [`hint: ${hint}`]),
        ...(fix === undefined
          ? []
          : [`${fix.safe ? "safe fix" : "fix"}: ${fix.title}: ${fix.edits.map(edited).join(", ")}`]),
      ];
    },
  );
}

type Edit = NonNullable<ReturnType<typeof findingsOfRule>[number]["fix"]>["edits"][number];

function edited(edit: Edit): string {
  const to = edit.op === "set" ? `=${JSON.stringify(edit.value)}` : edit.op === "rename" ? ` to ${edit.key}` : "";
  return `${edit.op} ${edit.path.join("/")}${to}`;
}
