// SPDX-License-Identifier: Apache-2.0
import type { Path, Place } from "../../model/light.ts";
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclItem, HclObject } from "./ast.ts";

/** What a path leads to, or the nearest thing above that exists. */
export interface HclTarget {
  /** Steps of the path that exist; its length when all do. */
  readonly depth: number;
  /** The thing itself: for a value in a list or among the arguments of a function, the value. */
  readonly holder: HclBlock | HclAttribute | HclItem | HclExpression;
  /** Absent for a block. */
  readonly value?: HclExpression | undefined;
  /** What it stands in. */
  readonly parent?: HclBlock | HclExpression | undefined;
  /** The block at the top of the path. */
  readonly block: HclBlock;
  /** The key stands there more than once; the last one counts. */
  readonly twice: boolean;
}

/**
 * HCL with a way to every value by path: the type and labels of a block, an attribute, then keys of objects, positions in lists
 * and of a function's arguments: `["resource", "t", "label", "extra_specs", 1, "hw:cpu_policy"]`. All `locals` are one.
 */
export class HclDocument {
  readonly text: string;
  readonly body: HclBody;
  readonly #blocks: ReadonlyMap<string, readonly HclBlock[]>;
  readonly #attributes = new WeakMap<HclBlock, ReadonlyMap<string, Found<HclAttribute>>>();
  readonly #items = new WeakMap<HclObject, ReadonlyMap<string, Found<HclItem>>>();
  #lines: readonly number[] | undefined;

  constructor(text: string, body: HclBody) {
    this.text = text;
    this.body = body;
    this.#blocks = Map.groupBy(body.blocks, addressOf);
  }

  /** Top-level blocks of a type and labels. */
  blocks(type: string, ...labels: readonly string[]): readonly HclBlock[] {
    return this.#blocks.get([type, ...labels].join("\0")) ?? [];
  }

  find(path: Path): HclTarget | undefined {
    // The longest address first: labels are part of the path.
    for (let length = Math.min(path.length, 4); length > 0; length--) {
      const blocks = this.#blocks.get(path.slice(0, length).join("\0")) ?? [];
      const key = path[length];
      const block = blocks.findLast((each) => key !== undefined && this.#attribute(each, key)) ?? blocks[0];
      if (block) return this.#within(block, path, length);
    }
    return undefined;
  }

  /** 1-based place of the value at the path, of the key when `key` or the value is a map or list, of the nearest parent. */
  locate(path: Path, key = false): Place | undefined {
    const target = this.find(path);
    if (!target) return undefined;
    const { depth, holder, value } = target;
    const container = value?.kind === "object" || value?.kind === "tuple" || value?.kind === "call";
    return this.place(depth < path.length || key || container || !value ? holder.start : value.start);
  }

  /** 1-based place of an offset. */
  place(offset: number): Place {
    return placeOf((this.#lines ??= lineStarts(this.text)), offset);
  }

  #within(block: HclBlock, path: Path, length: number): HclTarget {
    let target: HclTarget = { depth: length, holder: block, block, twice: false };
    const key = path[length];
    const attribute = key === undefined ? undefined : this.#attribute(block, key);
    if (!attribute) return target;
    const { it, twice } = attribute;
    target = { depth: length + 1, holder: it, value: it.value, parent: block, block, twice };
    for (const step of path.slice(length + 1)) {
      const next = this.#step(target, step);
      if (!next) break;
      target = next;
    }
    return target;
  }

  #step({ depth, value, block }: HclTarget, step: string | number): HclTarget | undefined {
    if (value?.kind === "object") {
      const found = this.#members(value).get(String(step));
      return (
        found && {
          depth: depth + 1,
          holder: found.it,
          value: found.it.value,
          parent: value,
          block,
          twice: found.twice,
        }
      );
    }
    const list = value?.kind === "tuple" ? value.items : value?.kind === "call" ? value.args : [];
    const item = typeof step === "number" ? list[step] : undefined;
    return item && { depth: depth + 1, holder: item, value: item, parent: value, block, twice: false };
  }

  #attribute(block: HclBlock, key: string | number): Found<HclAttribute> | undefined {
    let known = this.#attributes.get(block);
    if (!known) this.#attributes.set(block, (known = index(block.body.attributes, (each) => each.key)));
    return known.get(String(key));
  }

  #members(object: HclObject): ReadonlyMap<string, Found<HclItem>> {
    let known = this.#items.get(object);
    if (!known) this.#items.set(object, (known = index(object.items, ({ name }) => name)));
    return known;
  }
}

interface Found<T> {
  readonly it: T;
  readonly twice: boolean;
}

function index<T>(all: readonly T[], keyOfOne: (one: T) => string | undefined): ReadonlyMap<string, Found<T>> {
  const made = new Map<string, Found<T>>();
  for (const it of all) {
    const key = keyOfOne(it);
    if (key !== undefined) made.set(key, { it, twice: made.has(key) });
  }
  return made;
}

function addressOf({ type, labels }: HclBlock): string {
  return [type, ...labels].join("\0");
}

export function placeOf(starts: readonly number[], offset: number): Place {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
