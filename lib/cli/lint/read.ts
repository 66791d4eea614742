// SPDX-License-Identifier: Apache-2.0
import { readText } from "../../files/light.ts";
import { type FlavorDefinition, type FlavorFormat, readFlavorText } from "../../flavors/index.ts";
import type { EditKind, LintFinding } from "../../lint/index.ts";
import type { Finding } from "../../model/light.ts";
import type { Context } from "../context.ts";
import { type FoundFile, stdinName } from "./files.ts";

/** A file and what was found in it. */
export interface ReadFile {
  readonly name: string;
  readonly text: string;
  readonly format?: FlavorFormat | undefined;
  readonly definitions: readonly FlavorDefinition[];
}

export interface ReadFiles {
  readonly files: readonly ReadFile[];
  readonly findings: readonly LintFinding[];
  /** Files that a folder or pattern led to and that hold no flavors. */
  readonly skipped: readonly string[];
  /** A file that was named could not be read: the question was wrong. */
  readonly unreadable: boolean;
}

/** A catalogue of 100,000 flavors as Nova gives it. */
const maxBytes = 64 * 1024 * 1024;

/** Reads files; what is wrong with one is a finding and the others are read. */
export async function readFiles(
  found: readonly FoundFile[],
  context: Context,
  formatOf: (file: string) => FlavorFormat | undefined,
): Promise<ReadFiles> {
  const files: ReadFile[] = [];
  const findings: LintFinding[] = [];
  const skipped: string[] = [];
  let unreadable = false;
  for (const { name, named } of found) {
    const { text, finding } =
      name === stdinName ? await readStdin(context) : await readText(context.path(name), name, maxBytes);
    if (text === undefined) {
      if (finding) findings.push(asLint(finding));
      unreadable ||= named;
      continue;
    }
    const format = formatOf(name);
    // Of a whole repository most files are about something else; they need not be understood.
    if (!named && format === undefined && !mayHoldFlavors(text)) {
      skipped.push(name);
      continue;
    }
    const read = await understand(text, name, format);
    const foreign =
      !named &&
      read.definitions.length === 0 &&
      read.findings.every(({ code }) => code === "BV013" || code === "BV014");
    if (foreign) skipped.push(name);
    else {
      findings.push(...read.findings);
      files.push({ name, text, format: read.format, definitions: read.definitions });
    }
  }
  return { files, findings, skipped, unreadable };
}

/** The text of a file understood: again after a fix, or for the first time. */
export async function readAgain(
  { name, format }: Pick<ReadFile, "name" | "format">,
  text: string,
): Promise<ReadFile & { readonly findings: readonly LintFinding[] }> {
  const read = await understand(text, name, format);
  return { name, text, format: read.format, definitions: read.definitions, findings: read.findings };
}

/** How a file is written; undefined for what is made by programs. */
export function kindOf({ format, text }: Pick<ReadFile, "format" | "text">): EditKind | undefined {
  if (format === undefined || format === "pulumi" || format === "terraform-json") return undefined;
  if (format === "terraform") return "hcl";
  const start = text.trimStart()[0];
  return start === "{" || start === "[" ? "json" : "yaml";
}

const understand = (text: string, name: string, format: FlavorFormat | undefined): ReturnType<typeof readFlavorText> =>
  readFlavorText(text, name, format === undefined ? {} : { format });

function mayHoldFlavors(text: string): boolean {
  return /flavor|vcpus/i.test(text);
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

/** A finding about a file as one of the linter. */
export function asLint(finding: Finding): LintFinding {
  return { ...finding, rule: "document", subject: "" };
}
