// SPDX-License-Identifier: Apache-2.0
import { type FlavorDefinition, type FlavorFormat, readFlavorTexts } from "../../flavors/index.ts";
import type { EditKind, LintFinding } from "../../lint/index.ts";
import type { Context } from "../context.ts";
import type { FoundFile } from "./files.ts";
import { readTexts } from "./texts.ts";

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

/** Reads files; what is wrong with one is a finding and the others are read. */
export async function readFiles(
  found: readonly FoundFile[],
  context: Context,
  formatOf: (file: string) => FlavorFormat | undefined,
): Promise<ReadFiles> {
  const files: ReadFile[] = [];
  const texts: {
    readonly file: string;
    readonly text: string;
    readonly format?: FlavorFormat | undefined;
    readonly named: boolean;
  }[] = [];
  const skipped: string[] = [];
  const read = await readTexts(found, context);
  const findings = [...read.findings];
  for (const { name, named, text } of read.texts) {
    const format = formatOf(name);
    // Of a whole repository most files are about something else; they need not be understood.
    if (!named && format === undefined && !mayHoldFlavors(text)) {
      skipped.push(name);
      continue;
    }
    texts.push({ file: name, text, format, named });
  }
  for (const [index, understood] of (await readFlavorTexts(texts)).entries()) {
    const { file: name = "", text = "", named = false } = texts[index] ?? {};
    const foreign =
      !named &&
      understood.definitions.length === 0 &&
      understood.findings.every(({ code }) => code === "BV013" || code === "BV014");
    if (foreign) skipped.push(name);
    else {
      findings.push(...understood.findings);
      files.push({ name, text, format: understood.format, definitions: understood.definitions });
    }
  }
  return { files, findings, skipped, unreadable: read.unreadable };
}

/**
 * Files as they are with other texts: what changed is understood again, and with a file of a Terraform folder all of them. The
 * others are the same objects.
 */
export async function readAgain(files: readonly ReadFile[], texts: readonly string[]): Promise<readonly ReadFile[]> {
  const changed = files.map(({ text }, index) => texts[index] !== undefined && texts[index] !== text);
  const terraform = files.some(({ format }, index) => changed[index] === true && format === "terraform");
  const again = files.flatMap((file, index) =>
    changed[index] === true || (terraform && file.format === "terraform")
      ? [{ index, file: file.name, text: texts[index] ?? file.text, format: file.format }]
      : [],
  );
  const made = [...files];
  for (const [at, { format, definitions }] of (await readFlavorTexts(again)).entries()) {
    const one = again[at];
    if (one) made[one.index] = { name: one.file, text: one.text, format, definitions };
  }
  return made;
}

/** How a file is written; undefined for what is made by programs. */
export function kindOf({ format, text }: Pick<ReadFile, "format" | "text">): EditKind | undefined {
  if (format === undefined || format === "pulumi" || format === "terraform-json") return undefined;
  if (format === "terraform") return "hcl";
  const start = text.trimStart()[0];
  return start === "{" || start === "[" ? "json" : "yaml";
}

function mayHoldFlavors(text: string): boolean {
  return /flavor|vcpus/i.test(text);
}
