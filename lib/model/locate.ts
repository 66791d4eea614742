// SPDX-License-Identifier: Apache-2.0
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Pair, visit, type YAMLMap } from "yaml";
import { keyText } from "./convert.ts";
import type { Path } from "./path.ts";

type Members = ReadonlyMap<string, Pair>;

/** Ways in a YAML document as offsets of its text. Maps and aliases are indexed once: a file may have many findings. */
export class Locator {
  readonly #yaml: Document.Parsed;
  readonly #members = new WeakMap<YAMLMap, Members>();
  #targets: ReadonlyMap<Alias, unknown> | undefined;

  constructor(yaml: Document.Parsed) {
    this.#yaml = yaml;
  }

  /** Offset of the value at `path`, or of the nearest parent that exists; with `wantKey`, of the last key. */
  offsetOf(path: Path, wantKey: boolean): number {
    let node: unknown = this.#yaml.contents;
    let offset = startOf(node) ?? 0;
    for (const [depth, step] of path.entries()) {
      const last = depth === path.length - 1;
      if (isAlias(node)) node = this.#targetOf(node);
      if (isMap(node)) {
        const pair = this.#membersOf(node).get(String(step));
        if (!pair) return offset;
        const key = startOf(pair.key);
        offset =
          (last && wantKey
            ? key
            : isMap(pair.value) || isSeq(pair.value) || !hasText(pair.value)
              ? key
              : startOf(pair.value)) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) return offset;
        offset = startOf(item) ?? offset;
        node = item;
      } else return offset;
    }
    return offset;
  }

  #membersOf(map: YAMLMap): Members {
    const known = this.#members.get(map);
    if (known) return known;
    const made = new Map<string, Pair>();
    for (const pair of map.items) {
      if (!isScalar(pair.key)) continue;
      const name = keyText(pair.key);
      if (!made.has(name)) made.set(name, pair);
    }
    this.#members.set(map, made);
    return made;
  }

  /** The library looks through the whole document for each alias. */
  #targetOf(alias: Alias): unknown {
    if (this.#targets === undefined) {
      const [anchors, targets] = [new Map<string, unknown>(), new Map<Alias, unknown>()];
      visit(this.#yaml, {
        Node: (_key, node) => {
          if (isAlias(node)) targets.set(node, anchors.get(node.source));
          else if (node.anchor !== undefined) anchors.set(node.anchor, node);
        },
      });
      this.#targets = targets;
    }
    return this.#targets.get(alias);
  }
}

function hasText(node: unknown): boolean {
  const range = rangeOf(node);
  return range !== undefined && range[1] > range[0];
}

function startOf(node: unknown): number | undefined {
  return rangeOf(node)?.[0];
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return typeof node === "object" && node !== null && "range" in node
    ? (node.range as [number, number, number] | undefined)
    : undefined;
}
