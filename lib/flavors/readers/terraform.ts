// SPDX-License-Identifier: Apache-2.0
import { type HclBlock, type HclDocument, readHcl } from "../../lint/index.ts";
import { type Finding, flavorBudget, type Path } from "../../model/light.ts";
import {
  type FlavorDefinition,
  type FlavorField,
  type FlavorSource,
  Unresolved,
  type Written,
  type WrittenSpec,
} from "../definition.ts";
import { documentFinding, folderOf, type Reading } from "./reading.ts";
import { type Grant, type Grants, grantsOf } from "./terraform/access.ts";
import { evaluate } from "./terraform/evaluate.ts";
import { type Instance, instancesOf, TerraformModule } from "./terraform/module.ts";
import { fieldSpelling, fieldValue, otherAttributes, specOf, spelled } from "./terraform/schema.ts";
import { type Origin, plain, type Value } from "./terraform/value.ts";

export const flavorType = "openstack_compute_flavor_v2";

export interface TerraformFile {
  readonly file: string;
  readonly text: string;
}

/** Reads one file of Terraform configuration in HCL. What other files of its folder say is not known. */
export async function readTerraform(text: string, file: string): Promise<Reading> {
  const [reading] = await readTerraformModule([{ file, text }]);
  return reading ?? { definitions: [], findings: [] };
}

/**
 * Reads the files of one folder together: locals, variables and grants of access work across its files. A file that is no
 * valid HCL is one finding; the others are still read. Never rejects for what the texts say.
 * @returns in the order of the files
 */
export async function readTerraformModule(files: readonly TerraformFile[]): Promise<readonly Reading[]> {
  const opened: (readonly [TerraformFile, HclDocument | Finding])[] = [];
  for (const file of files) opened.push([file, await documentOf(file.text, file.file)]);
  const module = new TerraformModule(opened.flatMap(([, document]) => ("body" in document ? [document] : [])));
  const grants = grantsOf(module, flavorType);
  const seen = new Map<string, string>();
  return opened.map(([{ file }, document]) =>
    "body" in document
      ? readOne(document, file, module, grants, seen)
      : { definitions: [], findings: [documentFinding(document)] },
  );
}

/** @param seen label of a flavor's block → where it was first written */
function readOne(
  document: HclDocument,
  file: string,
  module: TerraformModule,
  grants: Grants,
  seen: Map<string, string>,
): Reading {
  const definitions: FlavorDefinition[] = [];
  const findings: Finding[] = [];
  const source = sourceOf(document, file);
  for (const block of document.body.blocks) {
    const [type, label = ""] = block.labels;
    if (block.type !== "resource" || type !== flavorType) continue;
    const place = document.place(block.start);
    const first = seen.get(label);
    if (first === undefined) {
      seen.set(label, `${file}:${place.line}`);
      for (const each of flavorsOf(block, document, module, grants, source)) definitions.push(each);
    } else findings.push({ ...twice(label, first), file, ...place });
  }
  return { definitions, findings: findings.map((finding) => documentFinding(finding)) };
}

function twice(label: string, first: string): Finding {
  return {
    code: "BV005",
    severity: "error",
    message: `the resource ${flavorType}.${label} is written twice (first at ${first})`,
    hint: "rename or remove one of the two",
  };
}

async function documentOf(text: string, file: string): Promise<HclDocument | Finding> {
  const bytes = Buffer.byteLength(text, "utf8");
  const fault = (rest: Pick<Finding, "code" | "message"> & Partial<Finding>): Finding => ({
    severity: "error",
    file,
    ...rest,
  });
  if (bytes > flavorBudget.bytes)
    return fault({
      code: "BV003",
      message: "the document is too large",
      seen: `${bytes} bytes`,
      allowed: `at most ${flavorBudget.bytes} bytes`,
    });
  const read = await readHcl(text);
  if ("body" in read) return read;
  const { message, ...place } = read;
  return fault({ code: "BV002", message: `not valid Terraform: ${message}`, ...place });
}

