// SPDX-License-Identifier: Apache-2.0
import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import {
  type Finding,
  hasErrors,
  readDocument,
  readEventDocument,
  type SourceDocument,
  sortFindings,
} from "../model/index.ts";
import { type EventPlan, planEvent } from "../planning/index.ts";
import { lockPath, readLock } from "./lock.ts";
import { readText } from "./text.ts";

export interface LoadEventOptions {
  /** @default the present */
  readonly now?: Date | undefined;
}

export interface LoadedEvent {
  /** Absent when there is an error. */
  readonly plan?: EventPlan | undefined;
  readonly findings: readonly Finding[];
  /** File as named in findings → its text, for the lines around a place. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads an event file, its flavors file and its lock from disk and plans the event. Writes nothing; never throws for what the files say. */
export async function loadEvent(path: string, options: LoadEventOptions = {}): Promise<LoadedEvent> {
  const now = options.now ?? new Date();
  const sources = new Map<string, string>();
  const { text, finding } = await readText(path);
  if (text === undefined) return { findings: finding ? [finding] : [], sources };
  sources.set(path, masked(text));
  const { document, findings: unreadable } = readDocument(text, path);
  if (!document) return { findings: unreadable, sources };

  const [flavors, { lock, findings: lockFindings }] = await Promise.all([
    readFlavorsFile(path, document),
    readLock(lockPath(path)),
  ]);
  if (flavors.text !== undefined && flavors.file !== undefined) sources.set(flavors.file, flavors.text);
  const resolved = readEventDocument(document, {
    now,
    ...(flavors.text === undefined || flavors.file === undefined
      ? {}
      : { flavors: { text: flavors.text, file: flavors.file } }),
  });
  const findings: Finding[] = [...resolved.findings, ...flavors.findings, ...lockFindings];
  sources.set(path, masked(text, findings));
  if (!resolved.event) return { findings: sortFindings(findings), sources };
  const planned = planEvent(resolved.event, lock, now);
  findings.push(...planned.findings.map((one) => placed(one, document)));
  // One word about a window in the past is enough: the one that says what follows from it.
  const rehearsal = findings.some(({ code }) => code === "BV270");
  const sorted = sortFindings(rehearsal ? findings.filter(({ code }) => code !== "BV206") : findings);
  return hasErrors(sorted) ? { findings: sorted, sources } : { plan: planned.plan, findings: sorted, sources };
}

/** The text without anything that is, or may be half of, a private key. Lines and columns stay. */
function masked(text: string, findings: readonly Finding[] = []): string {
  const lines = text
    .replaceAll(/-----BEGIN [A-Z0-9 ]*PRIVATE KEY[\s\S]*?(-----END [A-Z0-9 ]*-----|$)/g, hide)
    .split("\n");
  for (const { code, line = 0, column = 1 } of findings) {
    const whole = lines[line - 1];
    if (whole !== undefined && (code === "BV220" || code === "BV221"))
      lines[line - 1] = whole.slice(0, column - 1) + hide(whole.slice(column - 1));
  }
  return lines.join("\n");
}

/** Planning knows paths; the document knows lines. */
function placed(finding: Finding, document: SourceDocument): Finding {
  if (finding.file !== undefined || finding.path === undefined) return finding;
  return { ...finding, file: document.file, ...document.locate(finding.path.split(".")) };
}

/** The flavors file that an event names, as text. */
export interface FlavorsFile {
  /** Absent when none is named. */
  readonly file?: string | undefined;
  readonly text?: string | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the flavors file that an event names: beside the event file or below it, nowhere else. */
export async function readFlavorsFile(eventPath: string, document: SourceDocument): Promise<FlavorsFile> {
  const named = (document.value as { readonly flavors?: unknown } | null)?.flavors;
  if (typeof named !== "string" || named === "") return { findings: [] };
  const bad = (message: string, more: Partial<Finding>): FlavorsFile => ({
    findings: [
      {
        code: "BV011",
        severity: "error",
        message,
        path: "flavors",
        file: document.file,
        ...document.locate(["flavors"]),
        ...more,
      },
    ],
  });
  const allowed = "a relative path of a file beside the event file or below it";
  if (isAbsolute(named) || named.includes("\0"))
    return bad("the flavors file must be named by a relative path", { seen: JSON.stringify(named), allowed });
  const directory = dirname(eventPath);
  const file = join(directory, named);
  try {
    // Symbolic links are followed before the question is asked.
    if (outside(directory, file) || outside(await realpath(directory), await realpath(file)))
      return bad("the flavors file is outside the directory of the event file", { seen: named, allowed });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return bad("there is no such flavors file", { seen: named, hint: `create ${file}` });
    return bad(`the flavors file cannot be reached: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, {
      seen: named,
    });
  }
  const { text, finding } = await readText(file);
  return text === undefined ? { findings: finding ? [finding] : [] } : { file, text, findings: [] };
}

function outside(from: string, to: string): boolean {
  const way = relative(from, to);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function hide(secret: string): string {
  return secret.replaceAll(/\S/g, "*");
}
