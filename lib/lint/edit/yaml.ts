// SPDX-License-Identifier: Apache-2.0
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Editor } from "./edit.ts";
import { yamlFlow, yamlScalar } from "./scalars.ts";
import { type Dialect, TreeEditor } from "./tree-editor.ts";
import type { TreeEntry, TreeNode } from "./tree.ts";

/** Opens one document of YAML 1.2 for edits. */
export function openYaml(text: string): Promise<Editor | string> {
  const document = parseDocument(text, { uniqueKeys: false, version: "1.2", schema: "core", prettyErrors: false });
  if (document.errors.length > 0) return Promise.resolve("the file is no valid YAML");
  if (!isNode(document.contents)) return Promise.resolve("the file is empty");
  const root = new Trees(text).of(document.contents);
  return Promise.resolve(new TreeEditor(text, root, yaml));
}

const yaml: Dialect = {
  comments: ["#"],
  scalar: (value, old) => yamlScalar(value, old),
  key: (name, old) => yamlScalar(name, old),
  flow: (value) => yamlFlow(value),
  padding: () => " ",
};

interface Growing extends TreeNode {
  aliases: number;
}

/** The library's nodes as ours. Anchors are met before their aliases. */
class Trees {
  readonly #anchors = new Map<string, Growing>();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  of(node: Node): TreeNode {
    const [start, end] = node.range ?? [0, 0, 0];
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target) target.aliases++;
      return { kind: "alias", start, end, flow: true, entries: [], target };
    }
    const entries: TreeEntry[] = [];
    const made: Growing = {
      kind: isMap(node) ? "map" : isSeq(node) ? "list" : "scalar",
      start,
      end: isScalar(node) ? this.#trimmed(start, end) : end,
      flow: isScalar(node) || ("flow" in node && node.flow),
      entries,
      value: isScalar(node) ? node.value : undefined,
      aliases: 0,
    };
    if ("anchor" in node && node.anchor !== undefined) this.#anchors.set(node.anchor, made);
    if (isMap(node)) for (const pair of node.items) entries.push(this.#pair(pair.key, pair.value));
    else if (isSeq(node))
      for (const [index, item] of node.items.entries()) entries.push(this.#item(item, index, start, made.flow));
    return made;
  }

  #pair(key: unknown, value: unknown): TreeEntry {
    const [keyStart, keyEnd] = (isNode(key) ? key.range : undefined) ?? [0, 0, 0];
    const named = isScalar(key) && key.anchor === undefined;
    const name = named ? (typeof key.value === "string" ? key.value : (key.source ?? String(key.value))) : undefined;
    return { name, keyStart, keyEnd, value: isNode(value) ? this.of(value) : this.#nothing(keyEnd) };
  }

  #item(item: unknown, index: number, from: number, flow: boolean): TreeEntry {
    const value = isNode(item) ? this.of(item) : this.#nothing(from);
    const start = flow ? value.start : this.#dashBefore(value.start);
    return { name: String(index), keyStart: start, keyEnd: start, value };
  }

  /** Where the item's dash is: back over blanks, an anchor or a tag. */
  #dashBefore(offset: number): number {
    const dash = this.#text.lastIndexOf("-", offset - 1);
    return dash < 0 ? offset : dash;
  }

  #nothing(offset: number): TreeNode {
    return { kind: "scalar", start: offset, end: offset, flow: true, entries: [], value: null };
  }

  /** Without the line end of a block scalar. */
  #trimmed(start: number, end: number): number {
    return start + this.#text.slice(start, end).trimEnd().length;
  }
}
