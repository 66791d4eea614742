// SPDX-License-Identifier: Apache-2.0
import type { ValuePattern } from "../tables/row.ts";
import { isPythonDigit, isPythonSpace, pythonStrip } from "./values.ts";

/**
 * Whether a text is of a language that Nova describes by a regular expression. Same verdict, linear time: some of those expressions
 * are exponential. `\d` and `\s` are Python's, of all scripts.
 */
export const readsPattern: Readonly<Record<ValuePattern, (text: string) => boolean>> = {
  // Nova's expression says more with more stars, but takes exactly: N, then any number of -N, ,N and ,^N.
  cpus: (text) => readsCpus(text, text[0] === "^" ? 1 : 0),
  "excluded-cpus": (text) => text[0] === "^" && readsCpus(text, 1),
  "page-size": readsPageSize,
  pmem: readsPmem,
  aliases: readsAliases,
  decimal: readsDecimal,
};

function readsCpus(text: string, start: number): boolean {
  let at = start;
  for (;;) {
    const end = digitsFrom(text, at);
    if (end === at) return false;
    if (end === text.length) return true;
    if (text[end] === "-") at = end + 1;
    else if (text[end] === ",") at = text[end + 1] === "^" ? end + 2 : end + 1;
    else return false;
  }
}

const pageWords: ReadonlySet<string> = new Set(["large", "small", "any"]);
const pageUnits: ReadonlySet<string> = new Set(
  ["", "k", "K", "M", "G", "T", "ki", "Ki", "Mi", "Gi", "Ti"].flatMap((prefix) =>
    ["", "b", "bit", "B"].map((unit) => prefix + unit),
  ),
);

function readsPageSize(text: string): boolean {
  if (pageWords.has(text)) return true;
  const end = digitsFrom(text, 0);
  return end > 0 && text.length - end <= 5 && pageUnits.has(text.slice(end));
}

/** Words of ASCII letters, digits and underscores, separated by single commas; one may stand at the end. */
function readsPmem(text: string): boolean {
  let afterWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c) {
      if (!afterWord) return false;
      afterWord = false;
    } else if (isWord(code)) afterWord = true;
    else return false;
  }
  // Nothing but a word can come first, so a text that is not empty has one.
  return text !== "";
}

/** `name:count` with commas between; a name is any text without a colon, commas too. */
function readsAliases(text: string): boolean {
  const parts = text.split(":");
  const last = parts.length - 1;
  return parts.every((part, index) => {
    if (index === 0) return part !== "" && last > 0;
    const end = digitsFrom(part, 0);
    if (end === 0) return false;
    if (index === last) return end === part.length;
    let comma = end;
    while (isPythonSpace(part.charCodeAt(comma))) comma++;
    return part[comma] === "," && comma + 1 < part.length;
  });
}

function readsDecimal(text: string): boolean {
  const point = digitsFrom(text, 0);
  if (point === 0 || text[point] !== ".") return false;
  const end = digitsFrom(text, point + 1);
  return end > point + 1 && end === text.length;
}

/** Index after the decimal digits that start at `start`. */
function digitsFrom(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    if (!isPythonDigit(code)) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f
  );
}

/** Whether Python's `float()` takes the text: the scheduler's operators compare with it. */
export function readsFloat(text: string): boolean {
  const stripped = pythonStrip(text);
  const start = stripped[0] === "+" || stripped[0] === "-" ? 1 : 0;
  if (stripped.length - start <= 8 && infinities.has(stripped.slice(start).toLowerCase())) return true;
  const whole = groupsFrom(stripped, start);
  let end = whole;
  let digits = whole > start;
  if (stripped[end] === ".") {
    const fraction = groupsFrom(stripped, end + 1);
    digits ||= fraction > end + 1;
    end = fraction;
  }
  if (!digits) return false;
  if (stripped[end] === "e" || stripped[end] === "E") {
    const sign = stripped[end + 1] === "+" || stripped[end + 1] === "-" ? 2 : 1;
    const exponent = groupsFrom(stripped, end + sign);
    if (exponent === end + sign) return false;
    end = exponent;
  }
  return end === stripped.length;
}

const infinities: ReadonlySet<string> = new Set(["inf", "infinity", "nan"]);

/** Index after digits with single underscores between them. */
function groupsFrom(text: string, start: number): number {
  let end = digitsFrom(text, start);
  while (end > start && text[end] === "_") {
    const next = digitsFrom(text, end + 1);
    if (next === end + 1) break;
    end = next;
  }
  return end;
}
