// SPDX-License-Identifier: Apache-2.0
import type { ScsDeviation } from "./scs-name.ts";

/** Thrown inside the parser alone: the first thing that does not fit. */
export class Broken extends Error {
  readonly at: number;
  readonly expected: string;

  constructor(at: number, expected: string) {
    super(expected);
    this.at = at;
    this.expected = expected;
  }
}

/** A place in a name and the few moves that reading it needs. It never goes back. */
export class Scanner {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The next character, "" at the end. */
  get peek(): string {
    return this.text.charAt(this.at);
  }

  broken(expected: string): Broken {
    return new Broken(this.at, expected);
  }

  take(character: string): boolean {
    if (this.peek !== character) return false;
    this.at++;
    return true;
  }

  need(character: string, expected: string): void {
    if (!this.take(character)) throw this.broken(expected);
  }

  /** The next character, if it is a key of the table. */
  oneOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key | undefined {
    const { peek } = this;
    if (!Object.hasOwn(table, peek)) return undefined;
    this.at++;
    return peek as Key;
  }

  /** ASCII digits, perhaps none. */
  digits(): string {
    const start = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at++;
    return this.text.slice(start, this.at);
  }

  /** How often the letter stands here, at most `most` times. */
  run(letter: string, most: number): number {
    const start = this.at;
    while (this.at - start < most && this.take(letter));
    return this.at - start;
  }

  /** A whole number from 1. */
  number(what: string, deviations: ScsDeviation[]): number {
    const number = this.optionalNumber(deviations);
    if (number === undefined) throw this.broken(what);
    return number;
  }

  /** A whole number from 1, if there is a digit at all. */
  optionalNumber(deviations: ScsDeviation[]): number | undefined {
    const start = this.at;
    const digits = this.digits();
    if (digits === "") return undefined;
    const number = Number(digits);
    if (number === 0) throw new Broken(start, "a number above 0");
    // Beyond it a number would not be printed as it was read; no flavor comes near.
    if (number > mostAmount) throw new Broken(start, `at most ${mostAmount}`);
    if (digits.startsWith("0")) deviations.push({ kind: "leading-zero", at: start });
    return number;
  }
}

export const mostAmount = 999_999_999;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
