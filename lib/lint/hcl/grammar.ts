// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import type { Parser } from "web-tree-sitter";

/** A node of the grammar as plain data: it outlives the WebAssembly memory that it came from. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** Offset of the first place that the grammar could not read. */
  readonly error?: number | undefined;
  /** Offset at which the text is nested deeper than anybody writes; the tree ends there. */
  readonly tooDeep?: number | undefined;
}

/** Levels of the syntax tree; one level of a value takes up to six. */
const deepest = 600;

let parser: Promise<Parser> | undefined;

/** Parses HCL with the grammar of Terraform. The grammar is WebAssembly and is loaded by the first call. */
export async function parseSyntax(text: string): Promise<SyntaxTree> {
  parser ??= load();
  try {
    const tree = (await parser).parse(text);
    if (!tree) throw new Error("the grammar gave no tree");
    try {
      return copy(tree.walk());
    } finally {
      tree.delete();
    }
  } catch (error) {
    // Its memory may be in any state.
    parser = undefined;
    throw error;
  }
}

async function load(): Promise<Parser> {
  const { Language, Parser: Parsers } = await import("web-tree-sitter");
  await Parsers.init();
  const file = createRequire(import.meta.url).resolve(
    "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm",
  );
  const made = new Parsers();
  made.setLanguage(await Language.load(file));
  return made;
}

type Cursor = ReturnType<NonNullable<ReturnType<Parser["parse"]>>["walk"]>;

function copy(cursor: Cursor): SyntaxTree {
  let error: number | undefined;
  let tooDeep: number | undefined;
  const take = (): Growing => {
    const { nodeType: type, startIndex: start, endIndex: end } = cursor;
    if ((type === "ERROR" || cursor.nodeIsMissing) && error === undefined) error = start;
    return { type, start, end, children: [] };
  };
  try {
    const root = take();
    const parents: Growing[] = [root];
    let down = cursor.gotoFirstChild();
    while (parents.length > 0) {
      if (!down && !cursor.gotoNextSibling()) {
        parents.pop();
        if (parents.length > 0) cursor.gotoParent();
        continue;
      }
      const node = take();
      parents.at(-1)?.children.push(node);
      down = false;
      if (parents.length >= deepest) tooDeep ??= node.start;
      else if (cursor.gotoFirstChild()) {
        parents.push(node);
        down = true;
      }
    }
    return { root, error, tooDeep };
  } finally {
    cursor.delete();
  }
}

interface Growing extends SyntaxNode {
  readonly children: Growing[];
}
