// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../model/light.ts";
import type { FixEdit } from "../fix.ts";
import type { HclBlock, HclExpression, HclObject } from "../hcl/ast.ts";
import type { HclDocument, HclTarget } from "../hcl/document.ts";
import { readHcl } from "../hcl/read.ts";
import { isIdentifier, quote } from "../hcl/strings.ts";
import { type Braces, insertMember, removeMember } from "./braces.ts";
import type { Editor, Plan } from "./edit.ts";

/** Opens HCL for edits. */
export async function openHcl(text: string): Promise<Editor | string> {
  const read = await readHcl(text);
  return "body" in read ? new HclEditor(read) : "the file is no valid HCL";
}

const comments = ["#", "//", "/*"];

class HclEditor implements Editor {
  readonly #document: HclDocument;
  readonly #text: string;

  constructor(document: HclDocument) {
    this.#document = document;
    this.#text = document.text;
  }

  plan(edit: FixEdit): Plan {
    const target = this.#document.find(edit.path);
    if (!target) return "there is no such block";
    if (target.twice) return "the key is written twice";
    if (edit.op === "rename") return this.#rename(edit, target);
    const many = target.block.type === "resource" && target.block.body.attributes.some(({ key }) => key === "for_each");
    if (many) return "the block makes several flavors";
    return edit.op === "set" ? this.#set(edit.path, target, edit.value) : this.#remove(edit.path, target);
  }

