// SPDX-License-Identifier: Apache-2.0
import { nearest } from "../../../model/light.ts";
import { type FlavorDefinition, type FlavorField, flavorFields } from "../../definition.ts";

/** The field that a key of no format seems to mean. */
export interface Meant {
  readonly field: FlavorField | "extra_specs";
  /** What a number of that key is multiplied with to be in Nova's unit. */
  readonly factor: number;
}

/** Other tools' names of the fields, letters only. */
const aliases: Readonly<Record<string, FlavorField | "extra_specs">> = {
  cpu: "vcpus",
  cpus: "vcpus",
  vcpu: "vcpus",
  vcores: "vcpus",
  core: "vcpus",
  cores: "vcpus",
  mem: "ram",
  memory: "ram",
  memorymb: "ram",
  memorymib: "ram",
  rammb: "ram",
  rammib: "ram",
  diskgb: "disk",
  diskgib: "disk",
  disksize: "disk",
  root: "disk",
  rootgb: "disk",
  rootdisk: "disk",
  localgb: "disk",
  storage: "disk",
  ephem: "ephemeral",
  ephemeraldisk: "ephemeral",
  ephemeralgb: "ephemeral",
  ephemeralgib: "ephemeral",
  swapmb: "swap",
  swapmib: "swap",
  rxtx: "rxtx_factor",
  ispublic: "is_public",
  public: "is_public",
  flavorid: "id",
  uuid: "id",
  desc: "description",
  projects: "access",
  tenants: "access",
  flavorname: "name",
  specs: "extra_specs",
  extraspec: "extra_specs",
  metadata: "extra_specs",
  properties: "extra_specs",
};

const inGiB: Readonly<Record<string, FlavorField>> = {
  memorygb: "ram",
  memorygib: "ram",
  ramgb: "ram",
  ramgib: "ram",
  swapgb: "swap",
  swapgib: "swap",
};

/** Longest key that anybody looks at. */
const longest = 64;

/** Which field an unknown key means; undefined when none is near. */
export function meantField(key: string, { spelling, specsPath }: FlavorDefinition): Meant | undefined {
  if (key.length > longest) return undefined;
  const letters = key.toLowerCase().replace(/[^a-z]/g, "");
  if (Object.hasOwn(inGiB, letters)) return { field: inGiB[letters] ?? "ram", factor: 1024 };
  if (Object.hasOwn(aliases, letters)) return { field: aliases[letters] ?? "vcpus", factor: 1 };
  const specsKey = String(specsPath.at(-1) ?? "");
  // The plain names first, then this format's own, which may be long: OS-FLV-EXT-DATA:ephemeral.
  const names = new Map<string, Meant["field"]>([
    ["extra_specs", "extra_specs"],
    [specsKey, "extra_specs"],
    ...flavorFields.map((field): [string, FlavorField] => [spelling(field), field]),
    ...flavorFields.map((field): [string, FlavorField] => [field, field]),
  ]);
  const [near] = nearest(key, [...names.keys()], 1);
  // A third of a short word is another word: `zone` is not `name`.
  if (near === undefined || Math.abs(near.length - key.length) > 2 || !sameStart(near, key)) return undefined;
  const field = names.get(near);
  return field === undefined ? undefined : { field, factor: 1 };
}

function sameStart(left: string, right: string): boolean {
  return left.charAt(0).toLowerCase() === right.charAt(0).toLowerCase();
}
