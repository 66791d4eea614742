// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import { type Manifest, readManifests } from "../../manifests/index.ts";
import type { Context } from "../context.ts";
import type { FoundFile } from "./files.ts";
import { readTexts } from "./texts.ts";

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

/** Reads files; what is wrong with one is a finding and the others are read. */
export async function readManifestFiles(
  found: readonly FoundFile[],
  context: Context,
  namespace: string | undefined,
): Promise<ReadManifestFiles> {
  const files: ManifestFile[] = [];
  const skipped: string[] = [];
  const all = await readTexts(found, context);
  const findings = [...all.findings];
  for (const { name, named, text } of all.texts) {
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
  return { files, findings, skipped, unreadable: all.unreadable };
}
