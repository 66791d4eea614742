// SPDX-License-Identifier: Apache-2.0
import type { Fix } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import { scsNameOf } from "../../names/scs-parse.ts";
import { printScsName } from "../../names/scs-print.ts";
import type { CatalogueProblem } from "../../rule.ts";
import { scsCpuTypes, scsDiskTypes } from "../../tables/scs-parts.ts";
import { brokenPromises, cpuTypeKeeps, isCpuType } from "./promise.ts";

/** A standard flavor with the figures that its name gives. */
export interface StandardFlavor {
  readonly name: string;
  readonly vcpus: number;
  /** MiB */
  readonly ram: number;
  /** GB; 0: none. */
  readonly disk: number;
  /** Properties whose value the standard fixes; the type of a disk without a letter is the operator's. */
  readonly properties: ReadonlyMap<string, string>;
}

const diskKey = "scs:disk0-type";

/** @param name from the table of standard flavors */
export function standardOf(name: string): StandardFlavor {
  const parsed = scsNameOf(name);
  if (!parsed) throw new TypeError(`${name} is no SCS flavor name`);
  const { cpu, ram, disk } = parsed;
  const properties = new Map([
    ["scs:name-v1", printScsName(parsed, 1)],
    ["scs:name-v2", name],
    ["scs:cpu-type", scsCpuTypes[cpu.type]],
  ]);
  if (disk?.type) properties.set(diskKey, scsDiskTypes[disk.type]);
  return { name, vcpus: cpu.count, ram: ram.gib * 1024, disk: disk?.size ?? 0, properties };
}

/** Figures above the standard's. Those below break the promise of the name: FL211 and FL215 say that. */
export function* tooMuch(flavor: Flavor, standard: StandardFlavor): Iterable<CatalogueProblem> {
  for (const field of ["vcpus", "ram", "disk"] as const) {
    const given = flavor[field];
    if (given === undefined || given <= standard[field]) continue;
    const unit = field === "ram" ? " MiB" : field === "disk" ? " GB" : "";
    yield {
      flavor,
      message: `${field} must match the standard flavor ${standard.name} exactly`,
      at: flavor.at(field),
      seen: `${given}${unit}`,
      allowed: `${standard[field]}${unit}`,
      hint: "make it exact, or take the name and the properties of another flavor",
    };
  }
}

export function* missingProperties(flavor: Flavor, standard: StandardFlavor): Iterable<CatalogueProblem> {
  const missing = [...standard.properties].filter(([key]) => !flavor.mayHaveSpec(key));
  const anyDisk = standard.disk > 0 && !standard.properties.has(diskKey) && !flavor.mayHaveSpec(diskKey);
  if (missing.length === 0 && !anyDisk) return;
  const listed = missing.map(([key, value]) => `${key}=${value}`);
  if (anyDisk) listed.push(`${diskKey}=${Object.values(scsDiskTypes).join("|")}`);
  yield {
    flavor,
    message: `properties of the standard flavor ${standard.name} are missing`,
    at: { ...flavor.here, field: "extra_specs" },
    allowed: listed.join(", "),
    ...(missing.length === 0
      ? {}
      : {
          fix: {
            title: `set ${missing.map(([key]) => key).join(", ")}`,
            // They repeat what the name already claims.
            safe: true,
            edits: missing.map(([key, value]) => ({ op: "set" as const, path: flavor.specPath(key), value })),
          },
        }),
  };
}

/** Properties that are true of the flavor and yet not the standard's. Untrue ones are FL215's. */
export function* wrongProperties(flavor: Flavor, standard: StandardFlavor): Iterable<CatalogueProblem> {
  for (const [key, wanted] of standard.properties) {
    const value = flavor.spec(key);
    if (value === undefined || value === wanted || key === diskKey || !isTrue(flavor, standard, key, value)) continue;
    yield {
      flavor,
      message: `${key} is not that of the standard flavor ${standard.name}`,
      at: flavor.atSpec(key),
      seen: value,
      allowed: wanted,
      fix: {
        title: `set ${key} to ${wanted}`,
        safe: false,
        edits: [{ op: "set", path: flavor.specPath(key), value: wanted }],
      },
    };
  }
}

function isTrue(flavor: Flavor, standard: StandardFlavor, key: string, value: string): boolean {
  const claimed = scsNameOf(standard.name);
  if (key === "scs:cpu-type") return isCpuType(value) && claimed !== undefined && cpuTypeKeeps(claimed, value);
  const name = scsNameOf(value);
  return name !== undefined && brokenPromises(name, flavor)[Symbol.iterator]().next().done === true;
}

/** The definition in one line, for whoever writes it by hand. */
export function inOneLine({ vcpus, ram, disk, properties }: StandardFlavor): string {
  const specs = [...properties].map(([key, value]) => `${key}=${value}`);
  return [`vcpus ${vcpus}`, `ram ${ram}`, `disk ${disk}`, ...specs].join(", ");
}

/**
 * A fix that adds the definition to a `flavors.yaml`; edits of the other formats cannot add to a list.
 * Not safe: it offers a new flavor, and only the operator knows whether the cloud can keep its promise.
 */
export function addition(beside: Flavor, { name, vcpus, ram, disk, properties }: StandardFlavor): Fix | undefined {
  const { path, source } = beside.definition;
  if (source.format !== "bivouac" || typeof path.at(-1) !== "string") return undefined;
  const value = { vcpus, ram, disk, public: true, extraSpecs: Object.fromEntries(properties) };
  return { title: `add ${name}`, safe: false, edits: [{ op: "set", path: [...path.slice(0, -1), name], value }] };
}
