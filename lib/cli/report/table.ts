// SPDX-License-Identifier: Apache-2.0
import { cut, width } from "./text.ts";

export interface Column {
  readonly title: string;
  /** @default left */
  readonly align?: "left" | "right" | undefined;
  /** Widest it may get, in columns. @default as wide as its text */
  readonly max?: number | undefined;
}

/** Lines of an aligned table, two blanks between columns, none at the end. An empty title row is left out. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const body = rows.map((row) =>
    columns.map((column, index) => (column.max === undefined ? (row[index] ?? "") : cut(row[index] ?? "", column.max))),
  );
  const head = columns.map((column) => column.title);
  const all = head.some((title) => title !== "") ? [head, ...body] : body;
  const widths = columns.map((_, index) => Math.max(0, ...all.map((row) => width(row[index] ?? ""))));
  return all.map((row) =>
    row
      .map((cell, index) => {
        const space = " ".repeat((widths[index] ?? 0) - width(cell));
        return columns[index]?.align === "right" ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd(),
  );
}
