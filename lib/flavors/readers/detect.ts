// SPDX-License-Identifier: Apache-2.0
import type { FlavorFormat } from "../definition.ts";
import { isRecord } from "./reading.ts";

/** True when the text is HCL: by the file's ending, else by a line that only HCL has. */
export function looksLikeTerraform(text: string, file: string): boolean {
  if (/\.(tf|tofu|hcl)$/i.test(file)) return true;
  if (/\.(ya?ml|json)$/i.test(file) || /^\s*[[{]/.test(text)) return false;
  return /^(?:resource|data|variable|module|provider|output)[ \t]+"|^(?:locals|terraform)[ \t]*\{/m.test(text);
}

/** The format of plain data, told by what only that format has; undefined when nothing is known. */
export function detectData(value: unknown): FlavorFormat | undefined {
  if (isRecord(value)) {
    if (isRecord(value["deployment"]) || isRecord(value["checkpoint"]) || Array.isArray(value["steps"]))
      return "pulumi";
    if ("format_version" in value || "terraform_version" in value) return "terraform-json";
  }
  return isRecord(value) && isRecord(value["flavors"]) ? "bivouac" : undefined;
}
