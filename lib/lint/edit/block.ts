// SPDX-License-Identifier: Apache-2.0
import { indentOf, newline, newlineAt } from "./braces.ts";
import type { Change } from "./edit.ts";
import { lastEnd, type TreeEntry, type TreeNode } from "./tree.ts";

/** Adds a key after the last one of a map in YAML's block style. @param value what stands after `key:`, given the key's indentation */
export function insertBlock(
  text: string,
  map: TreeNode,
  key: string,
  value: (indent: string) => string,
): readonly Change[] | string {
  const [first] = map.entries;
  const last = map.entries.at(-1);
  if (!first || !last) return "an empty map without braces";
  const indent = " ".repeat(first.keyStart - (text.lastIndexOf("\n", first.keyStart - 1) + 1));
  const at = lineEnd(text, endOf(last));
  return [{ start: at, end: at, text: `${newline(text)}${indent}${key}${value(indent)}`, stacks: true }];
}

/**
 * Takes a key or an item away, with the comment on its line. What would be empty becomes `{}` or `[]`.
 * @param holder offset after the colon of the key that holds the map
 */
export function removeBlock(
  text: string,
  parent: TreeNode,
  index: number,
  holder: number | undefined,
): readonly Change[] {
  const entry = parent.entries[index];
  if (!entry) return [];
  const { keyStart } = entry;
  const end = endOf(entry);
  const ownLine = indentOf(text, keyStart) !== undefined;
  if (parent.entries.length === 1) {
    const nothing = parent.kind === "list" ? "[]" : "{}";
    return ownLine && holder !== undefined && text.slice(holder, keyStart).includes("\n")
      ? [{ start: holder, end: holder, text: ` ${nothing}` }, lines(text, keyStart, end)]
      : [{ start: keyStart, end, text: nothing }];
  }
  if (ownLine) return [lines(text, keyStart, end)];
  // `- a: 1`: the next key moves up to the dash, unless comments stand between them.
  const next = parent.entries[index + 1];
  const stop = lineEnd(text, end);
  const until = next && text.slice(stop, next.keyStart).trim() === "" ? next.keyStart : stop;
  return [{ start: keyStart, end: until, text: "" }];
}

function endOf({ keyEnd, value }: TreeEntry): number {
  return Math.max(keyEnd, lastEnd(value));
}

/** Whole lines from one offset to another, with the line's end. */
function lines(text: string, from: number, to: number): Change {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const stop = lineEnd(text, to);
  const end = stop + newlineAt(text, stop);
  // The last line of a file without a line's end takes the one before.
  const eaten = end === stop && start > 0 ? (text[start - 2] === "\r" ? 2 : 1) : 0;
  return { start: start - eaten, end, text: "" };
}

function lineEnd(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found < 0) return text.length;
  return text[found - 1] === "\r" && found > offset ? found - 1 : found;
}
