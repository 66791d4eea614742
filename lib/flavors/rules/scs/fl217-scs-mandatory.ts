// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { scsNameOf } from "../../names/scs-parse.ts";
import { printScsName } from "../../names/scs-print.ts";
import { repairScsName } from "../../names/scs-repair.ts";
import type { CatalogueRule } from "../../rule.ts";
import { scsStandardFlavors } from "../../tables/scs-flavors.ts";
import { scsKeyOf } from "./keys.ts";
import { addition, inOneLine, missingProperties, standardOf, tooMuch, wrongProperties } from "./standard.ts";

export const scsMandatory: CatalogueRule = {
  id: "FL217",
  name: "scs-mandatory",
  scope: "catalogue",
  severity: "error",
  what: "The mandatory flavors of scs-0103 are there; they and the recommended ones have exactly the standard's figures and all its properties.",
  why: "A cloud without one of them is not SCS-compliant. Users look standard flavors up by their properties, so that a flavor without them is not found.",
  sources: ["SovereignCloudStack/standards: Standards/scs-0103-v1-standard-flavors.md, Standard SCS flavors"],
  fix: "safe",
  profiles: ["scs-0103"],
  *check(flavors) {
    const [first] = flavors;
    if (!first) return;
    const byName = lookup(flavors);
    const meant = misnamed(flavors);
    for (const { name, mandatory } of scsStandardFlavors) {
      const standard = standardOf(name);
      const flavor = byName.get(name);
      if (flavor) {
        yield* tooMuch(flavor, standard);
        yield* missingProperties(flavor, standard);
        yield* wrongProperties(flavor, standard);
      } else if (mandatory) {
        const other = meant.get(name);
        const fix = other === undefined ? addition(first, standard) : undefined;
        yield {
          flavor: first,
          subject: name,
          message: `mandatory flavor ${name} is missing`,
          at: { path: [], field: "" },
          allowed: inOneLine(standard),
          hint:
            other === undefined
              ? "add it, or lint the files that hold it together with this one"
              : `rename ${other}, or add it`,
          ...(fix ? { fix } : {}),
        };
      }
    }
  },
  failing: [
    { title: "one of fifteen", flavors: [{ name: "SCS-4V-16", vcpus: 4, ram: 16_384, disk: 0 }] },
    { title: "a fourth GiB", flavors: [{ name: "SCS-1V-2", vcpus: 1, ram: 3072, disk: 0 }] },
  ],
  passing: [
    { title: "all of them", flavors: examples(true) },
    {
      title: "recommended ones, with any type of disk, and others beside them",
      flavors: [...examples(true), ...examples(false), { name: "m1.large" }],
    },
  ],
};

/** Canonical name → flavor. `scs:name-v2` is where the standard puts the name; then the flavor's own; then other variants. */
function lookup(flavors: readonly Flavor[]): ReadonlyMap<string, Flavor> {
  const found = new Map<string, Flavor>();
  const add = (text: string | undefined, flavor: Flavor): void => {
    const name = scsNameOf(text);
    const canonical = name && printScsName(name);
    if (canonical !== undefined && !found.has(canonical)) found.set(canonical, flavor);
  };
  for (const flavor of flavors) add(flavor.spec("scs:name-v2"), flavor);
  // An old name does not count towards the standard flavors.
  for (const flavor of flavors) if (!flavor.name?.includes(":")) add(flavor.name, flavor);
  for (const flavor of flavors)
    for (const [key, value] of flavor.specs) if (scsKeyOf(key)?.kind === "name") add(value, flavor);
  return found;
}

/** Canonical name → flavor whose name is no current SCS name and would become it: adding another would make two. */
function misnamed(flavors: readonly Flavor[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name } of flavors) {
    const repaired = name === undefined ? undefined : repairScsName(name);
    if (name !== undefined && repaired !== undefined && repaired !== name) found.set(repaired, name);
  }
  return found;
}

/** Standard flavors as they should be; hdd stands for "any" type. */
function examples(mandatory: boolean): CatalogueRule["passing"][number]["flavors"] {
  return scsStandardFlavors
    .filter((flavor) => flavor.mandatory === mandatory)
    .map(({ name }) => {
      const { vcpus, ram, disk, properties } = standardOf(name);
      const hasType = disk === 0 || properties.has("scs:disk0-type");
      return {
        name,
        vcpus,
        ram,
        disk,
        extraSpecs: { ...Object.fromEntries(properties), ...(hasType ? {} : { "scs:disk0-type": "hdd" }) },
      };
    });
}
