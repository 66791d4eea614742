// SPDX-License-Identifier: Apache-2.0
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclItem, HclLiteral } from "./ast.ts";
import type { SyntaxNode } from "./grammar.ts";
import { decodeQuoted, undouble, unindent } from "./strings.ts";

/** The grammar's tree as blocks, attributes and expressions. The text must have been understood. */
export function buildBody(node: SyntaxNode | undefined, text: string): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  for (const child of node?.children ?? []) {
    if (child.type === "attribute") attributes.push(attributeOf(child, text));
    else if (child.type === "block") blocks.push(blockOf(child, text));
  }
  return { attributes, blocks };
}

function attributeOf(node: SyntaxNode, text: string): HclAttribute {
  const key = childOf(node, "identifier");
  return {
    key: key ? textOf(key, text) : "",
    value: expressionOf(node.children.at(-1) ?? node, text),
    start: node.start,
    end: node.end,
  };
}

function blockOf(node: SyntaxNode, text: string): HclBlock {
  const names = node.children.filter(({ type }) => type === "identifier" || type === "string_lit");
  const [type = "", ...labels] = names.map((name) =>
    name.type === "identifier" ? textOf(name, text) : decodeQuoted(text.slice(name.start + 1, name.end - 1)),
  );
  return {
    type,
    labels,
    open: childOf(node, "block_start")?.start ?? node.end - 1,
    body: buildBody(childOf(node, "body"), text),
    start: node.start,
    end: node.end,
  };
}

function expressionOf(node: SyntaxNode, text: string): HclExpression {
  return node.type === "expression" ? chain(node.children, node, text) : chain([node], node, text);
}

/** A head and what follows it: `local` `.a` `["b"]`, or something in parentheses. */
function chain(nodes: readonly SyntaxNode[], { start, end }: SyntaxNode, text: string): HclExpression {
  const parts = nodes.filter(({ type }) => type !== "comment");
  const [head, ...rest] = parts;
  if (!head) return { kind: "other", start, end };
  if (head.type === "(") {
    const inner = childOf({ ...head, children: parts }, "expression");
    // The parentheses belong to it: an edit replaces the whole.
    return inner && parts.length === 3 ? { ...expressionOf(inner, text), start, end } : { kind: "other", start, end };
  }
  if (rest.length === 0) return { ...headOf(head, text), start, end };
  if (head.type !== "variable_expr") return { kind: "other", start, end };
  const steps = rest.flatMap((step): (string | number | HclExpression)[] => stepOf(step, text));
  return steps.length === rest.length
    ? { kind: "traversal", root: textOf(head, text), steps, start, end }
    : { kind: "other", start, end };
}

function stepOf(node: SyntaxNode, text: string): (string | number | HclExpression)[] {
  if (node.type === "get_attr") {
    const name = childOf(node, "identifier");
    return name ? [textOf(name, text)] : [];
  }
  const inner = node.type === "index" ? childOf(node, "new_index") : undefined;
  const index = inner && childOf(inner, "expression");
  if (!index) return [];
  const value = expressionOf(index, text);
  return [
    value.kind === "literal" && (typeof value.value === "string" || typeof value.value === "number")
      ? value.value
      : value,
  ];
}

function headOf(node: SyntaxNode, text: string): HclExpression {
  const { start, end } = node;
  const inner = node.children[0];
  switch (node.type) {
    case "literal_value":
      return literalOf(inner ?? node, text);
    case "template_expr":
      return inner ? templateOf(inner, text) : { kind: "other", start, end };
    case "variable_expr":
      return { kind: "traversal", root: textOf(node, text), steps: [], start, end };
    case "collection_value":
      return inner ? collectionOf(inner, text) : { kind: "other", start, end };
    case "function_call":
      return callOf(node, text);
    case "operation":
      return operationOf(inner ?? node, text);
    default:
      return { kind: "other", start, end };
  }
}

function literalOf(node: SyntaxNode, text: string): HclLiteral {
  const { start, end } = node;
  const written = textOf(node, text);
  const value =
    node.type === "numeric_lit"
      ? Number(written)
      : node.type === "bool_lit"
        ? written === "true"
        : node.type === "null_lit"
          ? null
          : decodeQuoted(written.slice(1, -1));
  return { kind: "literal", value, start, end };
}

