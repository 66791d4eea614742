// SPDX-License-Identifier: Apache-2.0
import type { Release } from "../release.ts";
import type { ValuePattern, ValueRule } from "../tables/row.ts";
import { lookupSpec } from "./lookup.ts";
import { readsPattern } from "./patterns.ts";
import { pythonInt, strictBool } from "./values.ts";

/** Why Nova refuses a value, and what it takes. */
export interface ValueFault {
  readonly reason: "integer" | "least" | "most" | "boolean" | "word" | "form";
  /** What would be taken, for people. */
  readonly allowed: string;
  readonly rule: ValueRule;
}

/**
 * Why Nova of that release refuses the value for the key at microversion 2.86 and later; undefined when it takes it. Keys that Nova does
 * not know have no fault here: `lookupSpec` tells those.
 */
export function validateSpec(key: string, value: string, release: Release): ValueFault | undefined {
  const found = lookupSpec(key, release);
  return found.kind === "known" ? faultOf(found.rule, value) : undefined;
}

/** True when Nova of that release takes key and value at microversion 2.86 and later. The schema's limit of 255 is not looked at. */
export function accepts(key: string, value: string, release: Release): boolean {
  const found = lookupSpec(key, release);
  if (found.kind === "known") return faultOf(found.rule, value) === undefined;
  return found.kind === "unknown-namespace" || found.kind === "unscoped";
}

/** Why a rule refuses a value. */
export function faultOf(rule: ValueRule, value: string): ValueFault | undefined {
  const reason = reasonOf(rule, value);
  return reason && { reason, allowed: describeRule(rule), rule };
}

function reasonOf(rule: ValueRule, value: string): ValueFault["reason"] | undefined {
  if (rule.type === "bool") return strictBool(value) === undefined ? "boolean" : undefined;
  if (rule.type === "enum") return rule.values.includes(value) ? undefined : "word";
  if (rule.type === "pattern") return readsPattern[rule.pattern](value) ? undefined : "form";
  if (rule.type === "any") return undefined;
  const number = pythonInt(value);
  if (number === undefined) return "integer";
  if (number > (rule.max ?? Infinity)) return "most";
  return number < (rule.min ?? -Infinity) ? "least" : undefined;
}

/** What a rule takes, for people. */
export function describeRule(rule: ValueRule): string {
  if (rule.type === "any") return "any text";
  if (rule.type === "bool") return "true or false";
  if (rule.type === "enum") return rule.values.join(", ");
  if (rule.type === "pattern") return forms[rule.pattern];
  if (rule.min !== undefined && rule.max !== undefined) return `an integer from ${rule.min} to ${rule.max}`;
  return rule.min === undefined ? "an integer" : `an integer from ${rule.min}`;
}

const forms: Readonly<Record<ValuePattern, string>> = {
  cpus: "a list of CPUs such as 0-3,6,^2",
  "excluded-cpus": "a list of CPUs that starts with ^, such as ^0-1",
  "page-size": "small, large, any, or a size such as 2MiB or 1GiB",
  pmem: "names separated by commas",
  aliases: "name:count, separated by commas",
  decimal: "a number with a point such as 0.5",
};