  #set(path: Path, target: HclTarget, value: unknown): Plan {
    const { depth, value: old, parent } = target;
    if (depth < path.length) return this.#add(path, target, value);
    if (!old) return "it is a block";
    if (parent && "kind" in parent && parent.kind === "call") return "the value is an argument of a function";
    if (old.kind === "object" && typeof value === "object") {
      const { start, end } = old;
      const text = hclValue(value, indentBefore(this.#text, start));
      return this.#text.slice(start, end) === text ? [] : [{ start, end, text }];
    }
    if (old.kind !== "literal") return "the value is an expression";
    if (old.value === value) return [];
    return [{ start: old.start, end: old.end, text: hclValue(value, indentBefore(this.#text, old.start)) }];
  }

  #add(path: Path, { depth, value, holder, block }: HclTarget, wanted: unknown): Plan {
    const [key, ...below] = path.slice(depth);
    let whole = wanted;
    for (const step of below.toReversed()) {
      if (typeof step === "number") return "there is no such item";
      whole = { [step]: whole };
    }
    if (typeof key !== "string") return "there is no such item";
    const changes = this.#insert(block, holder === block ? undefined : value, key, whole);
    // What is below a missing object cannot stand beside its like: they share the object.
    return typeof changes === "string" || below.length === 0
      ? changes
      : changes.map((change) => ({ ...change, stacks: false }));
  }

  #insert(block: HclBlock, value: HclExpression | undefined, key: string, whole: unknown): Plan {
    if (value === undefined) return this.#addAttribute(block, key, whole);
    if (value?.kind !== "object") return "its parent is an expression";
    return insertMember(this.#text, bracesOf(value, this.#text), (indent) =>
      member(this.#text, value, key, hclValue(whole, indent), indent),
    );
  }

  /** A new attribute after the last one. */
  #addAttribute(block: HclBlock, key: string, value: unknown): Plan {
    if (!isIdentifier(key)) return "no name of an attribute";
    const { attributes } = block.body;
    const last = attributes.at(-1);
    const outer = indentBefore(this.#text, block.start);
    if (!this.#text.slice(block.open, block.end).includes("\n"))
      return attributes.length === 0 && block.body.blocks.length === 0
        ? [{ start: block.open + 1, end: block.end - 1, text: ` ${key} = ${hclValue(value, outer)} ` }]
        : "the block is written on one line";
    const indent = last ? indentBefore(this.#text, last.start) : `${outer}  `;
    const from = this.#text.indexOf("\n", last?.end ?? block.open);
    const at = this.#text[from - 1] === "\r" ? from - 1 : from;
    const width = last ? equalsColumn(this.#text, last.start, last.key.length, last.end) : 0;
    const line = `${this.#text.includes("\r\n") ? "\r\n" : "\n"}${indent}${key.padEnd(width)} = ${hclValue(value, indent)}`;
    return [{ start: at, end: at, text: line, stacks: true }];
  }

  #remove(path: Path, { depth, holder, parent, value }: HclTarget): Plan {
    if (depth < path.length) return [];
    if (!parent || !value) return "it is a block";
    if (!("kind" in parent)) {
      const { attributes } = parent.body;
      const all: Braces = {
        open: parent.open + 1,
        close: parent.end - 1,
        members: attributes,
        comments,
        lines: true,
        padding: " ",
      };
      return removeMember(
        this.#text,
        all,
        attributes.findIndex((each) => each === holder),
      );
    }
    if (parent.kind !== "object" && parent.kind !== "tuple") return "the value is an argument of a function";
    const members: readonly HclTarget["holder"][] = parent.items;
    const braces = { ...bracesOf(parent, this.#text), lines: parent.kind === "object" };
    return removeMember(this.#text, braces, members.indexOf(holder));
  }

  #rename({ path, key }: Extract<FixEdit, { op: "rename" }>, { depth, holder, parent, value, block }: HclTarget): Plan {
    const siblings =
      parent && "kind" in parent
        ? parent.kind === "object"
          ? parent.items.map(({ name }) => name)
          : []
        : block.body.attributes.map((each) => each.key);
    if (depth < path.length) {
      const there =
        depth === path.length - 1 && this.#document.find([...path.slice(0, -1), key])?.depth === path.length;
      return there ? [] : "there is no such key";
    }
    if (!value || !("key" in holder)) return "it has no key";
    const old = "name" in holder ? holder.name : holder.key;
    if (old === key) return [];
    if (siblings.includes(key)) return `the key ${key} is there already`;
    if (typeof holder.key === "string")
      return isIdentifier(key)
        ? [{ start: holder.start, end: holder.start + holder.key.length, text: key }]
        : "no name of an attribute";
    const { start, end } = holder.key;
    const bare = this.#text[start] !== '"' && isIdentifier(key);
    return [{ start, end, text: bare ? key : quote(key) }];
  }
}

function bracesOf({ start, end, items }: Extract<HclExpression, { kind: "object" | "tuple" }>, text: string): Braces {
  // Parentheses around it belong to the expression.
  const open = Math.max(start, text.slice(start, end).search(/[[{]/) + start) + 1;
  const close = Math.max(text.lastIndexOf("}", end - 1), text.lastIndexOf("]", end - 1));
  return { open, close, members: items, comments, lines: true, padding: " " };
}

/** `key = value` in the style of the object: its sign, its quotes, its column. */
function member(text: string, object: HclObject, key: string, value: string, indent?: string): string {
  const last = object.items.at(-1);
  const bare = last !== undefined && text[last.key.start] !== '"' && isIdentifier(key);
  const written = bare || (last === undefined && isIdentifier(key)) ? key : quote(key);
  if (!last) return `${written} = ${value}`;
  const between = text.slice(last.key.end, last.value.start);
  if (indent === undefined && !between.includes(":")) return `${written} = ${value}`;
  if (between.includes(":")) return `${written}: ${value}`;
  const width = last.key.end - last.key.start;
  return `${written.padEnd(equalsColumn(text, last.key.start, width, last.end))} = ${value}`;
}

/** How wide keys are made for their signs to stand in one column; what takes several lines has a column of its own. */
function equalsColumn(text: string, start: number, width: number, end: number): number {
  if (text.slice(start, end).includes("\n")) return 0;
  const sign = text.indexOf("=", start + width);
  return sign < 0 ? width : Math.max(width, sign - start - 1);
}

function indentBefore(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** A value as Terraform's formatter writes it. */
function hclValue(value: unknown, indent?: string): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map((item) => hclValue(item, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  if (members.length === 0) return "{}";
  if (indent === undefined)
    return `{ ${members.map(([key, one]) => `${isIdentifier(key) ? key : quote(key)} = ${hclValue(one)}`).join(", ")} }`;
  const inner = `${indent}  `;
  const keys = members.map(([key]) => (isIdentifier(key) ? key : quote(key)));
  const width = Math.max(...keys.map((key) => key.length));
  const lines = members.map(
    ([, one], index) => `${inner}${(keys[index] ?? "").padEnd(width)} = ${hclValue(one, inner)}`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}
