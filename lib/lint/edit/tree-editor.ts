// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from "node:util";
import type { Path } from "../../model/light.ts";
import type { FixEdit } from "../fix.ts";
import { insertBlock, removeBlock } from "./block.ts";
import { type Braces, insertMember, removeMember } from "./braces.ts";
import { type Editor, pathWord, type Plan } from "./edit.ts";
import { yamlBlock } from "./scalars.ts";
import { lastEnd, type TreeEntry, type TreeNode } from "./tree.ts";

type Plain = string | number | boolean | null;

/** How a format writes values. */
export interface Dialect {
  readonly comments: readonly string[];
  /** @param old the scalar that it replaces, as written */
  scalar(value: Plain, old?: string): string;
  key(name: string, old?: string): string;
  /** A value between braces. @param indent of its line, where members may have lines of their own */
  flow(value: unknown, indent?: string): string;
  /** Blank inside of the braces of a map. */
  padding(text: string, map: { readonly open: number; readonly close: number }): string;
}

/** Where a path ends, and what it went through. */
interface Found {
  /** Steps that exist. */
  readonly depth: number;
  readonly node: TreeNode;
  /** The map or list of the last step, its entry, and the entry that holds it. */
  readonly parent?: TreeNode | undefined;
  readonly entry?: TreeEntry | undefined;
  readonly outer?: TreeEntry | undefined;
  /** In how many places of the document the node can be seen. */
  readonly uses: number;
  readonly twice: boolean;
}

/** Plans edits of JSON and YAML: of what it does not touch no character changes. */
export class TreeEditor implements Editor {
  readonly #text: string;
  readonly #root: TreeNode;
  readonly #dialect: Dialect;
  readonly #entries = new WeakMap<TreeNode, ReadonlyMap<string, readonly TreeEntry[]>>();
  #sharers = new WeakMap<readonly FixEdit[], ReadonlyMap<string, Set<string>>>();

  constructor(text: string, root: TreeNode, dialect: Dialect) {
    this.#text = text;
    this.#root = root;
    this.#dialect = dialect;
  }

  plan(edit: FixEdit, among: readonly FixEdit[]): Plan {
    const found = this.#find(edit.path);
    if (found.twice) return "the key is written twice";
    const plan =
      edit.op === "set"
        ? this.#set(edit.path, found, edit.value)
        : edit.op === "remove"
          ? this.#remove(edit.path, found)
          : this.#rename(edit, found);
    if (typeof plan === "string" || plan.length === 0 || found.uses === 1) return plan;
    // One text in several places: a change is meant only if it is asked for in each of them.
    const asked = this.#sharersOf(among).get(this.#sharedWord(edit, found))?.size ?? 1;
    return asked >= found.uses ? plan : "the value is used in several places through an alias";
  }

  data(): unknown {
    const budget = { left: 5_000_000 };
    const data = dataOf(this.#root, budget);
    return budget.left < 0 ? undefined : data;
  }

  #find(path: Path): Found {
    let found: Found = { depth: 0, node: this.#root, uses: 1, twice: false };
    for (const step of path) {
      const { node: reached, depth, entry: outer, uses } = found;
      const node = reached.kind === "alias" ? (reached.target ?? reached) : reached;
      const entries = this.#entriesOf(node).get(String(step)) ?? [];
      const entry = entries[0];
      const inside = uses * ((node.aliases ?? 0) + 1);
      if (!entry) return { ...found, node, uses: inside };
      found = {
        depth: depth + 1,
        node: entry.value,
        parent: node,
        entry,
        outer,
        uses: inside,
        twice: entries.length > 1,
      };
    }
    return found;
  }

  #entriesOf(node: TreeNode): ReadonlyMap<string, readonly TreeEntry[]> {
    let known = this.#entries.get(node);
    if (!known) {
      const named = node.entries.filter(({ name }) => name !== undefined);
      this.#entries.set(node, (known = Map.groupBy(named, ({ name }) => name ?? "")));
    }
    return known;
  }

  #set(path: Path, found: Found, value: unknown): Plan {
    const { depth, node, entry } = found;
    if (depth < path.length) return this.#add(path, found, value);
    if (isDeepStrictEqual(dataOf(node, { left: 10_000 }), plainOf(value))) return [];
    if ((node.aliases ?? 0) > 0) return "other places stand for the value by an alias";
    const { flow } = found.parent ?? { flow: true };
    const empty = node.start === node.end;
    if (flow || (node.flow && !empty && isScalar(value)))
      return [{ start: node.start, end: node.end, text: this.#written(value, node) }];
    if (!entry || found.parent?.kind !== "map") return "a list's item that is no scalar";
    const start = this.#colon(entry);
    const indent = `${this.#column(entry.keyStart)}  `;
    return [
      {
        start,
        end: empty ? start : lastEnd(node),
        text: isScalar(value) ? ` ${this.#written(value, node)}` : yamlBlock(value, indent, this.#line()),
      },
    ];
  }

  #written(value: unknown, old: TreeNode): string {
    if (!isScalar(value)) return this.#dialect.flow(value);
    const before = old.kind === "scalar" && old.end > old.start ? this.#text.slice(old.start, old.end) : undefined;
    return this.#dialect.scalar(value, before);
  }

  /** A key that is missing, with the maps above it that are missing too. */
  #add(path: Path, found: Found, value: unknown): Plan {
    const { depth, node } = found;
    const [key, ...below] = path.slice(depth);
    if (key === undefined) return [];
    let whole = value;
    for (const step of below.toReversed()) {
      if (typeof step === "number") return "there is no such item";
      whole = { [step]: whole };
    }
    if (typeof key === "number" || node.kind === "list") return "there is no such item";
    if (node.kind === "scalar" && node.value === null && found.entry)
      return this.#set(path.slice(0, depth), found, { [key]: whole });
    if (node.kind !== "map") return "its parent is no map";
    const changes = this.#insert(node, key, whole);
    // What is below a missing map cannot stand beside its like: they share the map.
    return typeof changes === "string" || below.length === 0
      ? changes
      : changes.map((change) => ({ ...change, stacks: false }));
  }

