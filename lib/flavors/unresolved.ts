// SPDX-License-Identifier: Apache-2.0
import type { Problem, RuleMeta, Spot } from "../lint/index.ts";
import { Unresolved } from "./definition.ts";
import type { Flavor } from "./flavor.ts";

/** The rule that such values are told under; `rules/usage` documents it. */
export const unknownAtPlanTime = { id: "FL815", name: "unknown-at-plan-time" } as const satisfies Pick<
  RuleMeta,
  "id" | "name"
>;

/** Values that are known only at run time: said, never passed. */
export function unresolvedOf(flavor: Flavor): UnresolvedProblem[] {
  const { fields, specs, openSpecs } = flavor.definition;
  const problems: UnresolvedProblem[] = [];
  for (const [field, { value }] of fields)
    if (value instanceof Unresolved) problems.push(problemOf(value, field, flavor.at(field)));
  for (const { key, value } of specs)
    if (value instanceof Unresolved) problems.push(problemOf(value, key, flavor.atSpec(key)));
  if (openSpecs?.value instanceof Unresolved)
    problems.push(problemOf(openSpecs.value, "extra_specs", { path: openSpecs.path, field: "extra_specs" }));
  return problems;
}

type UnresolvedProblem = Problem & { readonly notChecked: true };

function problemOf({ expression }: Unresolved, what: string, at: Spot): UnresolvedProblem {
  return {
    message: `${what} is known only when the program runs: not checked`,
    at,
    seen: expression,
    notChecked: true,
  };
}
