// SPDX-License-Identifier: Apache-2.0
import { newestRelease, type Release, releaseName } from "../../release.ts";
import type { FlavorRule } from "../../rule.ts";
import {
  faultOf,
  hasOldReader,
  lookupSpec,
  nearest,
  pythonStrip,
  validateSpec,
  type ValueFault,
} from "../../specs/index.ts";
import { valueFix, valuesOf } from "./keys.ts";

const told: Readonly<Record<ValueFault["reason"], string>> = {
  integer: "is no integer",
  least: "is too small",
  most: "is too large",
  boolean: "is neither true nor false",
  word: "is none of the words that Nova takes",
  form: "is not written as Nova reads it",
};

export const specValue: FlavorRule = {
  id: "FL307",
  name: "spec-value",
  scope: "flavor",
  severity: "error",
  what: "The value of an extra spec follows the rule that Nova's validator has for the key in the target release.",
  why: "From microversion 2.86 on Nova refuses it with 400; before, it is stored, and the server fails or the setting does nothing.",
  sources: ["nova/api/validation/extra_specs/base.py", "nova/api/validation/extra_specs/hw.py"],
  fix: "safe",
  *check(flavor, { release }) {
    for (const [key, value] of valuesOf(flavor)) {
      const found = lookupSpec(key, release);
      // Amounts of resources are FL432's: a wrong one makes the demand vanish.
      if (found.kind !== "known" || found.namespace === "resources" || hasOldReader(key, value)) continue;
      const fault = faultOf(found.rule, value);
      if (fault === undefined) continue;
      const meant = meantBy(value, fault);
      const since = takenSince(key, value, release);
      const hint =
        since !== undefined
          ? `taken from ${releaseName(since)} on`
          : meant !== undefined
            ? `did you mean ${meant.value}?`
            : undefined;
      yield {
        message: `value of ${key} ${told[fault.reason]}`,
        at: flavor.atSpec(key),
        seen: value,
        allowed: fault.allowed,
        ...(hint === undefined ? {} : { hint }),
        ...(meant === undefined ? {} : { fix: valueFix(flavor, key, meant.value, meant.safe) }),
      };
    }
  },
  failing: [
    { title: "words are case-sensitive", flavors: [{ extraSpecs: { "hw:cpu_policy": "Dedicated" } }] },
    { title: "no boolean", flavors: [{ extraSpecs: { "hw:boot_menu": "enabled" } }] },
    { title: "below the least", flavors: [{ extraSpecs: { "hw:numa_nodes": "0" } }] },
    {
      title: "mixed came with Victoria",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "mixed" } }],
      options: { release: "ussuri" },
    },
    { title: "a trait is required or forbidden", flavors: [{ extraSpecs: { "trait:CUSTOM_GOLD": "require" } }] },
  ],
  passing: [
    { title: "a word of Nova", flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated" } }] },
    { title: "any boolean that Python reads", flavors: [{ extraSpecs: { "hw:boot_menu": "On" } }] },
    { title: "any text", flavors: [{ extraSpecs: { "vmware:storage_policy": "Gold tier" } }] },
    { title: "a CPU quota may be negative: no limit", flavors: [{ extraSpecs: { "quota:cpu_quota": "-1" } }] },
  ],
};

/** The value without blanks or in another case, if Nova takes that; else a word that is near. */
function meantBy(value: string, { rule }: ValueFault): { readonly value: string; readonly safe: boolean } | undefined {
  // Nothing that long was meant to be one of these.
  if (value.length > 1000) return undefined;
  const trimmed = pythonStrip(value);
  const folded = trimmed.toLowerCase();
  const tried = [
    trimmed,
    ...(rule.type === "enum" ? rule.values.filter((word) => word.toLowerCase() === folded) : [folded]),
    ...(rule.type === "pattern" && rule.pattern !== "aliases" ? [trimmed.replaceAll(" ", "")] : []),
  ];
  const same = tried.find((each) => faultOf(rule, each) === undefined);
  if (same !== undefined) return { value: same, safe: true };
  const words = rule.type === "enum" ? rule.values : rule.type === "bool" ? ["true", "false"] : [];
  const near = synonyms.get(folded) ?? nearest(trimmed, words);
  return near !== undefined && words.includes(near) ? { value: near, safe: false } : undefined;
}

const synonyms: ReadonlyMap<string, string> = new Map([
  ["enabled", "true"],
  ["enable", "true"],
  ["disabled", "false"],
  ["disable", "false"],
  ["pinned", "dedicated"],
  ["require", "required"],
  ["forbid", "forbidden"],
]);

/** First later release that takes the value. */
function takenSince(key: string, value: string, release: Release): Release | undefined {
  for (let later = release + 1; later <= newestRelease; later++)
    if (lookupSpec(key, later).kind === "known" && validateSpec(key, value, later) === undefined) return later;
  return undefined;
}
