// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import type { Finding, SourceDocument } from "../../model/light.ts";
import type { FlavorDefinition, FlavorFormat, FlavorSource } from "../definition.ts";

/** What a reader made of one text. It may be part: what it could not understand is in the findings. */
export interface Reading {
  readonly definitions: readonly FlavorDefinition[];
  readonly findings: readonly LintFinding[];
}

/** Reads a document of YAML or JSON that was understood. Never throws, whatever the data is. */
export type DataReader = (document: SourceDocument) => Reading;

/** A finding about the text itself, not about a flavor, as a finding of the linter. */
export function documentFinding(finding: Finding): LintFinding {
  return { ...finding, rule: "document", subject: "" };
}

/** The source of a document's definitions. @param catalogue what they are compared within. @default the file */
export function sourceOf(
  document: SourceDocument,
  format: FlavorFormat,
  catalogue: string = document.file,
): FlavorSource {
  return { file: document.file, format, catalogue, locate: (path, key) => document.locate(path, key) };
}

/** The folder of a file, `.` for none: Terraform runs the files of one together. */
export function folderOf(file: string): string {
  const slash = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"));
  return slash < 0 ? "." : file.slice(0, slash);
}

/** True for a map of the document: an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
