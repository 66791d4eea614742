// SPDX-License-Identifier: Apache-2.0
import type { Path, SourceDocument } from "../../model/light.ts";
import type { FlavorField, Written, WrittenSpec } from "../definition.ts";
import { Collector, membersOf, type Vocabulary } from "./collect.ts";
import { isRecord, type Reading } from "./reading.ts";

/** osism/openstack-flavor-manager, models.py: RAM in MiB; a key with a colon is an extra spec. */
const words: Vocabulary = {
  format: "scs",
  fields: {
    name: "name",
    cpus: "vcpus",
    ram: "ram",
    disk: "disk",
    public: "is_public",
    disabled: "disabled",
    flavorid: "id",
    description: "description",
  },
  // Extra specs stand beside the fields: new ones do, too.
  specs: "",
};

/**
 * The lists of SCS: `reference` (defaults), `mandatory` and `recommended` as OSISM's manager reads them, and
 * `flavor_groups` of the standard's own tests (scs-0103-v1-flavors.yaml), where RAM is in GiB and `scs:` is left out.
 */
export function readScs(document: SourceDocument): Reading {
  const collector = new Collector(document, words);
  const { value } = document;
  if (!isRecord(value)) {
    collector.fault([], "the document must be a map", { seen: value, allowed: "reference, mandatory, recommended" });
    return collector;
  }
  const defaults = defaultsOf(value["reference"]);
  for (const key of ["mandatory", "recommended"]) {
    if (value[key] === undefined || value[key] === null) continue;
    for (const [flavor, path] of collector.records(value[key], [key])) addFlavor(collector, flavor, path, defaults);
  }
  const groups = value["flavor_groups"];
  if (groups !== undefined)
    for (const [group, path] of collector.records(groups, ["flavor_groups"]))
      for (const [flavor, at] of collector.records(group["list"], [...path, "list"])) addBrief(collector, flavor, at);
  return collector;
}

type Defaults = Partial<Record<FlavorField, Written>>;

/** `reference: [{field: public, default: true}]`. The manager takes a missing disk for 0. */
function defaultsOf(reference: unknown): Defaults {
  const defaults: Defaults = {};
  if (!Array.isArray(reference)) return defaults;
  for (const [index, entry] of reference.entries() as ArrayIterator<[number, unknown]>) {
    if (!isRecord(entry) || entry["default"] === undefined || entry["default"] === null) continue;
    const field = typeof entry["field"] === "string" ? words.fields[entry["field"]] : undefined;
    if (field !== undefined) defaults[field] = { value: entry["default"], path: ["reference", index, "default"] };
  }
  return defaults;
}

function addFlavor(
  collector: Collector,
  flavor: Readonly<Record<string, unknown>>,
  path: Path,
  defaults: Defaults,
): void {
  const members = membersOf(flavor, path);
  const isSpec = ([key]: readonly [string, Written]): boolean => key.includes(":");
  collector.add({
    path,
    values: [...members].filter((one) => !isSpec(one)),
    specs: [...members].filter(isSpec).map(([key, written]): WrittenSpec => ({ key, ...written })),
    specsPath: path,
    defaults: { disk: { value: 0, path: [...path, "disk"] }, ...defaults },
  });
}

const briefFields = new Set(["name", "cpus", "ram", "disk", "public", "disabled", "x-lint"]);

/** RAM is converted to MiB; its path stays that of the GiB. */
function addBrief(collector: Collector, flavor: Readonly<Record<string, unknown>>, path: Path): void {
  const members = [...membersOf(flavor, path)];
  collector.add({
    path,
    values: members
      .filter(([key]) => briefFields.has(key))
      .map(([key, written]) => {
        const { value } = written;
        const gib = key === "ram" && typeof value === "number";
        return [key, gib ? { ...written, value: value * 1024 } : written] as const;
      }),
    specs: members
      .filter(([key]) => !briefFields.has(key))
      .map(([key, written]): WrittenSpec => ({ key: key.includes(":") ? key : `scs:${key}`, ...written })),
    specsPath: path,
    // Every flavor of the standard is public.
    defaults: { disk: { value: 0, path: [...path, "disk"] }, is_public: { value: true, path: [...path, "public"] } },
  });
}
