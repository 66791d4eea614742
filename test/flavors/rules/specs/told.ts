// SPDX-License-Identifier: Apache-2.0
import { type FlavorLintOptions, lintFlavors } from "../../../../lib/flavors/index.ts";
import { specsRules } from "../../../../lib/flavors/rules/specs/index.ts";
import type { LintFinding } from "../../../../lib/lint/index.ts";

const own = new Set(specsRules.map(({ id }) => id));
export const filterOn = { settings: { schedulerFilters: ["AggregateInstanceExtraSpecsFilter"] } };

/** Findings of this group alone. */
export function found(extraSpecs: Record<string, unknown>, options: FlavorLintOptions = {}): LintFinding[] {
  const flavor = { name: "m1.test", vcpus: 2, ram: 4096, disk: 20, public: true, extraSpecs };
  return lintFlavors([flavor], options).filter(({ code }) => own.has(code));
}

/** Code, severity, message, hint, title and safety of the fix. */
export function told(extraSpecs: Record<string, unknown>, options: FlavorLintOptions = {}): unknown[] {
  return found(extraSpecs, options).map(({ code, severity, message, seen, allowed, hint, fix }) => ({
    code,
    severity,
    message,
    ...(seen === undefined ? {} : { seen }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix: `${fix.title}${fix.safe ? ", safe" : ""}` }),
  }));
}