function collectionOf(node: SyntaxNode, text: string): HclExpression {
  const { start, end } = node;
  if (node.type === "tuple") {
    const items = node.children.filter(({ type }) => type === "expression");
    return { kind: "tuple", items: items.map((item) => expressionOf(item, text)), start, end };
  }
  if (node.type !== "object") return { kind: "other", start, end };
  const items = node.children.filter(({ type }) => type === "object_elem");
  return { kind: "object", items: items.map((item) => itemOf(item, text)), start, end };
}

function itemOf(node: SyntaxNode, text: string): HclItem {
  const [key = node, value = node] = node.children.filter(({ type }) => type === "expression");
  const written = expressionOf(key, text);
  // A bare name is the key's text, not a reference; in parentheses it would be one.
  const bare = written.kind === "traversal" && written.steps.length === 0 && key.children[0]?.type === "variable_expr";
  return {
    name: bare
      ? written.root
      : written.kind === "literal" && written.value !== null
        ? String(written.value)
        : undefined,
    key: bare ? { kind: "literal", value: written.root, start: written.start, end: written.end } : written,
    value: expressionOf(value, text),
    start: node.start,
    end: node.end,
  };
}

function callOf(node: SyntaxNode, text: string): HclExpression {
  const { start, end } = node;
  const args = childOf(node, "function_arguments")?.children ?? [];
  const open = childOf(node, "(")?.start ?? end;
  return {
    kind: "call",
    // `provider::x::f` too: all that stands before the parenthesis.
    name: text.slice(start, open).trim(),
    args: args.filter(({ type }) => type === "expression").map((arg) => expressionOf(arg, text)),
    spread: args.some(({ type }) => type === "ellipsis"),
    start,
    end,
  };
}

const operators = new Set(["+", "-", "*", "/", "%", "!", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]);

function operationOf(node: SyntaxNode, text: string): HclExpression {
  const { start, end } = node;
  const parts = node.children.filter(({ type }) => type !== "comment");
  const at = parts.findIndex(({ type }) => operators.has(type));
  const operator = parts[at]?.type;
  if (operator === undefined) return { kind: "other", start, end };
  const sides = [parts.slice(0, at), parts.slice(at + 1)].filter((side) => side.length > 0);
  const operands = sides.map((side) =>
    chain(side, { ...node, start: side[0]?.start ?? start, end: side.at(-1)?.end ?? end }, text),
  );
  const [only] = operands;
  if (operator === "-" && operands.length === 1 && only?.kind === "literal" && typeof only.value === "number")
    return { kind: "literal", value: -only.value, start, end };
  return { kind: "operation", operator, operands, start, end };
}

/** A string with interpolations, or a heredoc. The grammar drops blanks between the parts: they are taken by their offsets. */
function templateOf(node: SyntaxNode, text: string): HclExpression {
  const { start, end } = node;
  const heredoc = node.type === "heredoc_template";
  const holes = node.children.filter(({ type }) => type === "template_interpolation");
  if (node.children.some(({ type }) => type === "template_directive")) return { kind: "other", start, end };
  const [from, to] = heredoc ? insideHeredoc(node, text) : [start + 1, end - 1];
  const parts: (string | HclExpression)[] = [];
  let offset = from;
  const push = (until: number): void => {
    const raw = text.slice(offset, until);
    if (raw !== "") parts.push(heredoc ? undouble(raw) : decodeQuoted(raw));
  };
  for (const hole of holes) {
    const inner = childOf(hole, "expression");
    if (!inner || childOf(hole, "strip_marker")) return { kind: "other", start, end };
    push(hole.start);
    parts.push(expressionOf(inner, text));
    offset = hole.end;
  }
  push(to);
  const flush = heredoc && text.startsWith("<<-", start);
  if (holes.length > 0) return flush ? { kind: "other", start, end } : { kind: "template", parts, start, end };
  const value = parts.filter((part) => typeof part === "string").join("");
  return { kind: "literal", value: flush ? unindent(value) : value, start, end };
}

/** From the line after the opening mark to the start of the closing mark's line. */
function insideHeredoc(node: SyntaxNode, text: string): readonly [number, number] {
  const marks = node.children.filter(({ type }) => type === "heredoc_identifier");
  const from = text.indexOf("\n", marks[0]?.end ?? node.start) + 1;
  const to = text.lastIndexOf("\n", marks.at(-1)?.start ?? node.end) + 1;
  return [from, Math.max(from, to)];
}

function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.start, node.end);
}
