// SPDX-License-Identifier: Apache-2.0
import { plain, width } from "./text.ts";

export interface Frame {
  /** Source lines with their numbers, then the line of carets. */
  readonly lines: readonly string[];
  /** Columns before the caret, for what is written beside it. */
  readonly indent: number;
}

export interface Place {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Value seen, if it stands there as it is. */
  readonly seen?: string | undefined;
}

/** The source around a place: one line before it, the line, and carets under what is meant. */
export function frame(source: string, place: Place): Frame | undefined {
  const text = source.split(/\r?\n/);
  const line = text[place.line - 1];
  if (line === undefined || line.length > longest || secret(text, place.line)) return undefined;
  const start = Math.min(place.column - 1, line.length);
  const gutter = String(place.line).length + 3;
  const row = (number: number): string =>
    `${String(number).padStart(gutter)} | ${plain(text[number - 1] ?? "")}`.trimEnd();
  const before = width(plain(line.slice(0, start)));
  const under = Math.max(1, width(plain(line.slice(start, start + span(line.slice(start), place.seen)))));
  const lines =
    place.line > 1 && (text[place.line - 2] ?? "").length <= longest && text[place.line - 2]?.trim() !== ""
      ? [row(place.line - 1)]
      : [];
  return {
    lines: [...lines, row(place.line), `${" ".repeat(gutter)} | ${" ".repeat(before)}${"^".repeat(under)}`],
    indent: gutter + 3 + before,
  };
}

const longest = 400;

/** A private key pasted by mistake is not repeated, neither its first line nor what follows. */
function secret(text: readonly string[], line: number): boolean {
  for (let at = line; at > Math.max(0, line - 200); at--) {
    if (/BEGIN [A-Z ]*PRIVATE KEY/.test(text[at - 1] ?? "")) return true;
    if (at < line && /END [A-Z ]*PRIVATE KEY/.test(text[at - 1] ?? "")) return false;
  }
  return false;
}

/** Characters that the carets cover: the value, its quoted form, a key up to its colon, or a word. */
function span(rest: string, seen: string | undefined): number {
  if (seen !== undefined && seen !== "" && rest.startsWith(seen)) return seen.length;
  const quoted = /^"(?:[^"\\]|\\.)*"|^'(?:[^']|'')*'/.exec(rest)?.[0];
  if (quoted !== undefined) return quoted.length;
  const key = /^[^\s:#,[\]{}]+(?=:(?:\s|$))/.exec(rest)?.[0];
  if (key !== undefined) return key.length;
  const scalar = /^[^#,[\]{}]+/.exec(rest)?.[0].trimEnd();
  return scalar === undefined || scalar === "" ? 1 : scalar.length;
}
