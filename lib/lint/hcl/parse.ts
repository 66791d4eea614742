// SPDX-License-Identifier: Apache-2.0
import type { HclBody } from "./ast.ts";
import { buildBody } from "./build.ts";
import { parseSyntax, type SyntaxNode } from "./grammar.ts";

/** What is wrong with the text, and at which offset. */
export interface HclComplaint {
  readonly message: string;
  readonly offset: number;
}

/** HCL as blocks and attributes with offsets, or the first fault. Loads the grammar when it is first called. */
export async function parseHcl(text: string): Promise<HclBody | HclComplaint> {
  const { root, error, tooDeep } = await parseSyntax(text);
  // One string that is not closed makes nonsense of all that follows: it is the cause even if the grammar reads on.
  const open = openString(root, text);
  if (open !== undefined && (error === undefined || open <= error))
    return { message: "a string is not closed on its line", offset: open };
  if (error !== undefined) return { message: "not valid HCL", offset: error };
  if (tooDeep !== undefined) return { message: "values are nested too deeply", offset: tooDeep };
  return buildBody(
    root.children.find(({ type }) => type === "body"),
    text,
  );
}

/** Start of the first quoted string whose own text goes over a line's end. */
function openString(root: SyntaxNode, text: string): number | undefined {
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === "string_lit" || node.type === "quoted_template") {
      let offset = node.start;
      for (const child of node.children) {
        // Blanks between the parts belong to the string; inside an interpolation lines may end.
        if (
          breaks(text, offset, child.start) ||
          (child.type === "template_literal" && breaks(text, child.start, child.end))
        )
          return node.start;
        offset = child.end;
      }
    }
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) waiting.push(child);
    }
  }
  return undefined;
}

function breaks(text: string, from: number, to: number): boolean {
  return text.slice(from, to).includes("\n");
}
