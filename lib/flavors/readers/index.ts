// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import { flavorBudget, type ReadDocument, readDocument, sortFindings } from "../../model/light.ts";
import { type FlavorDefinition, type FlavorFormat, flavorFormats } from "../definition.ts";
import { detectData, looksLikeTerraform } from "./detect.ts";
import { type DataReader, documentFinding, folderOf, type Reading } from "./reading.ts";

export { type DataReader, documentFinding, type Reading } from "./reading.ts";

export interface ReadFlavorTextOptions {
  /** @default found out from the content */
  readonly format?: FlavorFormat | undefined;
}

/** One file of several. */
export interface FlavorText {
  readonly file: string;
  readonly text: string;
  /** @default found out from the content */
  readonly format?: FlavorFormat | undefined;
}

export interface ReadFlavorText {
  /** In the order of the file. */
  readonly definitions: readonly FlavorDefinition[];
  /** What is wrong with the text itself: a broken file is one finding. Rules look at the definitions later. */
  readonly findings: readonly LintFinding[];
  /** Absent when the text was not understood. */
  readonly format?: FlavorFormat | undefined;
}

/**
 * Reads flavors in any of the formats. Never rejects for what the text says.
 * @param file name for findings; its ending decides nothing but JSON or YAML when a text could be either
 */
export async function readFlavorText(
  text: string,
  file: string,
  options: ReadFlavorTextOptions = {},
): Promise<ReadFlavorText> {
  const { format } = options;
  if (isTerraform({ file, text, format })) {
    const [read] = await readFolder([{ file, text }]);
    if (read) return read;
  }
  const { document, findings } = await readData(text, file);
  if (!document) return { definitions: [], findings: firstOf(findings), ...(format === undefined ? {} : { format }) };
  const found = format ?? detectData(document.value);
  if (found === undefined) return { definitions: [], findings: [notRecognised(file)] };
  const read = await readerOf(found);
  return finished(found, read(document), file);
}

/**
 * Reads several files, each in its own format. Those of one Terraform folder are read together: what a local, a variable's
 * default or a grant in one of them says counts in the others.
 * @returns in the order of the files
 */
export async function readFlavorTexts(files: readonly FlavorText[]): Promise<readonly ReadFlavorText[]> {
  const made = new Map<FlavorText, ReadFlavorText>();
  for (const members of Map.groupBy(files.filter(isTerraform), ({ file }) => folderOf(file)).values()) {
    const read = await readFolder(members);
    for (const [index, member] of members.entries()) if (read[index]) made.set(member, read[index]);
  }
  return Promise.all(
    files.map(async (each) => made.get(each) ?? (await readFlavorText(each.text, each.file, { format: each.format }))),
  );
}

function isTerraform({ text, file, format }: FlavorText): boolean {
  return format === undefined ? looksLikeTerraform(text, file) : format === "terraform";
}

async function readFolder(files: readonly FlavorText[]): Promise<readonly ReadFlavorText[]> {
  // The grammar is a WebAssembly module: loaded only for those who need it.
  const { readTerraformModule } = await import("./terraform.ts");
  const readings = await readTerraformModule(files);
  return files.map(({ file }, index) =>
    finished("terraform", readings[index] ?? { definitions: [], findings: [] }, file),
  );
}

/** YAML or JSON with positions; text that starts like JSON and is none may still be YAML in flow style. */
async function readData(text: string, file: string): Promise<ReadDocument> {
  const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const named = /\.json$/i.test(file);
  if (!named && !/^\s*[[{]/.test(bare)) return readDocument(bare, file, flavorBudget);
  const { readJson } = await import("./json.ts");
  const json = readJson(bare, file);
  if (json.document || named) return json;
  const yaml = readDocument(bare, file, flavorBudget);
  return yaml.document || /\.ya?ml$/i.test(file) ? yaml : json;
}

async function readerOf(format: FlavorFormat): Promise<DataReader> {
  switch (format) {
    case "nova":
      return (await import("./nova.ts")).readNova;
    case "openstack-cli":
      return (await import("./openstack-cli.ts")).readOpenstackCli;
    case "scs":
      return (await import("./scs.ts")).readScs;
    case "ansible":
      return (await import("./ansible.ts")).readAnsible;
    case "kolla":
      return (await import("./kolla.ts")).readKolla;
    case "terraform-json":
      return (await import("./terraform-json.ts")).readTerraformJson;
    case "pulumi":
      return (await import("./pulumi.ts")).readPulumi;
    default:
      return (await import("./own.ts")).readOwn;
  }
}

function finished(format: FlavorFormat, { definitions, findings }: Reading, file: string): ReadFlavorText {
  if (definitions.length > 0 || findings.length > 0)
    return { format, definitions, findings: sortFindings(findings) as LintFinding[] };
  // A Terraform folder has many files without a flavor, a list of flavors without one is a mistake.
  const severity = /^(terraform|pulumi)/.test(format) ? "info" : "warning";
  return {
    format,
    definitions,
    findings: [
      documentFinding({
        code: "BV014",
        severity,
        message: `no flavors in the file, read as ${format}`,
        file,
        hint: "nothing was checked; if it is another format, name it with --format-in",
      }),
    ],
  };
}

function notRecognised(file: string): LintFinding {
  return documentFinding({
    code: "BV013",
    severity: "error",
    message: "no format of flavors is recognised in the file",
    file,
    allowed: flavorFormats.join(", "),
    hint: "name the format with --format-in",
  });
}

/** A broken file is one finding: the first fault, and how many more there are. */
function firstOf(findings: ReadDocument["findings"]): LintFinding[] {
  // Without a place stands only how many are not shown.
  const [first, ...more] = sortFindings(findings.filter(({ line }) => line !== undefined));
  if (first === undefined) return [];
  const count = more.length + 1 < findings.length ? "many" : String(more.length);
  const rest = count === "0" ? "" : `${first.hint === undefined ? "" : "; "}${count} more after it`;
  const hint = `${first.hint ?? ""}${rest}`;
  return [documentFinding({ ...first, ...(hint === "" ? {} : { hint }) })];
}
