// SPDX-License-Identifier: Apache-2.0
import type { FlavorDefinition } from "../../../lib/flavors/definition.ts";
import {
  findRule,
  type FlavorInput,
  type FlavorLintOptions,
  fromInput,
  lintFlavors,
} from "../../../lib/flavors/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import { filled } from "./example.ts";

/** Findings of one rule over flavors with the missing fields filled in, without what is the same for all. */
export function findingsOfRule(
  id: string,
  flavors: FlavorInput | readonly FlavorInput[],
  options: FlavorLintOptions = {},
): Partial<LintFinding>[] {
  const rule = findRule(id);
  if (!rule) throw new Error(`no rule ${id}`);
  const on = rule.profiles?.[0];
  const list = Array.isArray(flavors) ? (flavors as readonly FlavorInput[]) : [flavors as FlavorInput];
  return lintFlavors(list.map(definition), {
    ...options,
    profiles: [...(on === undefined ? [] : [on]), ...(options.profiles ?? [])],
    severities: { ...(rule.profiles?.length === 0 ? { [id]: rule.severity } : {}), ...options.severities },
  })
    .filter(({ code }) => code === id || code === "FL000")
    .map(({ code: _code, rule: _rule, subject, file: _file, ...rest }) =>
      list.length === 1 ? rest : { subject, ...rest },
    );
}

export function definition(input: FlavorInput, index: number): FlavorDefinition {
  return fromInput(filled(input, index), index);
}

/** A flavor with these extra specs. */
export function specs(extraSpecs: Readonly<Record<string, unknown>>): FlavorInput {
  return { extraSpecs };
}
