// SPDX-License-Identifier: Apache-2.0
import { readText } from "../../files/light.ts";
import type { LintFinding } from "../../lint/index.ts";
import type { Finding } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { type FoundFile, stdinName } from "./files.ts";

/** A file that could be read. */
export interface FileText extends FoundFile {
  readonly text: string;
}

export interface ReadTexts {
  readonly texts: readonly FileText[];
  /** What is wrong with the files as files. */
  readonly findings: readonly LintFinding[];
  /** A file that was named could not be read: the question was wrong. */
  readonly unreadable: boolean;
}

/** A catalogue of 100,000 flavors as Nova gives it; a release of a large operator is half of it. */
const maxBytes = 64 * 1024 * 1024;

/** The texts of files; what is wrong with one is a finding and the others are read. */
export async function readTexts(found: readonly FoundFile[], context: Context): Promise<ReadTexts> {
  const texts: FileText[] = [];
  const findings: LintFinding[] = [];
  let unreadable = false;
  for (const { name, named } of found) {
    const { text, finding } =
      name === stdinName ? await readStdin(context) : await readText(context.path(name), name, maxBytes);
    if (text !== undefined) {
      texts.push({ name, named, text });
      continue;
    }
    if (finding) findings.push(asLint(finding));
    unreadable ||= named;
  }
  return { texts, findings, unreadable };
}

/** Files that were named in findings alone: they could not be read. */
export function unreadFiles(findings: readonly LintFinding[], files: readonly { readonly name: string }[]): string[] {
  const known = new Set(files.map(({ name }) => name));
  return [...new Set(findings.flatMap(({ file }) => (file === undefined || known.has(file) ? [] : [file])))];
}

/** A finding about a file as one of the linter. */
export function asLint(finding: Finding): LintFinding {
  return { ...finding, rule: "document", subject: "" };
}

async function readStdin({ io }: Context): Promise<{ readonly text?: string; readonly finding?: Finding }> {
  const parts: Buffer[] = [];
  let size = 0;
  const bad = (message: string): { readonly finding: Finding } => ({
    finding: { code: "BV001", severity: "error", message, file: stdinName },
  });
  for await (const part of io.stdin) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    size += bytes.length;
    if (size > maxBytes) return bad("the input is too large");
    parts.push(bytes);
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)) };
  } catch {
    return bad("the input is not UTF-8 text");
  }
}
