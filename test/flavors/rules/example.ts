// SPDX-License-Identifier: Apache-2.0
import { type FlavorInput, type FlavorLintOptions, lintFlavors, type Rule } from "../../../lib/flavors/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import type { LiveExample, RuleExample, UsageExample } from "../../../lib/flavors/rule.ts";
import { fromInput } from "../../../lib/flavors/input.ts";
import type { FlavorFormat } from "../../../lib/flavors/definition.ts";

export type AnyExample = RuleExample & Partial<Pick<LiveExample, "cloud">> & Partial<Pick<UsageExample, "event">>;

const base: FlavorInput = { name: "m1.test", vcpus: 2, ram: 4096, disk: 20 };

/** A flavor of an example with the missing fields filled in; `undefined` leaves a field out. */
export function filled(input: FlavorInput, index: number): FlavorInput {
  return { ...base, ...(index === 0 ? {} : { name: `m1.test${index + 1}` }), ...input };
}

/** Lints an example with the rule switched on. */
export function findingsOf(rule: Rule, example: AnyExample): LintFinding[] {
  const { release, profiles, settings, format = "bivouac" } = example.options ?? {};
  const options: FlavorLintOptions = {
    profiles: [...(rule.profiles ?? []).slice(0, 1), ...(profiles ?? [])],
    ...(release === undefined ? {} : { target: release }),
    ...(settings === undefined ? {} : { settings }),
    ...(example.cloud === undefined ? {} : { cloud: { cloud: "example", ...example.cloud } }),
  };
  const definitions = example.flavors.map((input, index) =>
    fromInput(filled(input, index), index, format as FlavorFormat),
  );
  return lintFlavors(definitions, options);
}
