// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from "node:path";
import { readFlavorsFile } from "../../files/index.ts";
import { lintEvent, lintFlavors, readFlavorText } from "../../flavors/index.ts";
import type { LintFinding } from "../../lint/index.ts";
import { type Finding, readDocument, readEventDocument } from "../../model/index.ts";
import type { Context } from "../context.ts";
import { cloudOf } from "./facts.ts";
import type { LintSetup } from "./options.ts";
import { asLint } from "./texts.ts";

/** An event file, linted. */
export interface LintedEvent {
  readonly findings: readonly LintFinding[];
  readonly subjects: number;
  readonly files: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
}

/** The event, the flavors file that it names, and what the one does with the other. */
export async function lintEventText(
  name: string,
  text: string,
  context: Context,
  setup: LintSetup,
): Promise<LintedEvent> {
  const sources = new Map([[name, text]]);
  const { document, findings: unreadable } = readDocument(text, name);
  if (!document) return { findings: unreadable.map(asLint), subjects: 0, files: [name], sources };
  const named = await readFlavorsFile(context.path(name), document);
  const flavorsName = named.file === undefined ? undefined : join(dirname(name), String(flavorsOf(document.value)));
  const flavors =
    named.text === undefined || flavorsName === undefined
      ? undefined
      : { name: flavorsName, text: named.text, ...(await readFlavorText(named.text, flavorsName)) };
  if (flavors) sources.set(flavors.name, flavors.text);
  const definitions = flavors?.definitions;
  // Without its flavors file: a wrong name of a flavor is the linter's to say.
  const { event, findings: eventFindings } = readEventDocument(document, { now: context.io.now() });
  const cloud = await cloudOf(context, setup, definitions ?? [], true);
  const all = { ...setup.lint, texts: sources, ...(cloud === undefined ? {} : { cloud }) };
  const found =
    event === undefined
      ? lintFlavors(definitions ?? [], all)
      : lintEvent(event, { ...all, document, ...(definitions === undefined ? {} : { flavors: definitions }) });
  const about = (finding: Finding): LintFinding => ({ ...asLint(finding), subject: finding.team ?? "" });
  return {
    findings: [
      ...eventFindings.map(about),
      ...named.findings.map((each) => ({ ...asLint(each), file: name })),
      ...(flavors?.findings ?? []),
      ...found,
    ],
    subjects: definitions?.length ?? 0,
    files: [name, ...(flavors ? [flavors.name] : [])],
    sources,
  };
}

function flavorsOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "flavors" in value ? value.flavors : undefined;
}
