// SPDX-License-Identifier: Apache-2.0
import type { DocumentedFlavor } from "./settings.ts";

/**
 * Rows of the tables of a page that describe flavors: Markdown tables, or CSV with a head line. A table counts when its head
 * names the flavor and at least one of vCPUs, RAM and disk. Units are taken from the cell, else from the head; RAM without a
 * unit is MiB from 256 on and GiB below.
 */
export function readFlavorTables(text: string, file: string): DocumentedFlavor[] {
  const lines = text.split(/\r?\n/);
  return /\.(csv|tsv)$/i.test(file) ? csv(lines, file) : markdown(lines, file);
}

interface Columns {
  readonly name: number;
  readonly sizes: readonly { readonly index: number; readonly size: Size; readonly unit: Unit | undefined }[];
}

type Size = "vcpus" | "ram" | "disk";
type Unit = "M" | "G" | "T";

const names = new Set(["name", "flavor", "flavour", "flavor name", "flavour name", "instance type", "flavors", "type"]);
const words: Readonly<Record<Size, ReadonlySet<string>>> = {
  vcpus: new Set(["vcpus", "vcpu", "cpus", "cpu", "cores", "core", "virtual cpus", "vcores", "cpu cores"]),
  ram: new Set(["ram", "memory", "mem"]),
  disk: new Set([
    "disk",
    "root disk",
    "root",
    "storage",
    "system disk",
    "disk size",
    "root disk size",
    "local storage",
  ]),
};

function columnsOf(head: readonly string[]): Columns | undefined {
  const titles = head.map(titleOf);
  const name = titles.findIndex(({ word }) => names.has(word));
  const sizes = (Object.keys(words) as Size[]).flatMap((size) => {
    const index = titles.findIndex(({ word }) => words[size].has(word));
    return index < 0 ? [] : [{ index, size, unit: titles[index]?.unit }];
  });
  return name < 0 || sizes.length === 0 ? undefined : { name, sizes };
}

/** `RAM (GiB)` → `ram`, G. */
function titleOf(cell: string): { readonly word: string; readonly unit: Unit | undefined } {
  const bare = plainOf(cell).toLowerCase();
  const unit = /(?:^|[^a-z])([mgt])i?b?(?:ytes)?(?:$|[^a-z])/.exec(bare)?.[1]?.toUpperCase() as Unit | undefined;
  const word = bare
    .replaceAll(/[([{].*$/g, "")
    .replaceAll(/\b(in )?[mgt]i?b\b/g, "")
    .replaceAll(/[^a-z ]/g, " ")
    .replaceAll(/ +/g, " ")
    .trim();
  return { word, unit };
}

function rowOf(cells: readonly string[], columns: Columns, file: string, line: number): DocumentedFlavor | undefined {
  const name = plainOf(cells[columns.name] ?? "");
  if (name === "") return undefined;
  const sizes = columns.sizes.flatMap(({ index, size, unit }) => {
    const amount = amountOf(cells[index] ?? "", size, unit);
    return amount === undefined ? [] : [[size, amount] as const];
  });
  return { file, line, name, ...Object.fromEntries(sizes) };
}

/** vCPUs as they are, RAM in MiB, disk in GiB; undefined for what is no number. */
function amountOf(cell: string, size: Size, head: Unit | undefined): number | undefined {
  const match = /^([0-9]{1,12}(?:[.,][0-9]{1,6})?) ?([a-z]*)/i.exec(plainOf(cell));
  if (!match) return undefined;
  // 1,024 is a thousand; 0,5 is a half.
  const digits = (match[1] ?? "").replace(/,(?=\d{3}$)/, "").replace(",", ".");
  const number = Number(digits);
  if (size === "vcpus") return number;
  const letter = (match[2] ?? "").charAt(0).toUpperCase();
  const own = letter === "M" || letter === "G" || letter === "T" ? letter : undefined;
  const unit = own ?? head ?? (size === "disk" || number < 256 ? "G" : "M");
  const gib = unit === "M" ? number / 1024 : unit === "T" ? number * 1024 : number;
  return size === "ram" ? Math.round(gib * 1024) : gib;
}

/** Without the marks of Markdown: code, bold, links. */
function plainOf(cell: string): string {
  const text = cell.replaceAll(/[`*]/g, "").replaceAll("\\_", "_").trim();
  const link = text.startsWith("[") ? text.indexOf("](") : -1;
  return link > 0 ? text.slice(1, link).trim() : text;
}

function markdown(lines: readonly string[], file: string): DocumentedFlavor[] {
  const rows: DocumentedFlavor[] = [];
  let columns: Columns | undefined;
  for (const [index, line] of lines.entries()) {
    const isRow = line.includes("|");
    if (!isRow) columns = undefined;
    else if (isRule(line)) columns = columnsOf(cellsOf(lines[index - 1] ?? ""));
    else if (columns) {
      const row = rowOf(cellsOf(line), columns, file, index + 1);
      if (row) rows.push(row);
    }
  }
  return rows;
}

/** The line of dashes under a head. */
function isRule(line: string): boolean {
  return line.includes("-") && /^[ \t|:-]+$/.test(line);
}

function cellsOf(line: string): string[] {
  const trimmed = line.trim();
  const inner = trimmed.slice(trimmed.startsWith("|") ? 1 : 0, trimmed.endsWith("|") ? -1 : undefined);
  return inner.split("|");
}

function csv(lines: readonly string[], file: string): DocumentedFlavor[] {
  const [head = ""] = lines;
  const separator = file.toLowerCase().endsWith(".tsv") ? "\t" : head.includes(";") && !head.includes(",") ? ";" : ",";
  const columns = columnsOf(fieldsOf(head, separator));
  if (!columns) return [];
  return lines.slice(1).flatMap((line, index) => {
    const row = rowOf(fieldsOf(line, separator), columns, file, index + 2);
    return row ? [row] : [];
  });
}

/** Fields of one line of CSV; a quoted field may hold the separator, not a line's end. */
function fieldsOf(line: string, separator: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (quoted && character === '"' && line[index + 1] === '"') {
      field += '"';
      index++;
    } else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
}
