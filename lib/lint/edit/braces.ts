// SPDX-License-Identifier: Apache-2.0
import type { Change } from "./edit.ts";

/** Text between braces or brackets, and its members in order: of JSON, of YAML in flow style, of HCL's objects. */
export interface Braces {
  /** Offset after the opening brace. */
  readonly open: number;
  /** Offset of the closing brace. */
  readonly close: number;
  readonly members: readonly { readonly start: number; readonly end: number }[];
  /** What a comment starts with. */
  readonly comments: readonly string[];
  /** A line's end parts members too, so that no comma is needed (HCL). */
  readonly lines: boolean;
  /** Blank inside of braces on one line. */
  readonly padding: string;
}

/** Adds a member after the last. @param render the member's text, given the indentation if it gets a line of its own */
export function insertMember(text: string, braces: Braces, render: (indent?: string) => string): readonly Change[] {
  const { close, members } = braces;
  const last = members.at(-1);
  if (!last) return insertFirst(text, braces, render);
  const { comma, lineEnd } = afterMember(text, last.end, braces.comments);
  const indent = indentOf(text, last.start);
  const parted = comma === undefined ? last.end : comma + 1;
  if (lineEnd !== undefined && lineEnd < close && indent !== undefined) {
    const member = { start: lineEnd, end: lineEnd, text: `${newline(text)}${indent}${render(indent)}`, stacks: true };
    if (braces.lines) return [{ ...member, text: member.text + (comma === undefined ? "" : ",") }];
    // The comma stands before a comment on the line, the member after it.
    return comma === undefined
      ? [
          { start: last.end, end: last.end, text: "," },
          { ...member, stacks: false },
        ]
      : [{ ...member, text: `${member.text},` }];
  }
  const inline = render();
  const tail = comma === undefined ? "" : ",";
  return [
    {
      start: parted,
      end: parted,
      text: `${comma === undefined ? "," : ""} ${inline}${tail}`,
      stacks: comma === undefined,
    },
  ];
}

function insertFirst(
  text: string,
  { open, close, padding }: Braces,
  render: (indent?: string) => string,
): readonly Change[] {
  const inside = text.slice(open, close);
  if (inside.trim() === "" && !inside.includes("\n"))
    return [{ start: open, end: close, text: `${padding}${render()}${padding}` }];
  // Comments, or an empty line: the member gets a line of its own before the closing brace.
  const lineStart = text.lastIndexOf("\n", close - 1) + 1;
  const outer = lineIndent(text, open);
  const indent = `${outer}  `;
  return lineStart > open && text.slice(lineStart, close).trim() === ""
    ? [{ start: lineStart, end: lineStart, text: `${indent}${render(indent)}${newline(text)}` }]
    : [{ start: close, end: close, text: `${newline(text)}${indent}${render(indent)}${newline(text)}${outer}` }];
}

/** Takes a member away, with its comma and a comment on its line; comments on lines of their own stay. */
export function removeMember(text: string, braces: Braces, index: number): readonly Change[] {
  const { members, comments, lines } = braces;
  const member = members[index];
  if (!member) return [];
  const previous = members[index - 1];
  const next = members[index + 1];
  const { comma, lineEnd } = afterMember(text, member.end, comments);
  const lineStart = text.lastIndexOf("\n", member.start - 1) + 1;
  if (
    lineEnd !== undefined &&
    lineEnd < braces.close &&
    indentOf(text, member.start) !== undefined &&
    lineStart >= braces.open
  ) {
    const whole = { start: lineStart, end: Math.min(lineEnd + newlineAt(text, lineEnd), text.length), text: "" };
    const before = previous && afterMember(text, previous.end, comments).comma;
    // The last one takes the comma before it along.
    return next || lines || comma !== undefined || before === undefined
      ? [whole]
      : [{ start: before, end: before + 1, text: "" }, whole];
  }
  if (next && onOneLine(text, member.end, next.start)) return [{ start: member.start, end: next.start, text: "" }];
  if (previous) return [{ start: previous.end, end: comma === undefined ? member.end : comma, text: "" }];
  const end = comma === undefined ? member.end : comma + 1;
  const alone =
    !next && text.slice(braces.open, member.start).trim() === "" && text.slice(end, braces.close).trim() === "";
  return [alone ? { start: braces.open, end: braces.close, text: "" } : { start: member.start, end, text: "" }];
}

/** The comma after a member, and where its line ends if nothing but a comment follows. */
function afterMember(
  text: string,
  end: number,
  comments: readonly string[],
): { readonly comma?: number; readonly lineEnd?: number } {
  let offset = skipBlanks(text, end);
  let comma: number | undefined;
  if (text[offset] === ",") {
    comma = offset;
    offset = skipBlanks(text, offset + 1);
  }
  const line = text.indexOf("\n", offset);
  const stop = line < 0 ? text.length : text[line - 1] === "\r" ? line - 1 : line;
  const found = comma === undefined ? {} : { comma };
  const ends = offset >= stop || comments.some((mark) => text.startsWith(mark, offset));
  return ends ? { ...found, lineEnd: Math.max(stop, offset) } : found;
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function onOneLine(text: string, from: number, to: number): boolean {
  return !text.slice(from, to).includes("\n");
}

/** The blanks before a member that is the first thing on its line; undefined when it is not. */
export function indentOf(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return before.trim() === "" ? before : undefined;
}

/** The blanks that a line starts with. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(start, skipBlanks(text, start));
}

/** How the text's lines end. */
export function newline(text: string): string {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

/** Length of the line's end at an offset. */
export function newlineAt(text: string, offset: number): number {
  return text.startsWith("\r\n", offset) ? 2 : text[offset] === "\n" ? 1 : 0;
}
