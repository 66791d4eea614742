// SPDX-License-Identifier: Apache-2.0
import type { Path, SourceDocument } from "./document.ts";
import type { Finding, Severity } from "./finding.ts";

export interface Fault {
  readonly code: string;
  readonly severity?: Severity | undefined;
  readonly message: string;
  readonly path: Path;
  /** The place is the key at the end of `path`, not its value. */
  readonly key?: boolean | undefined;
  readonly seen?: unknown;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
  readonly team?: string | undefined;
}

const most = 200;

/** Neither control characters nor marks that turn the direction of text reach a terminal. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Collects findings and gives each its place in the document, when there is one. */
export class Report {
  readonly #findings: Finding[] = [];
  #hidden = 0;
  readonly #document: SourceDocument | undefined;
  readonly #file: string | undefined;

  constructor(document?: SourceDocument, file?: string) {
    this.#document = document;
    this.#file = document?.file ?? file;
  }

  add(fault: Fault): void {
    if (this.#findings.length >= most) {
      this.#hidden++;
      return;
    }
    const team = fault.team ?? teamOf(fault.path);
    const seen = show(fault.seen);
    this.#findings.push({
      code: fault.code,
      severity: fault.severity ?? "error",
      message: fault.message,
      ...(this.#file === undefined ? {} : { file: this.#file }),
      ...this.#document?.locate(fault.path, fault.key),
      ...(fault.path.length === 0 ? {} : { path: fault.path.join(".") }),
      ...(team === undefined ? {} : { team }),
      ...(seen === undefined ? {} : { seen }),
      ...(fault.allowed === undefined ? {} : { allowed: fault.allowed }),
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    });
  }

  /** All of them; after the first 200 only their number, so that a hostile file cannot make us count its lines for hours. */
  finish(): readonly Finding[] {
    if (this.#hidden === 0) return this.#findings;
    return [
      ...this.#findings,
      {
        ...place(this.#findings.at(-1)),
        code: "BV100",
        severity: "error",
        message: `${this.#hidden} more findings are not shown`,
        hint: "mend the first ones and run it again",
      },
    ];
  }

  /** ` (event.yaml:12:3)` or, without a document, ` (teams.a)`. */
  where(path: Path): string {
    if (!this.#document) return ` (${path.join(".")})`;
    const { line, column } = this.#document.locate(path, true);
    return ` (${this.#document.file}:${line}:${column})`;
  }
}

/** A value as one short line. Anything that may be a private key is never shown. */
export function show(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a map";
  const text = `${value as string | number | boolean}`;
  if (text.includes("PRIVATE KEY")) return "a private key (not shown)";
  const line = text.replaceAll(/\s+/g, " ").replaceAll(unprintable, "\uFFFD");
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

function place(finding: Finding | undefined): Pick<Finding, "file" | "line" | "column"> {
  return finding === undefined ? {} : { file: finding.file, line: finding.line, column: finding.column };
}

function teamOf(path: Path): string | undefined {
  return path[0] === "teams" && path.length > 1 ? String(path[1]) : undefined;
}
