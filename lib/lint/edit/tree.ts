// SPDX-License-Identifier: Apache-2.0

/** A value of JSON or YAML with its place in the text, as edits need it. */
export interface TreeNode {
  readonly kind: "map" | "list" | "scalar" | "alias";
  /** Without anchor and tag. An empty value of YAML has no length. */
  readonly start: number;
  readonly end: number;
  /** In braces or brackets. */
  readonly flow: boolean;
  readonly entries: readonly TreeEntry[];
  /** Of a scalar. */
  readonly value?: unknown;
  /** How many aliases stand for it. */
  readonly aliases?: number | undefined;
  /** What an alias stands for. */
  readonly target?: TreeNode | undefined;
}

/** A member of a map or list. */
export interface TreeEntry {
  /** Key or position. Absent: a key that is no scalar. */
  readonly name?: string | undefined;
  /** The key; of an item, an empty range where its dash or value starts. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: TreeNode;
}

/** Offset after everything that a value says: inner values count, comments after it do not. */
export function lastEnd(node: TreeNode): number {
  let at = node;
  for (;;) {
    const last = at.flow ? undefined : at.entries.at(-1);
    if (!last) return at.end;
    if (last.value.end <= last.keyEnd && last.value.entries.length === 0) return Math.max(last.keyEnd, last.value.end);
    at = last.value;
  }
}
