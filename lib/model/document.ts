// SPDX-License-Identifier: Apache-2.0
import { Composer, type CST, type Document as YamlDocument, Lexer, LineCounter, Parser } from "yaml";
import { type Budget, eventBudget, type Excess, Meter, tooLarge } from "./budget.ts";
import { type Complaint, controlCharacters, convert, type Dialect } from "./convert.ts";
import type { Finding } from "./finding.ts";
import { Locator } from "./locate.ts";
import type { Path } from "./path.ts";

export type { Path } from "./path.ts";

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A document that was understood, with the way back to its text. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  /** Offsets of the document in the text, its `---` included. */
  readonly range?: readonly [start: number, end: number] | undefined;
  /** Plain data: objects without prototype, arrays, strings, numbers, booleans, null. */
  readonly value: unknown;
  /** Place of the value at `path`, or of the nearest parent that exists; with `key`, of the last key. */
  locate(path: Path, key?: boolean): Place;
}

export interface ReadDocument {
  readonly document?: SourceDocument | undefined;
  readonly findings: readonly Finding[];
}

const shownErrors = 20;

/**
 * YAML 1.2 text to plain data with positions. Hostile text is refused before it is understood: bytes, tokens, depth and
 * aliases are counted first; duplicate keys are found in linear time (the library's own check is quadratic).
 * Keys are always text as written. Never throws for bad text.
 */
export function readDocument(text: string, file: string, budget: Budget = eventBudget): ReadDocument {
  const stream = open(text, file, budget);
  if ("findings" in stream) return stream;
  const [yaml, second] = stream.parts;
  if (!yaml) throw new Error("the YAML library composed no document");
  const complaints = complaintsOf(yaml, stream.directive);
  if (second !== undefined)
    complaints.push({
      code: "BV008",
      message: "more than one document in the file",
      offset: second.range[0],
      allowed: "one document",
    });
  return finish(yaml, complaints, stream, budget, "core");
}

export interface ReadDocuments {
  /** Those that were understood, in the order of the text; empty ones are left out. */
  readonly documents: readonly SourceDocument[];
  readonly findings: readonly Finding[];
}

/** All documents of a stream, read as kubectl does: see `Dialect`. A faulty document is findings and keeps back no other. */
export function readDocuments(text: string, file: string, budget: Budget): ReadDocuments {
  const stream = open(text, file, budget);
  if ("findings" in stream) return { documents: [], findings: stream.findings };
  const read = stream.parts.map((yaml, index) =>
    finish(yaml, complaintsOf(yaml, index === 0 ? stream.directive : undefined), stream, budget, "kubectl"),
  );
  return {
    documents: read.flatMap(({ document }) => (document === undefined || document.value === null ? [] : [document])),
    findings: read.flatMap(({ findings }) => findings),
  };
}

interface Stream {
  readonly text: string;
  readonly file: string;
  readonly parts: readonly YamlDocument.Parsed[];
  /** Offset of the first directive. */
  readonly directive: number | undefined;
  readonly at: (offset: number) => Place;
}

function open(text: string, file: string, budget: Budget): Stream | { readonly findings: readonly Finding[] } {
  const counter = new LineCounter();
  const control = text.search(controlCharacters);
  if (control >= 0) {
    const seen = `U+${text.charCodeAt(control).toString(16).padStart(4, "0")}`;
    const excess = { offset: control, what: "holds a control character", seen, allowed: "printable text" };
    return { findings: [excessFinding(excess, text, file, "BV009")] };
  }
  const read = parseWithin(text, budget, counter);
  if ("what" in read) return { findings: [excessFinding(read, text, file)] };
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return { text, file, at, ...read };
}

function complaintsOf(yaml: YamlDocument.Parsed, directive: number | undefined): Complaint[] {
  const complaints = [...yaml.errors, ...yaml.warnings].map((error) =>
    yamlComplaint(error.code, error.message, error.pos[0]),
  );
  // %YAML 1.1 would make "no" false and 0755 another number.
  if (directive !== undefined)
    complaints.push({
      code: "BV006",
      message: "a YAML directive",
      offset: directive,
      allowed: "YAML 1.2 without directives",
      hint: "remove the line",
    });
  return complaints;
}

function finish(
  yaml: YamlDocument.Parsed,
  known: readonly Complaint[],
  { text, file, at }: Stream,
  budget: Budget,
  dialect: Dialect,
): ReadDocument {
  const { value, complaints: more } =
    known.length > 0 ? { value: undefined, complaints: [] } : convert(yaml.contents, budget, dialect);
  const complaints = [...known, ...more];
  if (complaints.length > 0) {
    const shown = complaints.slice(0, shownErrors).map((complaint) => toFinding(complaint, file, at));
    const hidden = complaints.length - shown.length;
    if (hidden > 0)
      shown.push({
        code: "BV002",
        severity: "info",
        file,
        message: `${hidden} more faults of this kind are not shown`,
      });
    return { findings: shown };
  }
  const locator = new Locator(yaml);
  return {
    document: {
      file,
      text,
      range: [yaml.range[0], yaml.range[2]],
      value,
      locate: (path, key) => at(locator.offsetOf(path, key ?? false)),
    },
    findings: [],
  };
}

/** Lexer, parser and composer of the library in one pass, with the meter between the first two. */
function parseWithin(text: string, budget: Budget, counter: LineCounter): Excess | Pick<Stream, "parts" | "directive"> {
  const large = tooLarge(text, budget);
  if (large) return large;
  const meter = new Meter(budget);
  const parser = new Parser(counter.addNewLine);
  const tokens: CST.Token[] = [];
  counter.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    const excess = meter.take(lexeme);
    if (excess) return excess;
    tokens.push(...parser.next(lexeme));
  }
  tokens.push(...parser.end());
  const composer = new Composer({
    lineCounter: counter,
    uniqueKeys: false,
    prettyErrors: false,
    version: "1.2",
    schema: "core",
    stringKeys: false,
    keepSourceTokens: false,
  });
  const parts = [...composer.compose(tokens, true, text.length)] as YamlDocument.Parsed[];
  return { parts, directive: tokens.find((token) => token.type === "directive")?.offset };
}

function toFinding(complaint: Complaint, file: string, at: (offset: number) => Place): Finding {
  const { offset, seen, allowed, hint, ...rest } = complaint;
  const other = complaint.first === undefined ? "" : ` (first on line ${at(complaint.first).line})`;
  return {
    code: rest.code,
    severity: "error",
    message: rest.message + other,
    file,
    ...at(offset),
    ...(seen === undefined ? {} : { seen }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function excessFinding(
  excess: Excess,
  text: string,
  file: string,
  code = excess.offset === 0 ? "BV003" : "BV004",
): Finding {
  const before = text.slice(0, excess.offset);
  const line = before.split("\n").length;
  return {
    code,
    severity: "error",
    message: `the document ${excess.what}`,
    file,
    line,
    column: excess.offset - before.lastIndexOf("\n"),
    seen: excess.seen,
    allowed: excess.allowed,
  };
}

function yamlComplaint(code: string, message: string, offset: number): Complaint {
  if (code === "TAG_RESOLVE_FAILED") {
    return {
      code: "BV006",
      message: "a tag that is not understood",
      offset,
      seen: message.replace(/^Unresolved tag: /, ""),
      allowed: "plain YAML without tags",
    };
  }
  const tab = code === "TAB_AS_INDENT" ? { hint: "indent with spaces" } : {};
  return { code: "BV002", message: `not valid YAML: ${message.split("\n", 1)[0]}`, offset, ...tab };
}
