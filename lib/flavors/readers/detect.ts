// SPDX-License-Identifier: Apache-2.0
import type { FlavorFormat } from "../definition.ts";
import { groupsIn } from "./ansible.ts";
import { hasTasks } from "./ansible/tasks.ts";
import { flavorListsIn } from "./kolla.ts";
import { isRecord } from "./reading.ts";

/** True when the text is HCL: by the file's ending, else by a line that only HCL has. */
export function looksLikeTerraform(text: string, file: string): boolean {
  if (/\.(tf|tofu|hcl)$/i.test(file)) return true;
  if (/\.(ya?ml|json)$/i.test(file) || /^\s*[[{]/.test(text)) return false;
  return /^(?:resource|data|variable|module|provider|output)[ \t]+"|^(?:locals|terraform)[ \t]*\{/m.test(text);
}

/** The format of plain data, told by what only that format has; undefined when nothing is known. */
export function detectData(value: unknown): FlavorFormat | undefined {
  if (Array.isArray(value)) return hasTasks(value) ? "ansible" : ofItems(value);
  if (!isRecord(value)) return undefined;
  if (isRecord(value["deployment"]) || isRecord(value["checkpoint"]) || Array.isArray(value["steps"])) return "pulumi";
  if ("format_version" in value || "terraform_version" in value) return "terraform-json";
  if (["mandatory", "recommended", "flavor_groups"].some((key) => Array.isArray(value[key]))) return "scs";
  if (isRecord(value["flavor"]) && isSized(value["flavor"])) return "nova";
  if (isRecord(value["flavors"])) return "bivouac";
  if (hasTasks(value) || groupsIn(value).length > 0) return "ansible";
  if (Array.isArray(value["flavors"])) return ofItems(value["flavors"]) ?? "nova";
  if (flavorListsIn(value).length > 0) return "kolla";
  if (isSized(value)) return ofItems([value]);
  return isRecord(value["families"]) ? "bivouac" : undefined;
}

/** Keys of Nova's API that nobody else has. */
const novaKeys = ["OS-FLV-EXT-DATA:ephemeral", "os-flavor-access:is_public", "OS-FLV-DISABLED:disabled", "links"];
/** Keys that the roles have and neither Nova nor its client. */
const kollaKeys = ["flavorid", "is_public", "project", "state", "public"];

/** A list of flavors: whose words are they? */
function ofItems(items: readonly unknown[]): FlavorFormat | undefined {
  const flavors = items.filter(isRecord).filter(isSized);
  if (flavors.length === 0) return undefined;
  const has = (...keys: readonly string[]): boolean => flavors.some((flavor) => keys.some((key) => key in flavor));
  if (has("Name", "VCPUs", "RAM", "properties", "access_project_ids")) return "openstack-cli";
  return !has(...novaKeys) && has(...kollaKeys) ? "kolla" : "nova";
}

function isSized(value: Readonly<Record<string, unknown>>): boolean {
  return ["ram", "vcpus", "disk", "RAM", "VCPUs", "Disk", "<<"].some((key) => key in value);
}
