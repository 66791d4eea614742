// SPDX-License-Identifier: Apache-2.0
import { type FlavorInput, type FlavorLintOptions, lintFlavors, type Rule } from "../../../../lib/flavors/index.ts";
import type { FlavorFormat } from "../../../../lib/flavors/definition.ts";
import { fromInput } from "../../../../lib/flavors/input.ts";
import { filled } from "../example.ts";

/** What a rule says, without what every finding of it has. */
export type Found = Record<string, unknown>;

/** Findings of one rule on flavors of the examples' base, in the order of the engine. */
export function found(
  rule: Rule,
  flavors: readonly FlavorInput[],
  options: FlavorLintOptions & { readonly format?: FlavorFormat } = {},
): Found[] {
  const { format = "bivouac", ...rest } = options;
  const definitions = flavors.map((flavor, index) => fromInput(filled(flavor, index), index, format));
  return lintFlavors(definitions, rest)
    .filter(({ code }) => code === rule.id || code === "FL000")
    .map(({ code: _code, rule: _rule, file: _file, ...others }) => others);
}

/** Messages only, for tables of values. */
export function messages(
  rule: Rule,
  flavor: FlavorInput,
  options: FlavorLintOptions & { readonly format?: FlavorFormat } = {},
): unknown[] {
  return found(rule, [flavor], options).map(({ message }) => message);
}
