// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../model/light.ts";
import type { FieldType, Piece } from "./template-pieces.ts";
import { assemble, type Step } from "./template-steps.ts";

export type { FieldType, Piece } from "./template-pieces.ts";

/**
 * Fields of a template that stand for a size of the flavor or a known promise. `disk` and `ephemeral` are GiB, as Nova
 * counts them, whatever the house calls them.
 */
export const sizeFields = [
  "generation",
  "vcpus",
  "ramGiB",
  "ramMiB",
  "disk",
  "ephemeral",
  "swapGiB",
  "swapMiB",
  "gpus",
  "iops",
] as const;
export type SizeField = (typeof sizeFields)[number];

/** A template that was understood. */
export interface NameTemplate {
  /** As written in the configuration. */
  readonly source: string;
  readonly pieces: readonly Piece[];
  /** The pieces as a graph without cycles, for the matcher. The first step is 0. */
  readonly steps: readonly Step[];
  /** Names of all fields, in order of first occurrence. */
  readonly fields: ReadonlySet<string>;
}

/** What is wrong with a template. */
export interface TemplateFault {
  readonly message: string;
  /** Offset in the template, 0-based. */
  readonly at: number;
  readonly hint?: string | undefined;
}

export type CompiledTemplate =
  | { readonly template: NameTemplate; readonly fault?: undefined }
  | { readonly fault: TemplateFault; readonly template?: undefined };

/** Longest template and deepest nesting: they bound the matcher's work and its stack. */
export const templateLimits = { length: 1000, depth: 8 } as const;

/**
 * Reads a template of names. The language:
 *
 * - text stands for itself, case counts; a backslash makes `{ } [ ] | \` plain text;
 * - `{vcpus}` is a number without sign. Known: generation, vcpus, ramGiB (decimals allowed), ramMiB, disk, ephemeral,
 *   swapGiB, swapMiB, gpus, iops;
 * - `{series:letters}`, `{series:text}` (letters and digits) and `{series:number}` are fields of one's own;
 * - `[…]` may be absent; `[a|b]` is a, b or nothing. The first alternative is the spelling that is printed. Groups nest.
 *
 * A field takes as many characters as it can, so no field may be followed by what it would take itself.
 */
