// SPDX-License-Identifier: Apache-2.0

/** What a field takes: whole number, number with decimals (`ramGiB`), ASCII letters, ASCII letters and digits. */
export type FieldType = "number" | "decimal" | "letters" | "text";

/** A piece of a template. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "field"; readonly name: string; readonly type: FieldType }
  /** At most one of the alternatives, tried in this order, or nothing. */
  | { readonly kind: "group"; readonly group: number; readonly alternatives: readonly (readonly Piece[])[] };
