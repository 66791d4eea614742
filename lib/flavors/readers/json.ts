// SPDX-License-Identifier: Apache-2.0
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import {
  type Budget,
  type Finding,
  flavorBudget,
  type Path,
  type Place,
  type ReadDocument,
} from "../../model/light.ts";

/** Names that reach the prototype when data is copied carelessly somewhere above. */
const forbidden = new Set(["__proto__", "constructor", "prototype"]);

const shownErrors = 20;

/**
 * Strict JSON to plain data with positions. Bytes, depth and nodes are counted before the parser, which recurses, sees the
 * text. Duplicate keys are findings. Never throws for bad text.
 */
export function readJson(text: string, file: string, budget: Budget = flavorBudget): ReadDocument {
  const lines = lineStarts(text);
  const at = (offset: number): Place => placeOf(lines, offset);
  const finding = (offset: number, rest: Omit<Finding, "severity" | "file" | "line" | "column">): Finding => ({
    severity: "error",
    ...rest,
    file,
    ...at(offset),
  });
  const excess = measure(text, budget);
  if (excess) {
    const { code, offset, message, seen, allowed } = excess;
    return { findings: [finding(offset, { code, message, seen, allowed })] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (!root || errors.length > 0) {
    const [first] = errors;
    const why = first === undefined ? "no value" : words(printParseErrorCode(first.error));
    return { findings: [finding(first?.offset ?? 0, { code: "BV002", message: `not valid JSON: ${why}` })] };
  }
  const findings: Finding[] = [];
  const value = plain(root, (node, rest) => {
    if (findings.length < shownErrors) findings.push(finding(node.offset, rest(at)));
  });
  if (findings.length > 0) return { findings };
  const members = new WeakMap<Node, ReadonlyMap<string, Node>>();
  return {
    document: { file, text, value, locate: (path, key) => at(offsetOf(root, path, key ?? false, members)) },
    findings,
  };
}

interface Excess {
  readonly code: string;
  readonly offset: number;
  readonly message: string;
  readonly seen: string;
  readonly allowed: string;
}

/** Bytes, control characters, depth and marks, without a tree. */
function measure(text: string, budget: Budget): Excess | undefined {
  // UTF-8 is at least as long as UTF-16 has units.
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes > budget.bytes)
    return {
      code: "BV003",
      offset: 0,
      message: "the document is too large",
      seen: `${bytes} bytes`,
      allowed: `at most ${budget.bytes} bytes`,
    };
  let depth = 0;
  let marks = 0;
  let inText = false;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (inText) {
      if (code === 92) offset++;
      else if (code === 34) inText = false;
      continue;
    }
    if (code === 34) inText = true;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth = Math.max(0, depth - 1);
    if (code === 123 || code === 91 || code === 58 || code === 44) marks++;
    if (depth > budget.depth)
      return {
        code: "BV004",
        offset,
        message: "the document is nested too deeply",
        seen: `more than ${budget.depth} levels`,
        allowed: `at most ${budget.depth} levels`,
      };
    if (marks > budget.marks)
      return {
        code: "BV004",
        offset,
        message: "the document has too many keys and items",
        seen: `more than ${budget.marks}`,
        allowed: `at most ${budget.marks}`,
      };
  }
  return undefined;
}

type Complain = (node: Node, rest: (at: (offset: number) => Place) => Omit<Finding, "severity">) => void;

/** Plain data of a node: objects without prototype. */
function plain(node: Node, complain: Complain): unknown {
  if (node.type === "array") return (node.children ?? []).map((child) => plain(child, complain));
  if (node.type !== "object") return node.value as unknown;
  const result = Object.create(null) as Record<string, unknown>;
  const first = new Map<string, number>();
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    const before = first.get(name);
    if (before !== undefined) {
      complain(key, (at) => ({
        code: "BV005",
        message: `the key ${JSON.stringify(cut(name))} is written twice (first on line ${at(before).line})`,
        hint: "remove one of the two",
      }));
      continue;
    }
    first.set(name, key.offset);
    if (forbidden.has(name)) {
      complain(key, () => ({ code: "BV007", message: `the key ${JSON.stringify(name)} is never allowed` }));
      continue;
    }
    result[name] = plain(value, complain);
  }
  return result;
}

/** Like that of YAML documents: a scalar's own place, the key of a map or list, the nearest parent of what is missing. */
function offsetOf(root: Node, path: Path, wantKey: boolean, members: WeakMap<Node, ReadonlyMap<string, Node>>): number {
  let node = root;
  let { offset } = root;
  for (const [depth, step] of path.entries()) {
    if (node.type === "object") {
      const property = membersOf(node, members).get(String(step));
      const [key, value] = property?.children ?? [];
      if (key === undefined || value === undefined) return offset;
      const keyMeant = (wantKey && depth === path.length - 1) || value.type === "object" || value.type === "array";
      offset = keyMeant ? key.offset : value.offset;
      node = value;
    } else {
      const item = node.type === "array" ? node.children?.[Number(step)] : undefined;
      if (item === undefined) return offset;
      offset = item.offset;
      node = item;
    }
  }
  return offset;
}

/** An object's properties by key, made once: a search for each finding would be quadratic. */
function membersOf(node: Node, members: WeakMap<Node, ReadonlyMap<string, Node>>): ReadonlyMap<string, Node> {
  const known = members.get(node);
  if (known) return known;
  const made = new Map<string, Node>();
  for (const property of node.children ?? []) {
    const name = String(property.children?.[0]?.value);
    if (!made.has(name)) made.set(name, property);
  }
  members.set(node, made);
  return made;
}

/** Offsets at which lines start. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

function placeOf(starts: readonly number[], offset: number): Place {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
