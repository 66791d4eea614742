// SPDX-License-Identifier: Apache-2.0
import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Editor } from "./edit.ts";
import { type Dialect, TreeEditor } from "./tree-editor.ts";
import type { TreeEntry, TreeNode } from "./tree.ts";

/** Opens strict JSON for edits. */
export function openJson(text: string): Promise<Editor | string> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  if (!root || errors.length > 0) return Promise.resolve("the file is no valid JSON");
  return Promise.resolve(new TreeEditor(text, treeOf(root), json));
}

const json: Dialect = {
  comments: [],
  scalar: (value) => JSON.stringify(value),
  key: (name) => JSON.stringify(name),
  flow: (value, indent) => (indent === undefined ? oneLine(value) : lines(value, indent)),
  padding: (text, braces) => (/^[ \t]/.test(text.slice(braces.open)) ? " " : ""),
};

/** Members on lines of their own, as the members around them. */
function lines(value: unknown, indent: string): string {
  const written = JSON.stringify(value, undefined, indent.includes("\t") ? "\t" : 2) ?? "null";
  return written.replaceAll("\n", `\n${indent}`);
}

/** As people write it: `{"a": 1, "b": 2}`. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => oneLine(item)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}: ${oneLine(one)}`).join(", ")}}`;
}

function treeOf(node: Node): TreeNode {
  const { offset: start, length } = node;
  const range = { start, end: start + length, flow: true };
  if (node.type === "array") {
    const entries = (node.children ?? []).map((child, index): TreeEntry => {
      const value = treeOf(child);
      return { name: String(index), keyStart: value.start, keyEnd: value.start, value };
    });
    return { kind: "list", ...range, entries };
  }
  if (node.type !== "object") return { kind: "scalar", ...range, entries: [], value: node.value as unknown };
  const entries = (node.children ?? []).flatMap(({ children }): TreeEntry[] => {
    const [key, value] = children ?? [];
    if (!key || !value) return [];
    return [{ name: String(key.value), keyStart: key.offset, keyEnd: key.offset + key.length, value: treeOf(value) }];
  });
  return { kind: "map", ...range, entries };
}
