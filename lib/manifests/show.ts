// SPDX-License-Identifier: Apache-2.0
import { stringify } from "yaml";
import type { LintFinding } from "../lint/index.ts";
import type { Fields } from "./fields.ts";
import { lintManifests } from "./lint.ts";
import type { ManifestExample, ManifestRule } from "./rule.ts";
import { rules } from "./rules/index.ts";

/** An example as people read it. */
export interface ShownManifestExample {
  readonly title: string;
  /** What must be so for the example to mean something. */
  readonly with: readonly string[];
  /** Name of the part and its YAML. */
  readonly parts: readonly { readonly name: string; readonly yaml: string }[];
  /** What the rule says of it. */
  readonly findings: readonly LintFinding[];
}

/** An example with what the rule really says of it. */
export function showManifestExample(rule: ManifestRule, example: ManifestExample): ShownManifestExample {
  const { title, objects, around = [], earlier = [], settings = {} } = example;
  return {
    title,
    with: [],
    parts: [
      { name: "manifests", yaml: yamlOf(objects) },
      ...(around.length === 0 ? [] : [{ name: "around", yaml: yamlOf(around) }]),
      ...(earlier.length === 0 ? [] : [{ name: "before", yaml: yamlOf(earlier) }]),
      ...(Object.keys(settings).length === 0 ? [] : [{ name: "settings", yaml: stringify(settings).trimEnd() }]),
    ],
    findings: lintManifests(objects, { around, earlier, settings, rules: [rule] }),
  };
}

/** By id or name, in any case. */
export function findManifestRule(name: string): ManifestRule | undefined {
  const wanted = name.toLowerCase();
  return rules.find((rule) => rule.id.toLowerCase() === wanted || rule.name === wanted);
}

function yamlOf(objects: readonly Fields[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0 }).trimEnd()).join("\n---\n");
}
