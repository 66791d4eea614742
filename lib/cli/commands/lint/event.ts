// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readFlavorsFile, readText } from "../../../files/index.ts";
import { lintEvent, lintFlavors, rules } from "../../../flavors/index.ts";
import { type LintFinding, sortLintFindings } from "../../../lint/index.ts";
import { type Finding, readDocument, readEventDocument } from "../../../model/index.ts";
import type { Context } from "../../context.ts";
import type { Outcome } from "../../exit.ts";
import { answer } from "../../lint/answer.ts";
import { cloudOf } from "../../lint/facts.ts";
import { lintSetup, type LintSetup } from "../../lint/options.ts";
import { asLint, readAgain } from "../../lint/read.ts";
import { unreadableEvent } from "../../load.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const begin = performance.now();
  const setup = await lintSetup(context, options);
  const name = await eventName(values[0] as string | undefined, context);
  const { text, finding } = await readText(context.path(name), name);
  if (text === undefined) throw unreadableEvent(context, name, finding ? [finding] : []);
  const { findings, subjects, files, sources } = await lint(name, text, context, setup);
  const report = {
    findings: sortLintFindings(findings),
    files,
    subjects,
    noun: "flavor",
    skipped: 0,
    failOn: setup.failOn,
    rules: [...rules, ...setup.loaded.userRules],
    fixed: [],
    sources: new Map([...setup.loaded.sources, ...sources]),
    seconds: (performance.now() - begin) / 1000,
  };
  return answer(report, context, { format: setup.format, out: setup.out, all: setup.all });
}

async function eventName(given: string | undefined, context: Context): Promise<string> {
  const named = given ?? "event.yaml";
  const isFolder = await stat(context.path(named)).then(
    (info) => info.isDirectory(),
    () => false,
  );
  return isFolder ? join(named, "event.yaml") : named;
}

interface Linted {
  readonly findings: readonly LintFinding[];
  readonly subjects: number;
  readonly files: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
}

/** The event, the flavors file that it names, and what the one does with the other. */
async function lint(name: string, text: string, context: Context, setup: LintSetup): Promise<Linted> {
  const sources = new Map([[name, text]]);
  const { document, findings: unreadable } = readDocument(text, name);
  if (!document) return { findings: unreadable.map(asLint), subjects: 0, files: [name], sources };
  const named = await readFlavorsFile(context.path(name), document);
  const flavorsName = named.file === undefined ? undefined : join(dirname(name), String(flavorsOf(document.value)));
  const flavors =
    named.text === undefined || flavorsName === undefined
      ? undefined
      : await readAgain({ name: flavorsName }, named.text);
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