function sourceOf(document: HclDocument, file: string): FlavorSource {
  return {
    file,
    format: "terraform",
    catalogue: folderOf(file),
    locate: (path, key) => document.locate(path, key),
  };
}

function* flavorsOf(
  block: HclBlock,
  document: HclDocument,
  module: TerraformModule,
  grants: Grants,
  source: FlavorSource,
): Iterable<FlavorDefinition> {
  const label = block.labels[1] ?? "";
  const path = ["resource", flavorType, label];
  for (const instance of instancesOf(block, path, module.scope(document)))
    yield definitionOf(block, path, label, instance, document, grants, source);
}

function definitionOf(
  block: HclBlock,
  path: Path,
  label: string,
  { index, scope }: Instance,
  document: HclDocument,
  grants: Grants,
  source: FlavorSource,
): FlavorDefinition {
  const fields = new Map<FlavorField, Written>();
  const unknown: WrittenSpec[] = [];
  let specs: Value | undefined;
  for (const { key, value } of block.body.attributes) {
    const at = [...path, key];
    const field = fieldSpelling.get(key);
    if (key === "extra_specs") specs = evaluate(value, at, scope);
    else if (field) {
      const written = evaluate(value, at, scope);
      // Terraform takes null for not written.
      if (written.kind === "scalar" && written.value === null) fields.delete(field);
      else fields.set(field, { value: fieldValue(field, plain(written)), path: pathIn(document, written.origin, at) });
    } else if (!otherAttributes.has(key)) unknown.push({ key, value: plain(evaluate(value, at, scope)), path: at });
  }
  for (const nested of block.body.blocks)
    if (!otherAttributes.has(nested.type)) unknown.push({ key: nested.type, value: {}, path });
  const access = accessOf(label, index, grants, document, path);
  // That a public flavor may be granted is no news; that it is granted is a mistake.
  const isPublic = fields.get("is_public")?.value === true;
  if (access && !(isPublic && access.value instanceof Unresolved)) fields.set("access", access);
  const name = fields.get("name")?.value;
  return {
    subject: typeof name === "string" && name !== "" ? name : `${flavorType}.${label}${index}`,
    source,
    path,
    fields,
    unknown,
    spelling: spelled,
    ...specsOf(specs, document, [...path, "extra_specs"]),
  };
}

function specsOf(
  value: Value | undefined,
  document: HclDocument,
  fallback: Path,
): Pick<FlavorDefinition, "specs" | "specsPath" | "openSpecs"> {
  if (value === undefined || (value.kind === "scalar" && value.value === null))
    return { specs: [], specsPath: fallback };
  if (value.kind !== "object") {
    const expression = value.kind === "unknown" ? value.expression : "extra_specs";
    return { specs: [], specsPath: fallback, openSpecs: { value: new Unresolved(expression), path: fallback } };
  }
  const specs: WrittenSpec[] = [];
  for (const [key, entry] of value.entries) {
    // Terraform drops what is null.
    if (entry.kind === "scalar" && entry.value === null) continue;
    specs.push({ key, value: specOf(plain(entry)), path: pathIn(document, entry.origin, fallback) });
  }
  return {
    specs,
    specsPath: pathIn(document, value.origin, fallback),
    ...(value.open === undefined ? {} : { openSpecs: { value: new Unresolved(value.open), path: fallback } }),
  };
}

/** Places are in the definition's own file: a value that another file says stands where it is used. */
function pathIn(document: HclDocument, origin: Origin, fallback: Path): Path {
  return origin.document === document ? origin.path : fallback;
}

function accessOf(
  label: string,
  index: string,
  { of, any }: Grants,
  document: HclDocument,
  path: Path,
): Written | undefined {
  const here = (grant: Grant): Path => (grant.document === document ? grant.path : path);
  const found = (of.get(label) ?? []).filter(
    (grant) => grant.index === index || grant.index === "[*]" || index === "[*]",
  );
  const [first] = found;
  if (first) return { value: found.map(({ project }) => project), path: here(first) };
  return any && { value: new Unresolved(`${any.path.slice(1, -1).join(".")}.flavor_id`), path: here(any) };
}
