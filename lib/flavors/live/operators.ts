// SPDX-License-Identifier: Apache-2.0
import { pythonStrip } from "../specs/values.ts";

/** `broken`: Nova's filter raises an error for it, and the request fails. */
export type OperatorMatch = boolean | "broken";

/**
 * Compares one value of an aggregate with what an extra spec asks, as nova/scheduler/filters/extra_specs_ops.py does: the
 * operator is the first word, anything else is compared literally. `=` means "at least". Linear in both texts.
 */
export function matchOperator(value: string, wanted: string): OperatorMatch {
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  const [operator = "", operand] = words;
  if (operator === "<or>") {
    // Alternatives stand at every second word; what stands between them is not looked at.
    if (operand === undefined) return "broken";
    return words.some((word, index) => index % 2 === 1 && word === value);
  }
  const compare = operators.get(operator);
  if (compare === undefined) return value === wanted;
  if (operand === undefined) return false;
  return compare(value, operand, words);
}

/** True for a word that the filter takes for an operator. */
export function isOperator(word: string): boolean {
  return word === "<or>" || operators.has(word);
}

/** All values that the aggregates of a host give for a key: split at commas, stripped, together. */
export function aggregateValues(
  aggregates: readonly { readonly metadata: Readonly<Record<string, string>> }[],
  key: string,
): string[] {
  const values = aggregates.flatMap(({ metadata }) =>
    Object.hasOwn(metadata, key) ? (metadata[key] ?? "").split(",").map((each) => pythonStrip(each)) : [],
  );
  return [...new Set(values)];
}

type Compare = (value: string, operand: string, words: readonly string[]) => OperatorMatch;

const numbers =
  (compare: (a: number, b: number) => boolean): Compare =>
  (value, operand) => {
    const [a, b] = [pythonFloat(value), pythonFloat(operand)];
    return a === undefined || b === undefined ? "broken" : compare(a, b);
  };

const operators: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["=", numbers((a, b) => a >= b)],
  ["==", numbers((a, b) => a === b)],
  ["!=", numbers((a, b) => a !== b)],
  [">=", numbers((a, b) => a >= b)],
  ["<=", numbers((a, b) => a <= b)],
  ["s==", (value, operand) => value === operand],
  ["s!=", (value, operand) => value !== operand],
  ["s<", (value, operand) => value < operand],
  ["s<=", (value, operand) => value <= operand],
  ["s>", (value, operand) => value > operand],
  ["s>=", (value, operand) => value >= operand],
  ["<in>", (value, operand) => value.includes(operand)],
  ["<all-in>", (value, _operand, words) => words.slice(1).every((word) => value.includes(word))],
]);

/** Python's `float()` for ASCII text: underscores between digits, `inf` and `nan` too. Undefined when it raises ValueError. */
export function pythonFloat(text: string): number | undefined {
  const stripped = pythonStrip(text);
  const word = stripped.length > 9 ? "" : stripped.toLowerCase().replace(/^[+-]/, "");
  if (word === "nan") return Number.NaN;
  if (word === "inf" || word === "infinity") return stripped.startsWith("-") ? -Infinity : Infinity;
  return floatShape.test(stripped) ? Number(stripped.replaceAll("_", "")) : undefined;
}

const digits = "[0-9](?:_?[0-9])*";
const floatShape = new RegExp(`^[+-]?(?:${digits}\\.?|${digits}\\.${digits}|\\.${digits})(?:[eE][+-]?${digits})?$`);
