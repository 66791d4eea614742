// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { type NameSchemes, schemesOf } from "../../names/schemes.ts";
import { suggestName } from "../../names/suggest.ts";
import type { CatalogueProblem, CatalogueRule } from "../../rule.ts";

const template = "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}][.localdisk]";
const options = { settings: { nameTemplates: [template] } };

export const nameScheme: CatalogueRule = {
  id: "FL201",
  name: "name-scheme",
  scope: "catalogue",
  severity: "warning",
  what: "A name matches one of the house's templates (nameTemplates).",
  why: "Quota tools, dashboards and users read the size from the name; a name outside the scheme is invisible to the first and a riddle to the others.",
  sources: ["wikitech: Portal:Cloud_VPS/Admin/VM_flavors"],
  fix: "suggested",
  *check(flavors, { settings }) {
    const schemes = schemesOf(settings);
    const [first] = flavors;
    if (first) yield* faults(schemes, first);
    // A template that was not understood might have matched: nothing is said of names then.
    if (schemes.templates.length === 0 || schemes.faults.length > 0) return;
    for (const flavor of flavors) {
      // The cloud's own are named here, not made.
      if (flavor.name === undefined || flavor.name === "" || flavor.field("existing") === true) continue;
      if (schemes.read(flavor)) continue;
      yield mismatch(flavor, schemes);
    }
  },
  failing: [
    { title: "no points, parts missing", flavors: [{ name: "g3cores8" }], options },
    { title: "case counts", flavors: [{ name: "G3.cores2.ram4.disk20" }], options },
    { title: "a template that is none", flavors: [{}], options: { settings: { nameTemplates: ["g{vcpu}"] } } },
  ],
  passing: [
    {
      title: "in the scheme",
      flavors: [{ name: "g3.cores2.ram4.disk20" }, { name: "g3.cores2.ram4.disk20.ephem40" }],
      options,
    },
    { title: "no scheme", flavors: [{ name: "whatever" }] },
    { title: "the cloud's own", flavors: [{ name: "m1.small", existing: true }], options },
  ],
};

function* faults(schemes: NameSchemes, flavor: Flavor): Iterable<CatalogueProblem> {
  for (const { source, fault } of schemes.faults)
    yield {
      flavor,
      severity: "error",
      message: `the configured template of names is wrong at character ${fault.at + 1}: ${fault.message}`,
      at: flavor.here,
      seen: source.slice(0, 255),
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    };
}

function mismatch(flavor: Flavor, { templates }: NameSchemes): CatalogueProblem {
  const suggestion = templates.map((each) => suggestName(each, flavor)).find((name) => name !== undefined);
  return {
    flavor,
    message: "the name matches no template of the house",
    at: flavor.at("name"),
    seen: (flavor.name ?? "").slice(0, 255),
    allowed: templates.map(({ source }) => source).join(" or "),
    ...(suggestion === undefined
      ? {}
      : { fix: { title: `rename to ${suggestion}`, safe: false, edits: [flavor.renaming(suggestion)] } }),
  };
}
