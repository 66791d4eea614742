// SPDX-License-Identifier: Apache-2.0
import type { HclDocument, HclExpression, HclObject, HclTraversal } from "../../../lint/index.ts";
import type { Path } from "../../../model/light.ts";
import { call } from "./functions.ts";
import { type Origin, type ScalarValue, unknown, type UnknownValue, type Value } from "./value.ts";

/** What names mean at a place: the module's locals and variables, and the instance of a block with `for_each` or `count`. */
export interface Scope {
  readonly document: HclDocument;
  /** Value of `local.<name>` or the default of `var.<name>`; undefined when the module's files do not say. */
  lookup(root: "local" | "var", name: string): Value | undefined;
  readonly each?: { readonly key: Value; readonly value: Value } | undefined;
  readonly count?: Value | undefined;
}

/** Strings made of strings can double at every step. */
const longestText = 65_536;
const deepest = 200;

/**
 * The value of an expression as far as the files tell it: literals, locals, variables' defaults, `each` and `count`, strings with
 * them, arithmetic and a few functions. A default is what Terraform takes when nobody says otherwise.
 */
export function evaluate(expression: HclExpression, path: Path, scope: Scope): Value {
  return valueOf(expression, { path, scope, depth: 0 });
}

/** Where the evaluation stands. */
interface Spot {
  readonly path: Path;
  readonly scope: Scope;
  readonly depth: number;
}

function valueOf(expression: HclExpression, spot: Spot): Value {
  return (spot.depth > deepest ? undefined : known(expression, spot)) ?? lost(expression, spot);
}

/** The value of a part; with a step, one that has its own way in the document. */
function partOf(expression: HclExpression, { path, scope, depth }: Spot, step?: string | number): Value {
  return valueOf(expression, { path: step === undefined ? path : [...path, step], scope, depth: depth + 1 });
}

function known(expression: HclExpression, spot: Spot): Value | undefined {
  const origin = originOf(spot);
  switch (expression.kind) {
    case "literal":
      return { kind: "scalar", value: expression.value, origin };
    case "template":
      return joined(expression.parts, spot);
    case "tuple":
      return { kind: "list", items: expression.items.map((item, at) => partOf(item, spot, at)), origin };
    case "object":
      return objectOf(expression, spot);
    case "call": {
      const { name, args, spread } = expression;
      return spread ? undefined : call(name, (at) => args[at] && partOf(args[at], spot, at), args.length, origin);
    }
    case "traversal":
      return traversed(expression, spot);
    case "operation":
      return computed(
        expression.operator,
        expression.operands.map((each) => partOf(each, spot)),
        origin,
      );
    default:
      return undefined;
  }
}

function originOf({ path, scope }: Spot): Origin {
  return { document: scope.document, path };
}

function lost({ start, end }: HclExpression, spot: Spot): UnknownValue {
  return unknown(spot.scope.document.text.slice(start, end), originOf(spot));
}

function joined(parts: readonly (string | HclExpression)[], spot: Spot): Value | undefined {
  const [only] = parts;
  // "${x}" alone is x itself, a number stays one.
  if (parts.length === 1 && only !== undefined && typeof only !== "string") {
    const inner = partOf(only, spot);
    return inner.kind === "unknown" ? undefined : { ...inner, origin: originOf(spot) };
  }
  let made = "";
  for (const part of parts) {
    const inner = typeof part === "string" ? part : partOf(part, spot);
    if (typeof inner === "string") made += inner;
    else if (inner.kind === "scalar" && inner.value !== null) made += String(inner.value);
    else return undefined;
    if (made.length > longestText) return undefined;
  }
  return { kind: "scalar", value: made, origin: originOf(spot) };
}

function objectOf({ items }: HclObject, spot: Spot): Value {
  const entries = new Map<string, Value>();
  let open: string | undefined;
  for (const { name: written, key, value } of items) {
    const made = written === undefined ? partOf(key, spot) : undefined;
    const name = written ?? (made?.kind === "scalar" && made.value !== null ? String(made.value) : undefined);
    if (name === undefined) {
      open ??= spot.scope.document.text.slice(key.start, key.end);
      continue;
    }
    // The last one of a key counts, at its own position.
    entries.delete(name);
    entries.set(name, partOf(value, spot, written));
  }
  return { kind: "object", entries, open, origin: originOf(spot) };
}

function traversed(expression: HclTraversal, spot: Spot): Value | undefined {
  const { root, steps } = expression;
  const [first, ...rest] = steps;
  let value = rootOf(root, first, spot.scope);
  let missing = false;
  for (const step of rest) {
    const key = typeof step === "object" ? partOf(step, spot) : step;
    const name = typeof key !== "object" ? key : key.kind === "scalar" ? key.value : undefined;
    if (name === undefined || name === null || value === undefined) return undefined;
    missing = value.kind === "object" && value.open === undefined && !value.entries.has(String(name));
    value = stepInto(value, name);
  }
  // Terraform would refuse it; `try` goes on to its next argument.
  if (missing) return { ...lost(expression, spot), missing };
  if (value?.kind === "unknown") return undefined;
  // One number for many flavors is shown, and changed, where it is used; a map of them where it is written.
  return value?.kind === "scalar" && root !== "each" ? { ...value, origin: originOf(spot) } : value;
}

function rootOf(root: string, first: unknown, scope: Scope): Value | undefined {
  if (root === "local" || root === "var") return typeof first === "string" ? scope.lookup(root, first) : undefined;
  if (root === "each") return first === "key" ? scope.each?.key : first === "value" ? scope.each?.value : undefined;
  return root === "count" && first === "index" ? scope.count : undefined;
}

function stepInto(value: Value, key: string | number | boolean): Value | undefined {
  if (value.kind === "list") return typeof key === "number" ? value.items[key] : undefined;
  return value.kind === "object" ? value.entries.get(String(key)) : undefined;
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
};

function computed(operator: string, operands: readonly Value[], origin: Origin): ScalarValue | undefined {
  const [a, b] = operands.map((each) => (each.kind === "scalar" && typeof each.value === "number" ? each.value : NaN));
  // The sign of a number is part of its literal; that of a name is an operation.
  const value =
    operands.length === 1 ? arithmetic[operator]?.(0, a ?? NaN) : arithmetic[operator]?.(a ?? NaN, b ?? NaN);
  return value !== undefined && Number.isFinite(value) && (operands.length === 2 || operator === "-")
    ? { kind: "scalar", value, origin }
    : undefined;
}
