// SPDX-License-Identifier: Apache-2.0
import { Lexer } from "yaml";

/** What a document may cost before anyone tries to understand it. */
export interface Budget {
  /** UTF-8 bytes. */
  readonly bytes: number;
  /** Levels of nesting. */
  readonly depth: number;
  /** Keys, list items and flow collections, counted on the lexer's tokens. */
  readonly marks: number;
  /** Uses of `*anchor`. */
  readonly aliases: number;
  /** Nodes after aliases are followed. */
  readonly nodes: number;
}

/**
 * 200 teams with three people, two VM groups and a namespace each are about 230 kB and 12,000 marks, so 64 kB
 * would refuse honest events. At these sizes a file that is refused costs milliseconds, one that is accepted
 * under half a second.
 */
export const eventBudget: Budget = { bytes: 256 * 1024, depth: 24, marks: 24_000, aliases: 400, nodes: 60_000 };

export interface Excess {
  readonly offset: number;
  readonly what: string;
  readonly seen: string;
  readonly allowed: string;
}

/**
 * Counts on the token stream alone, in linear time, without building a tree. Returns the first excess.
 * Depth is only bounded here (flow brackets, compact `- - -`, indentation); `convert.ts` counts it exactly.
 */
export function scanBudget(text: string, budget: Budget): Excess | undefined {
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes > budget.bytes) return { offset: 0, what: "is too large", seen: `${bytes} bytes`, allowed: `at most ${budget.bytes} bytes` };
  let offset = 0;
  let marks = 0;
  let aliases = 0;
  let flow = 0;
  let compact = 0;
  let lineStart = true;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (scalarNext) {
      scalarNext = false;
      offset += token.length;
      continue;
    }
    const first = token[0];
    // Control tokens of the lexer stand for no text.
    if (token === "\u0002" || token === "\u0018") continue;
    if (token === "\u001f") {
      scalarNext = true;
      lineStart = false;
      continue;
    }
    if (first === "\n" || first === "\r") {
      compact = 0;
      lineStart = true;
      offset += token.length;
      continue;
    }
    if (lineStart && first === " " && token.length > budget.depth * 12) return tooDeep(offset, budget);
    lineStart = false;
    if (token === "{" || token === "[") {
      flow++;
      marks++;
    } else if (token === "}" || token === "]") flow--;
    else if (token === "-" || token === "?") {
      compact++;
      marks++;
    } else if (token === ":" || token === ",") marks++;
    else if (first === "*") aliases++;
    else if (first === "&" || first === "!") marks++;
    if (flow > budget.depth || compact > budget.depth) return tooDeep(offset, budget);
    if (marks > budget.marks) {
      return { offset, what: "has too many keys and items", seen: `more than ${budget.marks}`, allowed: `at most ${budget.marks}` };
    }
    if (aliases > budget.aliases) {
      return { offset, what: "uses too many aliases", seen: `more than ${budget.aliases}`, allowed: `at most ${budget.aliases}` };
    }
    offset += token.length;
  }
  return undefined;
}

export function tooDeep(offset: number, budget: Budget): Excess {
  return { offset, what: "is nested too deeply", seen: `more than ${budget.depth} levels`, allowed: `at most ${budget.depth} levels` };
}
