// SPDX-License-Identifier: Apache-2.0
import type { ParsedName } from "./template-match.ts";
import type { NameTemplate, Piece } from "./template.ts";

/** What a name is made from. */
export interface NameContent {
  readonly fields: ReadonlyMap<string, number | string>;
  /** Tokens without a field, by their text without separators at its ends: `localdisk`. @default none */
  readonly tokens?: ReadonlySet<string> | undefined;
}

/** Fields whose absence means zero, so that zero is not printed where it may be left out. */
export const zeroWhenAbsent: ReadonlySet<string> = new Set(["ephemeral", "swapGiB", "swapMiB", "gpus"]);

/**
 * The canonical name: the first alternative that the content fills, numbers without leading zeros.
 * Undefined when a field that every name needs is missing.
 */
export function printName(template: NameTemplate, content: NameContent): string | undefined {
  return printPieces(template.pieces, content);
}

/** The same name with its numbers in plain form; spellings stay as they were chosen. */
export function plainName({ parts }: ParsedName): string {
  return parts.map((part) => (part.kind === "text" ? part.text : String(part.value))).join("");
}

/** What a name that was read is made from: printed again, the canonical name. */
export function contentOf({ template, fields, choices }: ParsedName): NameContent & { tokens: ReadonlySet<string> } {
  const tokens = new Set<string>();
  visit(template.pieces, (piece) => {
    const chosen = choices.get(piece.group);
    const token = chosen === undefined ? undefined : tokenOf(piece.alternatives[chosen] ?? []);
    if (token !== undefined) tokens.add(token);
  });
  return { fields, tokens };
}

/** Text of an alternative without fields, separators at its ends left out; undefined for other alternatives. */
export function tokenOf(alternative: readonly Piece[]): string | undefined {
  const [only, ...more] = alternative;
  return only?.kind === "text" && more.length === 0 ? trimSeparators(only.text) : undefined;
}

/** Calls `each` with all groups of a template, outer ones first. */
export function visit(pieces: readonly Piece[], each: (piece: Piece & { kind: "group" }) => void): void {
  for (const piece of pieces) {
    if (piece.kind !== "group") continue;
    each(piece);
    for (const alternative of piece.alternatives) visit(alternative, each);
  }
}

function printPieces(pieces: readonly Piece[], content: NameContent): string | undefined {
  let name = "";
  for (const piece of pieces) {
    if (piece.kind === "text") name += piece.text;
    else if (piece.kind === "field") {
      const value = content.fields.get(piece.name);
      if (value === undefined) return undefined;
      name += String(value);
    } else name += printGroup(piece.alternatives, content);
  }
  return name;
}

function printGroup(alternatives: readonly (readonly Piece[])[], content: NameContent): string {
  for (const alternative of alternatives) {
    const token = tokenOf(alternative);
    if (token === undefined ? !says(alternative, content) : content.tokens?.has(token) !== true) continue;
    const text = printPieces(alternative, content);
    if (text !== undefined) return text;
  }
  return "";
}

/** True when an alternative would say something: a field that has a value worth saying, here or deeper. */
function says(pieces: readonly Piece[], content: NameContent): boolean {
  return pieces.some((piece) => {
    if (piece.kind === "text") return false;
    if (piece.kind === "group")
      return piece.alternatives.some((alternative) => {
        const token = tokenOf(alternative);
        return token === undefined ? says(alternative, content) : content.tokens?.has(token) === true;
      });
    const value = content.fields.get(piece.name);
    return value !== undefined && !(value === 0 && zeroWhenAbsent.has(piece.name));
  });
}

const separators = ".-_ +:/";

function trimSeparators(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && separators.includes(text.charAt(start))) start += 1;
  while (end > start && separators.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