  #insert(node: TreeNode, key: string, whole: unknown): Plan {
    if (!node.flow)
      return insertBlock(this.#text, node, `${this.#dialect.key(key)}:`, (indent) =>
        yamlBlock(whole, `${indent}  `, this.#line()),
      );
    return insertMember(
      this.#text,
      this.#braces(node),
      (indent) => `${this.#dialect.key(key)}: ${this.#dialect.flow(whole, indent)}`,
    );
  }

  #remove(path: Path, { depth, parent, entry, outer }: Found): Plan {
    if (depth < path.length) return [];
    if (!parent || !entry) return "the whole document";
    const index = parent.entries.indexOf(entry);
    return parent.flow
      ? removeMember(this.#text, this.#braces(parent), index)
      : removeBlock(this.#text, parent, index, outer && this.#colon(outer));
  }

  #rename({ path, key }: Extract<FixEdit, { op: "rename" }>, { depth, parent, node, entry }: Found): Plan {
    if (depth < path.length) {
      const there = depth === path.length - 1 && this.#entriesOf(node).has(key);
      return there ? [] : "there is no such key";
    }
    if (!parent || !entry || parent.kind !== "map") return "it has no key";
    if (entry.name === key) return [];
    if (this.#entriesOf(parent).has(key)) return `the key ${key} is there already`;
    const { keyStart: start, keyEnd: end } = entry;
    return [{ start, end, text: this.#dialect.key(key, this.#text.slice(start, end)) }];
  }

  #braces(node: TreeNode): Braces {
    const [open, close] = [node.start + 1, node.end - 1];
    return {
      open,
      close,
      members: node.entries.map((entry) => ({ start: entry.keyStart, end: Math.max(entry.keyEnd, entry.value.end) })),
      comments: this.#dialect.comments,
      lines: false,
      padding: node.kind === "map" ? this.#dialect.padding(this.#text, { open, close }) : "",
    };
  }

  /** Offset after the colon of a key. */
  #colon(entry: TreeEntry): number {
    return this.#text.indexOf(":", entry.keyEnd) + 1;
  }

  #column(offset: number): string {
    return " ".repeat(offset - (this.#text.lastIndexOf("\n", offset - 1) + 1));
  }

  #line(): string {
    return this.#text.includes("\r\n") ? "\r\n" : "\n";
  }

  #sharedWord(edit: FixEdit, { node, entry }: Found): string {
    const value = edit.op === "set" ? edit.value : edit.op === "rename" ? edit.key : undefined;
    return JSON.stringify([edit.op, entry?.keyStart, node.start, edit.path.at(-1), value]);
  }

  /** What is asked for, by the text that it changes → the paths that ask for it. */
  #sharersOf(edits: readonly FixEdit[]): ReadonlyMap<string, Set<string>> {
    let known = this.#sharers.get(edits);
    if (!known) {
      const made = new Map<string, Set<string>>();
      for (const edit of edits) {
        const word = this.#sharedWord(edit, this.#find(edit.path));
        made.set(word, (made.get(word) ?? new Set()).add(pathWord(edit.path)));
      }
      this.#sharers.set(edits, (known = made));
    }
    return known;
  }
}

function isScalar(value: unknown): value is Plain {
  return typeof value !== "object" || value === null;
}

/** Data as a parser of the text would give it. */
function plainOf(value: unknown): unknown {
  return isScalar(value) ? value : structuredClone(value);
}

/** Plain data of a node; aliases are written out. Undefined for more of it than anybody writes. */
function dataOf(node: TreeNode, budget: { left: number }): unknown {
  if (--budget.left < 0) return undefined;
  if (node.kind === "alias") return node.target ? dataOf(node.target, budget) : undefined;
  if (node.kind === "list") return node.entries.map(({ value }) => dataOf(value, budget));
  if (node.kind === "scalar") return node.value;
  const made = {};
  for (const [index, { name, value }] of node.entries.entries())
    if (name !== undefined)
      // No key is lost: one that stands twice would hide a fault.
      Object.defineProperty(made, Object.hasOwn(made, name) ? `${name}\0${index}` : name, {
        value: dataOf(value, budget),
        writable: true,
        enumerable: true,
        configurable: true,
      });
  return made;
}
