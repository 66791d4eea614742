// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../flavors/index.ts";

/** A rule as `lint rules` and `lint explain` give it to programs. */
export function ruleJson(rule: Rule): Readonly<Record<string, unknown>> {
  const { id, name, scope, severity, what, why, sources, fix, profiles, ignorable } = rule;
  const about = { id, name, scope, severity, what, why, sources };
  return { ...about, fix: fix ?? null, profiles: profiles ?? null, ignorable: ignorable !== false };
}