export function compileTemplate(source: string): CompiledTemplate {
  try {
    const reader = new Reader(source);
    const pieces = reader.read();
    const steps = assemble(pieces);
    return { template: { source, pieces, steps, fields: reader.fields } };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

/** Never leaves this module. */
class Fault extends Error {
  readonly fault: TemplateFault;

  constructor(message: string, at: number, hint?: string) {
    super(message);
    this.fault = { message, at, ...(hint === undefined ? {} : { hint }) };
  }
}

/** A field that may stand directly before the next piece. */
interface Before {
  readonly type: FieldType;
  readonly field: string;
}

class Reader {
  readonly fields = new Set<string>();
  readonly #source: string;
  #at = 0;
  #groups = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Piece[] {
    if (this.#source === "") throw new Fault("a template is empty", 0);
    if (this.#source.length > templateLimits.length)
      throw new Fault(`a template has more than ${templateLimits.length} characters`, templateLimits.length);
    const { pieces } = this.#sequence(0, new Set(), []);
    const stop = this.#source[this.#at];
    if (stop !== undefined)
      throw new Fault(`"${stop}" without "["`, this.#at, `write \\${stop} for the character itself`);
    return pieces;
  }

  /** Pieces up to the end or to `|` or `]`. `open` are the fields that may stand directly before. */
  #sequence(depth: number, seen: Set<string>, open: readonly Before[]): { pieces: Piece[]; open: readonly Before[] } {
    const pieces: Piece[] = [];
    let before = open;
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined || char === "|" || char === "]") return { pieces, open: before };
      if (char === "}") throw new Fault('"}" without "{"', this.#at, "write \\} for the character itself");
      if (char === "{") {
        const start = this.#at;
        const piece = this.#field(seen);
        forbid(before, (type) => meets(type, piece.type), start);
        pieces.push(piece);
        before = [{ type: piece.type, field: piece.name }];
      } else if (char === "[") {
        const group = this.#group(depth + 1, seen, before);
        pieces.push(group.piece);
        before = group.open;
      } else {
        const start = this.#at;
        const text = this.#text();
        forbid(before, (type) => takes(type, text.charAt(0)), start);
        pieces.push({ kind: "text", text });
        before = [];
      }
    }
  }

  #text(): string {
    let text = "";
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined || "{}[]|".includes(char)) return text;
      if (char === "\\") {
        const next = this.#source[this.#at + 1];
        if (next === undefined || !"{}[]|\\".includes(next))
          throw new Fault("a backslash stands before { } [ ] | or \\ only", this.#at);
        text += next;
        this.#at += 2;
      } else {
        text += char;
        this.#at += 1;
      }
    }
  }

  #field(seen: Set<string>): Piece & { kind: "field" } {
    const start = this.#at;
    const end = this.#source.indexOf("}", start);
    if (end === -1) throw new Fault('"{" without "}"', start, "write \\{ for the character itself");
    const inner = this.#source.slice(start + 1, end);
    const colon = inner.indexOf(":");
    const name = colon === -1 ? inner : inner.slice(0, colon);
    const type = typeOf(name, colon === -1 ? undefined : inner.slice(colon + 1), start + 1);
    if (seen.has(name)) throw new Fault(`field ${name} stands twice`, start);
    seen.add(name);
    this.fields.add(name);
    this.#at = end + 1;
    return { kind: "field", name, type };
  }

  #group(
    depth: number,
    seen: Set<string>,
    open: readonly Before[],
  ): { piece: Piece & { kind: "group" }; open: Before[] } {
    const start = this.#at;
    if (depth > templateLimits.depth)
      throw new Fault(`groups are nested deeper than ${templateLimits.depth} times`, start);
    const group = this.#groups++;
    const alternatives: Piece[][] = [];
    const fields = new Set<string>();
    const after: Before[] = [...open];
    do {
      this.#at += 1;
      const mine = new Set(seen);
      const from = this.#at;
      const { pieces, open: left } = this.#sequence(depth, mine, open);
      if (pieces.length === 0)
        throw new Fault("an alternative is empty", from, "a group may be absent without saying so");
      alternatives.push(pieces);
      for (const name of mine) fields.add(name);
      after.push(...left);
    } while (this.#source[this.#at] === "|");
    if (this.#source[this.#at] !== "]") throw new Fault('"[" without "]"', start, "write \\[ for the character itself");
    this.#at += 1;
    for (const name of fields) seen.add(name);
    return {
      piece: { kind: "group", group, alternatives },
      open: [...new Map(after.map((b) => [b.field, b])).values()],
    };
  }
}

function typeOf(name: string, type: string | undefined, at: number): FieldType {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) throw new Fault("a field has a name of letters, digits and _", at);
  const known = (sizeFields as readonly string[]).includes(name);
  if (type === undefined) {
    if (known) return name === "ramGiB" ? "decimal" : "number";
    throw new Fault(
      `no field is called ${name}`,
      at,
      didYouMean(name, sizeFields) ??
        `for a field of your own write {${name}:letters}, {${name}:text} or {${name}:number}`,
    );
  }
  if (known) throw new Fault(`field ${name} has a fixed type`, at, `write {${name}}`);
  if (type === "number" || type === "letters" || type === "text") return type;
  throw new Fault("a type is number, letters or text", at + name.length + 1);
}

function forbid(before: readonly Before[], clash: (type: FieldType) => boolean, at: number): void {
  const swallowing = before.find(({ type }) => clash(type));
  if (swallowing)
    throw new Fault(
      `field ${swallowing.field} would take what follows it`,
      at,
      "put a character between that the field does not take",
    );
}

/** True when a field of the type takes the character. The point of a decimal is not meant: both readings are tried. */
function takes(type: FieldType, char: string): boolean {
  const digit = char >= "0" && char <= "9";
  const letter = (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
  return type === "text" ? digit || letter : type === "letters" ? letter : digit;
}

function meets(left: FieldType, right: FieldType): boolean {
  return left === "text" || right === "text" || (left === "letters") === (right === "letters");
}
