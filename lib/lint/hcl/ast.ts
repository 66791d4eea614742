// SPDX-License-Identifier: Apache-2.0

/** Offsets in UTF-16 units, end exclusive. */
export interface HclRange {
  readonly start: number;
  readonly end: number;
}

/** A string without interpolation, a number, a boolean or null: the value is known from the text alone. */
export interface HclLiteral extends HclRange {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}

/** A string with interpolations: texts (decoded) and expressions in order. */
export interface HclTemplate extends HclRange {
  readonly kind: "template";
  readonly parts: readonly (string | HclExpression)[];
}

/** `{ … }`; start and end are the braces'. */
export interface HclObject extends HclRange {
  readonly kind: "object";
  readonly items: readonly HclItem[];
}

export interface HclItem extends HclRange {
  /** Text of the key; absent when it is computed. */
  readonly name?: string | undefined;
  readonly key: HclExpression;
  readonly value: HclExpression;
}

/** `[ … ]` */
export interface HclTuple extends HclRange {
  readonly kind: "tuple";
  readonly items: readonly HclExpression[];
}

export interface HclCall extends HclRange {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly HclExpression[];
  /** The last argument ends with `...`. */
  readonly spread: boolean;
}

/** `local.flavors["m1"].ram`: a name and the steps from it; a step in brackets may be any expression. */
export interface HclTraversal extends HclRange {
  readonly kind: "traversal";
  readonly root: string;
  readonly steps: readonly (string | number | HclExpression)[];
}

/** Arithmetic and logic: one or two operands. */
export interface HclOperation extends HclRange {
  readonly kind: "operation";
  readonly operator: string;
  readonly operands: readonly HclExpression[];
}

/** What nobody here needs to understand: conditionals, `for`, splats, template directives. */
export interface HclOther extends HclRange {
  readonly kind: "other";
}

export type HclExpression =
  | HclLiteral
  | HclTemplate
  | HclObject
  | HclTuple
  | HclCall
  | HclTraversal
  | HclOperation
  | HclOther;

/** `key = value`; starts at the key. */
export interface HclAttribute extends HclRange {
  readonly key: string;
  readonly value: HclExpression;
}

/** `type "label" { … }`; the braces' offsets are `open` and `end - 1`. */
export interface HclBlock extends HclRange {
  readonly type: string;
  readonly labels: readonly string[];
  readonly open: number;
  readonly body: HclBody;
}

export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}
