// SPDX-License-Identifier: Apache-2.0
import type { RuleMeta } from "../../lint/index.ts";

/** A rule of any linter. */
export type ScopedRule = RuleMeta & { readonly scope: string };

/** A rule as `lint rules` and `lint explain` give it to programs. */
export function ruleJson(rule: ScopedRule): Readonly<Record<string, unknown>> {
  const { id, name, scope, severity, what, why, sources, fix, profiles, ignorable } = rule;
  const about = { id, name, scope, severity, what, why, sources };
  return { ...about, fix: fix ?? null, profiles: profiles ?? null, ignorable: ignorable !== false };
}
