// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { filled } from "../../lib/flavors/examples.ts";
import {
  type FlavorDefinition,
  type FlavorFormat,
  fromInput,
  lintFlavors,
  rules,
  Unresolved,
} from "../../lib/flavors/index.ts";
import type { CatalogueRule, FlavorRule, RuleExample } from "../../lib/flavors/rule.ts";

// `extra_specs = merge(var.more, …)`: of some keys nobody knows whether they are there.
const open = (definition: FlavorDefinition, without?: string): FlavorDefinition => ({
  ...definition,
  specs: definition.specs.filter(({ key }) => key !== without),
  openSpecs: { value: new Unresolved("var.more"), path: definition.specsPath },
});

/** What the rule says of the example when one flavor lacks a key that it may still have. */
function* complaints(rule: FlavorRule | CatalogueRule, example: RuleExample): Iterable<string> {
  const { release, profiles, settings, format = "bivouac" } = example.options ?? {};
  const inputs = example.flavors.map((input, index) => filled(input, index));
  for (const [at, input] of inputs.entries())
    for (const without of [undefined, ...Object.keys(input.extraSpecs ?? {})]) {
      const definitions = inputs.map((each, index) => {
        const definition = fromInput(each, index, format as FlavorFormat);
        return at === index ? open(definition, without) : definition;
      });
      const findings = lintFlavors(definitions, {
        profiles: [...(rule.profiles ?? []).slice(0, 1), ...(profiles ?? [])],
        ...(release === undefined ? {} : { target: release }),
        ...(rule.profiles?.length === 0 ? { severities: { [rule.id]: rule.severity } } : {}),
        ...(settings === undefined ? {} : { settings }),
      });
      for (const { code, message } of findings)
        if (code === rule.id) yield `${example.title}, without ${without ?? "any"}: ${message}`;
    }
}

describe("a key that may be there is not missed", () => {
  const looking = rules.filter((rule) => rule.scope === "flavor" || rule.scope === "catalogue");
  test.each(looking.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
    expect(rule.passing.flatMap((example) => [...complaints(rule, example)])).toEqual([]);
  });
});

test("what is not known is said once, and is no pass", () => {
  const findings = lintFlavors([open(fromInput({ name: "m1", vcpus: 1, ram: 2048, disk: 20, public: true }, 0))]);
  expect(findings).toEqual([
    {
      code: "FL815",
      rule: "unknown-at-plan-time",
      severity: "info",
      subject: "m1",
      file: "<flavors>",
      path: "0.extraSpecs",
      field: "extra_specs",
      message: "extra_specs is known only when the program runs: not checked",
      seen: "var.more",
      notChecked: true,
    },
  ]);
});
