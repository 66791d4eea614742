// SPDX-License-Identifier: Apache-2.0

/**
 * The number that Python's `int()` makes of a text, as Nova calls it on every numeric extra spec: blanks around, a sign,
 * single underscores between digits and decimal digits of any script are taken. Undefined when Python raises ValueError.
 * Above 2^53 it is the nearest double: right against every bound that Nova has.
 */
export function pythonInt(text: string): number | undefined {
  const digits = pythonDigits(text);
  return digits === undefined ? undefined : Number(digits);
}

/** As `pythonInt`, exact: the canonical spelling, `-7` of ` -0_07 `. Undefined when Python raises ValueError. */
export function pythonIntText(text: string): string | undefined {
  const digits = pythonDigits(text);
  if (digits === undefined) return undefined;
  const negative = digits.startsWith("-");
  let first = negative ? 1 : 0;
  while (first < digits.length - 1 && digits[first] === "0") first++;
  const canonical = digits.slice(first);
  return negative && canonical !== "0" ? `-${canonical}` : canonical;
}

/** Python's `str.strip()`: its blanks are not those of JavaScript's `trim()`. */
export function pythonStrip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPythonSpace(text.charCodeAt(start))) start++;
  while (end > start && isPythonSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** `bool_from_string(text, strict=True)` of oslo.utils: the validators' way. Undefined when it raises ValueError. */
export function strictBool(text: string): boolean | undefined {
  // The longest word has five letters: a long value is not folded for nothing.
  const stripped = pythonStrip(text);
  if (stripped.length > 5) return undefined;
  const word = stripped.toLowerCase();
  return truths.has(word) ? true : untruths.has(word) ? false : undefined;
}

/** `bool_from_string(text)` of oslo.utils, not strict: the way Nova reads at run time, where a typo means false. */
export function looseBool(text: string): boolean {
  return strictBool(text) ?? false;
}

const truths: ReadonlySet<string> = new Set(["1", "t", "true", "on", "y", "yes"]);
const untruths: ReadonlySet<string> = new Set(["0", "f", "false", "off", "n", "no"]);

/** CPython refuses longer ones: `sys.get_int_max_str_digits()`. */
const mostDigits = 4300;

/** A decimal digit of any script, `\d` in Python's regular expressions. */
export function isPythonDigit(code: number): boolean {
  return digitOf(code) !== undefined;
}

/** Sign and ASCII digits, without blanks and underscores. */
function pythonDigits(text: string): string | undefined {
  // In a text of ASCII alone `int()` does not strip the separators U+001C to U+001F, though `strip()` does;
  // beside other characters it makes them `?`.
  let start = 0;
  let end = text.length;
  while (start < end && isIntSpace(text.charCodeAt(start))) start++;
  while (end > start && isIntSpace(text.charCodeAt(end - 1))) end--;
  let sign = "";
  if (text[start] === "-" || text[start] === "+") {
    if (text[start] === "-") sign = "-";
    start++;
  }
  const digits: string[] = [];
  let afterDigit = false;
  for (let at = start; at < end; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code === underscore) {
      if (!afterDigit) return undefined;
      afterDigit = false;
      continue;
    }
    const digit = digitOf(code);
    if (digit === undefined || digits.length === mostDigits) return undefined;
    digits.push(digit);
    afterDigit = true;
  }
  return afterDigit ? sign + digits.join("") : undefined;
}

const underscore = 0x5f;

/** Zeros of the scripts with decimal digits beyond ASCII, as Python 3.11 (Unicode 14) knows them, in order. */
const zeros: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
  0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
  0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
  0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

function digitOf(code: number): string | undefined {
  if (code < 0x80) return code >= 0x30 && code <= 0x39 ? String.fromCharCode(code) : undefined;
  const zero = zeros.findLast((each) => each <= code);
  return zero !== undefined && code < zero + 10 ? String(code - zero) : undefined;
}

/** A blank for Python's `str.isspace()` and for `\s` in its regular expressions. */
export function isPythonSpace(code: number): boolean {
  return isIntSpace(code) || (code >= 0x1c && code <= 0x1f);
}

function isIntSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return spaces.has(code) || (code >= 0x2000 && code <= 0x200a);
}

const spaces: ReadonlySet<number> = new Set([0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]);
