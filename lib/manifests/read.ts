// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../lint/index.ts";
import { type Finding, manifestBudget, type Path, readDocuments, show, type SourceDocument } from "../model/light.ts";
import { type Fields, isFields, listAt, textAt } from "./fields.ts";
import { Manifest } from "./manifest.ts";

export interface ReadManifestsOptions {
  /** Namespace of objects that name none. @default "default", as kubectl */
  readonly namespace?: string | undefined;
}

export interface ReadManifests {
  /** In the order of the text; those inside a List one by one. */
  readonly manifests: readonly Manifest[];
  /** What is wrong with the text itself. Rules look at the manifests later. */
  readonly findings: readonly LintFinding[];
  /** True when the text may be something else: no document in it has a `kind`. */
  readonly foreign: boolean;
}

/** Reads a YAML stream or JSON as kubectl does. Never throws for what the text says. */
export function readManifests(text: string, file: string, options: ReadManifestsOptions = {}): ReadManifests {
  const { documents, findings } = readDocuments(text, file, manifestBudget);
  const manifests: Manifest[] = [];
  const more: LintFinding[] = [];
  let named = false;
  for (const document of documents)
    for (const { value, path } of objectsOf(document.value, [])) {
      const fault = faultOf(value);
      if (isFields(value) && "kind" in value) named = true;
      if (fault === undefined) manifests.push(manifestAt(value as Fields, path, document, options));
      else more.push({ ...fault, file, ...document.locate(path) });
    }
  return {
    manifests,
    findings: [...findings.map((finding) => aboutText(finding, text)), ...more],
    foreign: !named && findings.length === 0,
  };
}

function manifestAt(value: Fields, path: Path, document: SourceDocument, options: ReadManifestsOptions): Manifest {
  const source = {
    file: document.file,
    text: document.text,
    range: document.range,
    locate: (way: Path, key?: boolean) => document.locate([...path, ...way], key),
  };
  return new Manifest(value, { source, base: path, namespace: options.namespace });
}

/** A List is what `kubectl get -o yaml` prints; lists of lists are not made by anybody. */
function* objectsOf(value: unknown, path: Path): Iterable<{ readonly value: unknown; readonly path: Path }> {
  if (isFields(value) && textAt(value, "kind")?.endsWith("List") === true && Array.isArray(value["items"])) {
    for (const [index, item] of listAt(value, "items").entries())
      yield { value: item, path: [...path, "items", index] };
  } else yield { value, path };
}

function faultOf(value: unknown): Omit<LintFinding, "file"> | undefined {
  const fault = (message: string, seen: string, hint: string): Omit<LintFinding, "file"> => ({
    code: "MF001",
    rule: "no-object",
    severity: "error",
    subject: "",
    message,
    seen,
    allowed: "a map with apiVersion, kind and metadata.name",
    hint,
  });
  if (!isFields(value))
    return fault(
      "the document is no Kubernetes object",
      show(value) ?? "nothing",
      "remove it, or mend its indentation",
    );
  const missing = (["apiVersion", "kind"] as const).filter((key) => (textAt(value, key) ?? "") === "");
  if (missing.length > 0)
    return fault(
      `the object has no ${missing.join(" and no ")}`,
      Object.keys(value).slice(0, 5).join(", "),
      "kubectl refuses it: say what kind of object it is",
    );
  if (
    textAt(value, "metadata", "name") === undefined &&
    textAt(value, "metadata", "generateName") === undefined &&
    !withoutName.has(textAt(value, "kind") ?? "")
  )
    return fault(`the ${textAt(value, "kind") ?? "object"} has no metadata.name`, "nothing", "give it a name");
  return undefined;
}

/** Kinds that are never stored. */
const withoutName: ReadonlySet<string> = new Set(["Kustomization", "SelfSubjectReview", "TokenRequest"]);

function aboutText(finding: Finding, text: string): LintFinding {
  const template = text.includes("{{")
    ? { hint: "templates are not understood: render them first (helm template, kustomize build)" }
    : {};
  return { ...finding, rule: "document", subject: "", ...template };
}
