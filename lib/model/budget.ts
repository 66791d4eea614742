// SPDX-License-Identifier: Apache-2.0
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

/** Files of flavors are made by programs: 20,000 definitions of fifteen lines are about 8 MB and 700,000 marks. */
export const flavorBudget: Budget = {
  bytes: 32 * 1024 * 1024,
  depth: 64,
  marks: 3_000_000,
  aliases: 50_000,
  nodes: 6_000_000,
};

/** A bundle of 10,000 manifests, or the CRDs of a large operator. */
export const manifestBudget: Budget = { ...flavorBudget, depth: 200 };

export interface Excess {
  readonly offset: number;
  readonly what: string;
  readonly seen: string;
  readonly allowed: string;
}

/** A document of this many bytes is not even split into tokens. */
export function tooLarge(text: string, budget: Budget): Excess | undefined {
  const bytes = Buffer.byteLength(text, "utf8");
  return bytes > budget.bytes
    ? { offset: 0, what: "is too large", seen: `${bytes} bytes`, allowed: `at most ${budget.bytes} bytes` }
    : undefined;
}

/**
 * Counts on the lexer's tokens, in linear time, while no tree is built yet. Depth is only bounded here (flow brackets,
 * compact `- - -`, indentation); `convert.ts` counts it exactly.
 */
export class Meter {
  readonly #budget: Budget;
  #offset = 0;
  #marks = 0;
  #aliases = 0;
  #flow = 0;
  #compact = 0;
  #lineStart = true;
  #scalarNext = false;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** The first excess, told by the token that makes it. */
  take(token: string): Excess | undefined {
    // Control tokens of the lexer stand for no text; one says that the next is the text of a scalar.
    if (token === "\u0002" || token === "\u0018") return undefined;
    if (token === "\u001f") {
      this.#scalarNext = true;
      return undefined;
    }
    const excess = this.#scalarNext ? undefined : this.#count(token);
    if (this.#scalarNext || token[0] !== " ")
      this.#lineStart = !this.#scalarNext && (token[0] === "\n" || token[0] === "\r");
    this.#scalarNext = false;
    this.#offset += token.length;
    return excess;
  }

  #count(token: string): Excess | undefined {
    const { depth, marks, aliases } = this.#budget;
    switch (token[0]) {
      case "\n":
      case "\r":
        this.#compact = 0;
        return undefined;
      case " ":
        return this.#lineStart && token.length > depth * 12 ? tooDeep(this.#offset, this.#budget) : undefined;
      case "*":
        if (++this.#aliases > aliases) return this.#tooMany("uses too many aliases", aliases);
        return undefined;
      case "}":
      case "]":
        // One that closes nothing must not make room for one more that opens.
        this.#flow = Math.max(0, this.#flow - 1);
        return undefined;
      case "{":
      case "[":
        this.#flow++;
        break;
      case "-":
      case "?":
        this.#compact++;
        break;
      case ":":
      case ",":
      case "&":
      case "!":
        break;
      default:
        return undefined;
    }
    if (this.#flow > depth || this.#compact > depth) return tooDeep(this.#offset, this.#budget);
    if (++this.#marks > marks) return this.#tooMany("has too many keys and items", marks);
    return undefined;
  }

  #tooMany(what: string, most: number): Excess {
    return { offset: this.#offset, what, seen: `more than ${most}`, allowed: `at most ${most}` };
  }
}

export function tooDeep(offset: number, budget: Budget): Excess {
  return {
    offset,
    what: "is nested too deeply",
    seen: `more than ${budget.depth} levels`,
    allowed: `at most ${budget.depth} levels`,
  };
}
