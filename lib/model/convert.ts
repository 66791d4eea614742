// SPDX-License-Identifier: Apache-2.0
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { type Budget, tooDeep } from "./budget.ts";

export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
  /** Offset of the first of two places. */
  readonly first?: number | undefined;
  readonly seen?: string | undefined;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
}

/** Names that reach the prototype when data is copied carelessly somewhere above. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/** What neither YAML nor a terminal should meet. Tab, line feed and carriage return are fine. */
// oxlint-disable-next-line no-control-regex
export const controlCharacters: RegExp = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

class Stop extends Error {}

/** How plain scalars are read: `core` is YAML 1.2; `kubectl` takes `yes`, `off` and `0755` as YAML 1.1 does, and merges `<<`. */
export type Dialect = "core" | "kubectl";

/** YAML nodes to plain data. Aliases are followed within `budget.nodes`; duplicate and dangerous keys are complaints. */
export function convert(
  root: unknown,
  budget: Budget,
  dialect: Dialect = "core",
): { readonly value: unknown; readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const anchors = new Map<string, unknown>();
  const open = new Set<unknown>();
  let nodes = 0;

  const stop = (complaint: Complaint): never => {
    complaints.push(complaint);
    throw new Stop();
  };

  const visit = (node: unknown, depth: number, offset: number): unknown => {
    const here = rangeStart(node) ?? offset;
    if (++nodes > budget.nodes) {
      stop({
        code: "BV004",
        message: "the document grows too large when its aliases are followed",
        offset: here,
        seen: `more than ${budget.nodes} nodes`,
        allowed: `at most ${budget.nodes}`,
      });
    }
    if (depth > budget.depth) {
      const excess = tooDeep(here, budget);
      stop({
        code: "BV004",
        message: `the document ${excess.what}`,
        offset: here,
        seen: excess.seen,
        allowed: excess.allowed,
      });
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined)
        return void complaints.push({
          code: "BV006",
          message: "an alias without an anchor before it",
          offset: here,
          seen: `*${node.source}`,
        });
      if (open.has(target))
        return void complaints.push({
          code: "BV006",
          message: "an alias inside the value that it names",
          offset: here,
          seen: `*${node.source}`,
        });
      return visit(target, depth, here);
    }
    if (isScalar(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (typeof node.value === "string" && controlCharacters.test(node.value)) {
        complaints.push({
          code: "BV009",
          message: "the text holds a control character",
          offset: here,
          allowed: "printable text",
        });
      }
      return dialect === "kubectl" && node.type === "PLAIN" ? legacyValue(node.value, node.source) : node.value;
    }
    if (isSeq(node) || isMap(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      open.add(node);
      const value = isMap(node)
        ? visitMap(node.items, depth, here)
        : node.items.map((item) => visit(item, depth + 1, here));
      open.delete(node);
      return value;
    }
    return null;
  };

  const visitMap = (
    items: readonly { readonly key: unknown; readonly value: unknown }[],
    depth: number,
    offset: number,
  ): Record<string, unknown> => {
    const result = Object.create(null) as Record<string, unknown>;
    const places = new Map<string, number>();
    const merged: unknown[] = [];
    for (const { key, value } of items) {
      const here = rangeStart(key) ?? offset;
      if (!isScalar(key)) {
        complaints.push({ code: "BV006", message: "a key that is not plain text", offset: here, allowed: "text keys" });
        continue;
      }
      const name = keyText(key);
      const first = places.get(name);
      if (first !== undefined) {
        complaints.push({
          code: "BV005",
          message: `the key ${JSON.stringify(cut(name))} is written twice`,
          offset: here,
          first,
          hint: "remove one of the two",
        });
        continue;
      }
      places.set(name, here);
      if (controlCharacters.test(name)) {
        complaints.push({
          code: "BV009",
          message: "the key holds a control character",
          offset: here,
          allowed: "printable text",
        });
        continue;
      }
      if (forbidden.has(name)) {
        complaints.push({ code: "BV007", message: `the key ${JSON.stringify(name)} is never allowed`, offset: here });
        continue;
      }
      const made = visit(value, depth + 1, here);
      if (name === "<<" && dialect === "kubectl") merged.push(...(Array.isArray(made) ? (made as unknown[]) : [made]));
      else result[name] = made;
    }
    // What is written here wins over what is merged, and the first merge over the next.
    for (const one of merged)
      if (typeof one === "object" && one !== null)
        for (const [name, value] of Object.entries(one)) if (!(name in result)) result[name] = value;
    return result;
  };

  try {
    return { value: visit(root, 0, 0), complaints };
  } catch (error) {
    if (error instanceof Stop) return { value: undefined, complaints };
    throw error;
  }
}

/** @see https://yaml.org/type/bool.html and https://yaml.org/type/int.html */
function legacyValue(value: unknown, source: string | undefined): unknown {
  if (typeof value === "string" && /^(?:yes|no|on|off)$/i.test(value)) return /^(?:yes|on)$/i.test(value);
  return typeof value === "number" && source !== undefined && /^[-+]?0[0-7]+$/.test(source)
    ? Number.parseInt(source, 8)
    : value;
}

/** Text of a key as written, so that `0755:` and `yes:` stay what the author sees. */
export function keyText(key: { readonly value: unknown; readonly source?: string | undefined }): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function rangeStart(node: unknown): number | undefined {
  return typeof node === "object" && node !== null && "range" in node
    ? (node.range as [number, number, number] | undefined)?.[0]
    : undefined;
}
