// SPDX-License-Identifier: Apache-2.0
import type { Step } from "./template-steps.ts";
import type { FieldType, NameTemplate } from "./template.ts";

/** A part of a name as a template reads it. */
export type NamePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "field"; readonly name: string; readonly text: string; readonly value: number | string };

/** A name that a template matches. */
export interface ParsedName {
  readonly template: NameTemplate;
  /** The name cut up; the texts together are the name. */
  readonly parts: readonly NamePart[];
  /** Field → number or letters. */
  readonly fields: ReadonlyMap<string, number | string>;
  /** Group → which of its alternatives, 0-based; groups that are absent are not there. */
  readonly choices: ReadonlyMap<number, number>;
}

/** Nova's longest name. */
const longest = 255;

/** Digits that a number exactly keeps. */
const mostDigits = 12;

/**
 * Reads a name by a template; undefined when it does not match as a whole.
 *
 * Work: no pair of step and position is tried twice after it failed; a step that matches leads to the match of the whole.
 * A pair costs at most two tries of later steps, since where runs of digits and letters end is looked up. A name of more
 * than 255 characters is none. So it is at most steps × length, whatever the template and the name are.
 */
export function parseName(template: NameTemplate, name: string): ParsedName | undefined {
  if (name.length > longest) return undefined;
  const walk = new Walk(template.steps, name);
  if (!walk.from(0, 0)) return undefined;
  const parts = walk.parts.toReversed();
  const fields = new Map<string, number | string>();
  for (const part of parts) if (part.kind === "field") fields.set(part.name, part.value);
  return { template, parts, fields, choices: walk.choices };
}

class Walk {
  /** In reverse: filled on the way back from the end. */
  readonly parts: NamePart[] = [];
  readonly choices = new Map<number, number>();
  readonly #steps: readonly Step[];
  readonly #name: string;
  readonly #failed: Uint8Array;
  /** Position → end of the run of digits, letters, both that starts there. */
  readonly #digits: Uint8Array;
  readonly #letters: Uint8Array;
  readonly #both: Uint8Array;

  constructor(steps: readonly Step[], name: string) {
    this.#steps = steps;
    this.#name = name;
    this.#failed = new Uint8Array(steps.length * (name.length + 1));
    this.#digits = runs(name, isDigit);
    this.#letters = runs(name, isLetter);
    this.#both = runs(name, (char) => isDigit(char) || isLetter(char));
  }

  /** Matches the rest of the name. As deep as there are steps, since every edge leads to a later step. */
  from(number: number, at: number): boolean {
    const memo = number * (this.#name.length + 1) + at;
    if (this.#failed[memo] === 1) return false;
    const step = this.#steps[number];
    const matched = step !== undefined && this.#step(step, at);
    if (!matched) this.#failed[memo] = 1;
    return matched;
  }

  #step(step: Step, at: number): boolean {
    switch (step.op) {
      case "end":
        return at === this.#name.length;
      case "text":
        if (!this.#name.startsWith(step.text, at) || !this.from(step.next, at + step.text.length)) return false;
        this.parts.push({ kind: "text", text: step.text });
        return true;
      case "fork":
        return step.targets.some((target, index) => {
          if (!this.from(target, at)) return false;
          if (index < step.targets.length - 1) this.choices.set(step.group, index);
          return true;
        });
      default:
        return this.#ends(step.type, at).some((end) => {
          if (!this.from(step.next, end)) return false;
          const text = this.#name.slice(at, end);
          const numeric = step.type === "number" || step.type === "decimal";
          this.parts.push({ kind: "field", name: step.name, text, value: numeric ? Number(text) : text });
          return true;
        });
    }
  }

  /** Where a field that starts at `at` can end: at most two places, longest first. */
  #ends(type: FieldType, at: number): number[] {
    if (type === "letters" || type === "text") {
      const end = (type === "letters" ? this.#letters : this.#both)[at] ?? at;
      return end === at ? [] : [end];
    }
    const whole = this.#digits[at] ?? at;
    if (whole - at > mostDigits) return [];
    const found = whole === at ? [] : [whole];
    if (type === "decimal" && this.#name[whole] === ".") {
      const fraction = this.#digits[whole + 1] ?? whole;
      if (fraction > whole + 1 && fraction - whole <= mostDigits) found.unshift(fraction);
    }
    return found;
  }
}

/** Position → where the run of such characters that starts there ends; the position itself when there is none. */
function runs(name: string, takes: (char: string) => boolean): Uint8Array {
  const ends = new Uint8Array(name.length + 1);
  let end = name.length;
  ends[end] = end;
  for (let at = end - 1; at >= 0; at -= 1) {
    if (!takes(name.charAt(at))) end = at;
    ends[at] = end;
  }
  return ends;
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}
