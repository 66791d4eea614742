// SPDX-License-Identifier: Apache-2.0
import { readText } from "../../files/light.ts";
import type { LintFinding } from "../../lint/index.ts";
import { type Manifest, readManifests } from "../../manifests/index.ts";
import type { Context } from "../context.ts";
import { type FoundFile, stdinName } from "./files.ts";
import { asLint, readStdin } from "./read.ts";

/** A file and the objects in it. */
export interface ManifestFile {
  readonly name: string;
  readonly text: string;
  readonly manifests: readonly Manifest[];
}

export interface ReadManifestFiles {
  readonly files: readonly ManifestFile[];
  readonly findings: readonly LintFinding[];
  /** Files that a folder or pattern led to and that hold no objects. */
  readonly skipped: readonly string[];
  /** A file that was named could not be read. */
  readonly unreadable: boolean;
}

/** A release of a large operator is 30 MiB of definitions. */
const maxBytes = 64 * 1024 * 1024;

/** Reads files; what is wrong with one is a finding and the others are read. */
export async function readManifestFiles(
  found: readonly FoundFile[],
  context: Context,
  namespace: string | undefined,
): Promise<ReadManifestFiles> {
  const files: ManifestFile[] = [];
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
    // Of a whole repository most files are about something else; they need not be understood.
    if (!named && !(text.includes("apiVersion") && text.includes("kind"))) {
      skipped.push(name);
      continue;
    }
    const read = readManifests(text, name, { namespace });
    if (!named && read.foreign) skipped.push(name);
    else {
      findings.push(...read.findings);
      files.push({ name, text, manifests: read.manifests });
    }
  }
  return { files, findings, skipped, unreadable };
}
