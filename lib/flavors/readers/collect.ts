// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import { type Path, show, type SourceDocument } from "../../model/light.ts";
import type { FlavorDefinition, FlavorField, FlavorFormat, FlavorSource, Written, WrittenSpec } from "../definition.ts";
import { ownSpelling } from "../input.ts";
import { documentFinding, isRecord, type Reading, sourceOf } from "./reading.ts";

/** The words of a format. */
export interface Vocabulary {
  readonly format: FlavorFormat;
  /** Key → field. Where two keys mean one field, the first is the format's own. */
  readonly fields: Readonly<Record<string, FlavorField>>;
  /** Keys that belong to the format and say nothing about the flavor: links, how to reach the cloud. */
  readonly ignored?: readonly string[] | undefined;
  /** Key below which new extra specs go. */
  readonly specs: string;
  /** Null and "" mean that nothing was said: answers of an API. @default false */
  readonly blankIsAbsent?: boolean | undefined;
}

/** One definition before its keys are understood. */
export interface Draft {
  readonly path: Path;
  /** The name, where it is not among the values. */
  readonly name?: Written | undefined;
  /** Keys with their values; the vocabulary says which are fields. A key may come twice: the last counts. */
  readonly values: Iterable<readonly [string, Written]>;
  readonly specs: readonly WrittenSpec[];
  /** @default `path` and the vocabulary's key */
  readonly specsPath?: Path | undefined;
  readonly openSpecs?: Written | undefined;
  /** Fields that the format gives a value when nothing is written. */
  readonly defaults?: Partial<Readonly<Record<FlavorField, Written>>> | undefined;
}

/** Puts together what one reader finds in one document. */
export class Collector implements Reading {
  readonly definitions: FlavorDefinition[] = [];
  readonly findings: LintFinding[] = [];
  readonly #document: SourceDocument;
  readonly #words: Vocabulary;
  readonly #source: FlavorSource;
  readonly #fields: ReadonlyMap<string, FlavorField>;
  readonly #spelling: ReadonlyMap<FlavorField, string>;
  readonly #ignored: ReadonlySet<string>;

  constructor(document: SourceDocument, words: Vocabulary) {
    this.#document = document;
    this.#words = words;
    this.#source = sourceOf(document, words.format);
    this.#fields = new Map(Object.entries(words.fields));
    // Of two spellings the first stays.
    this.#spelling = new Map(
      Object.entries(words.fields)
        .map(([key, field]) => [field, key] as const)
        .toReversed(),
    );
    this.#ignored = new Set(words.ignored);
  }

  add(draft: Draft): void {
    const { path, specs, openSpecs } = draft;
    let lint: Written | undefined;
    const fields = new Map<FlavorField, Written>(draft.name === undefined ? [] : [["name", draft.name]]);
    const unknown: WrittenSpec[] = [];
    for (const [key, { value, path: at }] of draft.values) {
      const field = this.#fields.get(key);
      if (key === "x-lint") lint = { value, path: at };
      else if (field === undefined) {
        if (!this.#ignored.has(key)) unknown.push({ key, value, path: at });
      } else if (!this.#words.blankIsAbsent || (value !== null && value !== "")) fields.set(field, { value, path: at });
    }
    for (const [field, written] of Object.entries(draft.defaults ?? {}) as [FlavorField, Written][])
      if (!fields.has(field)) fields.set(field, written);
    const name = fields.get("name")?.value;
    const named = (typeof name === "string" && name !== "") || typeof name === "number";
    this.definitions.push({
      subject: named ? String(name) : `flavor ${this.definitions.length + 1}`,
      source: this.#source,
      path,
      fields,
      specs,
      specsPath: draft.specsPath ?? [...path, this.#words.specs],
      unknown,
      spelling: (field) => this.#spelling.get(field) ?? ownSpelling[field],
      ...(openSpecs === undefined ? {} : { openSpecs }),
      ...(lint === undefined ? {} : { lint }),
    });
  }

  /** A finding about the document's shape: it does not stop the others. */
  fault(
    path: Path,
    message: string,
    more: { readonly code?: string; readonly seen?: unknown; readonly allowed?: string; readonly hint?: string } = {},
  ): void {
    // Rules would say one by one what is one mistake: after so many nobody reads.
    if (this.findings.length >= 200) return;
    const seen = more.seen === null ? "nothing" : show(more.seen);
    this.findings.push(
      documentFinding({
        code: more.code ?? "BV103",
        severity: "error",
        message,
        file: this.#document.file,
        ...this.#document.locate(path),
        ...(path.length === 0 ? {} : { path: path.join(".") }),
        ...(seen === undefined ? {} : { seen }),
        ...(more.allowed === undefined ? {} : { allowed: more.allowed }),
        ...(more.hint === undefined ? {} : { hint: more.hint }),
      }),
    );
  }

  /** The items of a list that are maps; what is none is a fault. */
  records(value: unknown, path: Path): (readonly [Readonly<Record<string, unknown>>, Path])[] {
    if (!Array.isArray(value)) {
      this.fault(path, `${String(path.at(-1) ?? "the document")} must be a list of flavors`, { seen: value });
      return [];
    }
    return value.flatMap((item: unknown, index) => {
      const at = [...path, index];
      if (isRecord(item)) return [[item, at] as const];
      this.fault(at, "a flavor must be a map", { seen: item });
      return [];
    });
  }

  /** Extra specs written as a map; anything else is a fault. Null: there are none. */
  specs(written: Written | undefined): WrittenSpec[] {
    if (written === undefined || written.value === null) return [];
    const { value, path } = written;
    if (isRecord(value)) return [...membersOf(value, path)].map(([key, one]) => ({ key, ...one }));
    this.fault(path, `${String(path.at(-1))} must be a map of extra specs`, { seen: value });
    return [];
  }
}

/**
 * A map's members with their places. `<<` is followed as YAML 1.1 readers (PyYAML) do, unless the format knows better: the
 * map's own keys win, of several maps the first.
 */
export function membersOf(record: Readonly<Record<string, unknown>>, path: Path, merge = true): Map<string, Written> {
  const members = new Map<string, Written>();
  const base = merge ? record["<<"] : undefined;
  if (isRecord(base)) for (const [key, written] of membersOf(base, [...path, "<<"])) members.set(key, written);
  else if (Array.isArray(base)) {
    for (const [index, one] of base.entries())
      if (isRecord(one))
        for (const [key, written] of membersOf(one, [...path, "<<", index]))
          if (!members.has(key)) members.set(key, written);
  }
  for (const [key, value] of Object.entries(record))
    if (!merge || key !== "<<") members.set(key, { value, path: [...path, key] });
  return members;
}

/** Takes members out of the map. */
export function take(members: Map<string, Written>, key: string): Written | undefined {
  const written = members.get(key);
  members.delete(key);
  return written;
}
