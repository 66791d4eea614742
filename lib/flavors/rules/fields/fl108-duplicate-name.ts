// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { CatalogueProblem, CatalogueRule } from "../../rule.ts";

export const duplicateName: CatalogueRule = {
  id: "FL108",
  name: "duplicate-name",
  scope: "catalogue",
  severity: "error",
  what: "No two flavors of a catalogue have the same name or the same id, nor names that differ in case alone.",
  why: "Nova answers 409 to the second one. MySQL compares names without case by default, so that m1.small and M1.small collide there and not elsewhere.",
  sources: ["nova/db/api/models.py (uniq_flavors0name, uniq_flavors0flavorid)"],
  *check(flavors) {
    yield* duplicates(flavors, "name", ({ name }) => name);
    yield* duplicates(flavors, "id", (flavor) => {
      const id = flavor.field("id");
      // Nova makes one of its own for each of them.
      return (typeof id === "string" || typeof id === "number") && id !== "auto" && id !== "" ? String(id) : undefined;
    });
  },
  failing: [
    { title: "the same name", flavors: [{ name: "m1.small" }, { name: "m1.small", ram: 2048 }] },
    { title: "another case", flavors: [{ name: "m1.small" }, { name: "M1.small", ram: 2048 }] },
    { title: "the same id", flavors: [{ id: "1" }, { id: 1, ram: 2048 }] },
  ],
  passing: [
    { title: "two names", flavors: [{ name: "m1.small" }, { name: "m1.smaller", ram: 2048 }] },
    { title: "two ids that Nova makes", flavors: [{ id: "auto" }, { id: "auto", ram: 2048 }] },
  ],
};

function* duplicates(
  flavors: readonly Flavor[],
  field: "name" | "id",
  textOf: (flavor: Flavor) => string | undefined,
): Iterable<CatalogueProblem> {
  const exact = new Map<string, Flavor>();
  const folded = new Map<string, Flavor>();
  for (const flavor of flavors) {
    const text = textOf(flavor);
    // Longer than Nova takes: FL104 and FL105 say so.
    if (text === undefined || text === "" || text.length > 255) continue;
    const lower = text.toLowerCase();
    const same = exact.get(text);
    const near = folded.get(lower);
    if (same) {
      yield {
        flavor,
        message: `an earlier flavor has the same ${field}`,
        at: flavor.at(field),
        seen: text,
        ...where(same),
      };
    } else if (near) {
      yield {
        flavor,
        severity: "warning",
        message: `an earlier flavor's ${field} differs in upper and lower case alone`,
        at: flavor.at(field),
        seen: `${textOf(near)}, ${text}`,
        ...where(near),
      };
    }
    if (!same) exact.set(text, flavor);
    if (!near) folded.set(lower, flavor);
  }
}

function where(flavor: Flavor): { hint?: string } {
  const { source, path } = flavor.definition;
  const place = source.locate(path, true);
  return place === undefined ? {} : { hint: `the earlier one stands at ${source.file}:${place.line}` };
}
