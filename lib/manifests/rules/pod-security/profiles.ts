// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { show } from "../../../model/light.ts";
import { at, fieldsAt } from "../../fields.ts";
import type { Pod } from "../../pod.ts";
import { holders } from "./holders.ts";

const types: ReadonlySet<unknown> = new Set(["RuntimeDefault", "Localhost"]);

/**
 * Profiles of the runtime that are neither its own nor the node's, where a security context names one.
 * @param field of the security context
 * @param what as it stands in a sentence, `a seccomp profile`
 */
export function* profileProblems(
  pod: Pod,
  field: "appArmorProfile" | "seccompProfile",
  what: string,
): Iterable<Problem> {
  for (const { who, context, path } of holders(pod)) {
    const type = at(context, field, "type");
    if (fieldsAt(context, field) === undefined || types.has(type)) continue;
    const way = [...path, field, "type"];
    yield {
      message: `${who} has ${what} that is not allowed`,
      at: { path: way, field: `securityContext.${field}.type` },
      seen: show(type),
      allowed: "RuntimeDefault, Localhost",
      hint: "set the type to RuntimeDefault",
      fix: {
        title: "set the type to RuntimeDefault",
        safe: false,
        edits: [{ op: "set", path: way, value: "RuntimeDefault" }],
      },
    };
  }
}
