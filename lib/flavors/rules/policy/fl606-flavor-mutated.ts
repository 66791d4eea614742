// SPDX-License-Identifier: Apache-2.0
import { Flavor } from "../../flavor.ts";
import type { CatalogueProblem, CatalogueRule } from "../../rule.ts";

const sizes = ["vcpus", "ram", "disk", "ephemeral", "swap"] as const;

export const flavorMutated: CatalogueRule = {
  id: "FL606",
  name: "flavor-mutated",
  scope: "catalogue",
  severity: "warning",
  what: "Since the state named by --since no flavor of the same name changed its size, its id or its visibility, and none is gone.",
  why: "Nova cannot change a flavor: engines delete it and make another. Servers keep the old size, references to the old id break, and a resize to the same name is possible.",
  sources: ["terraform-provider-openstack#1361", "nova: flavors are immutable but for description and extra specs"],
  *check(flavors, { settings }) {
    const [first] = flavors;
    if (!first || !settings.earlier) return;
    const { catalogue } = first.definition.source;
    const now = new Map(flavors.map((flavor) => [flavor.subject, flavor]));
    for (const definition of settings.earlier) {
      if (definition.source.catalogue !== catalogue) continue;
      const before = new Flavor(definition);
      const after = now.get(before.subject);
      if (after) yield* changes(before, after);
      else
        yield {
          flavor: first,
          subject: before.subject,
          message: `flavor ${before.subject} is gone: servers that were made from it lose its name, and whoever names it fails`,
          at: { path: [], field: "" },
          hint: "keep it, without access for new servers, until no server and no program names it",
        };
    }
  },
  failing: [
    {
      title: "the disk grew",
      flavors: [{ name: "m1.small", disk: 40 }],
      options: { earlier: [{ name: "m1.small", disk: 20 }] },
    },
    {
      title: "private became public",
      flavors: [{ name: "m1.small", public: true }],
      options: { earlier: [{ name: "m1.small", public: false }] },
    },
    {
      title: "one is gone",
      flavors: [{ name: "m1.small" }],
      options: { earlier: [{ name: "m1.small" }, { name: "m1.old" }] },
    },
  ],
  passing: [
    {
      title: "a throttle was added",
      flavors: [{ name: "m1.small", extraSpecs: { "quota:disk_read_iops_sec": "5000" } }],
      options: { earlier: [{ name: "m1.small" }] },
    },
    {
      title: "a new flavor",
      flavors: [{ name: "m1.small" }, { name: "m1.large", vcpus: 8 }],
      options: { earlier: [{ name: "m1.small" }] },
    },
  ],
};

function* changes(before: Flavor, after: Flavor): Iterable<CatalogueProblem> {
  for (const field of sizes) {
    const [was, is] = [before[field], after[field]];
    if (was === undefined || is === undefined || was === is) continue;
    yield {
      flavor: after,
      message: `${field} changed: the flavor is deleted and made anew, servers keep the old one`,
      at: after.at(field),
      seen: String(is),
      allowed: `${was}, as before`,
      hint: "give the new size a new name",
    };
  }
  const [wasId, isId] = [idOf(before), idOf(after)];
  if (wasId !== undefined && isId !== undefined && wasId !== isId)
    yield {
      flavor: after,
      message: "the id changed: whoever names the old one fails",
      at: after.at("id"),
      seen: isId,
      allowed: `${wasId}, as before`,
    };
  if (before.isPublic !== undefined && after.isPublic !== undefined && before.isPublic !== after.isPublic)
    yield {
      flavor: after,
      message: `a ${before.isPublic ? "public" : "private"} flavor cannot become ${after.isPublic ? "public" : "private"}: it is deleted and made anew`,
      at: after.at("is_public"),
      seen: String(after.isPublic),
      allowed: `${before.isPublic}, as before`,
      hint: "make another flavor under another name",
    };
}

function idOf(flavor: Flavor): string | undefined {
  const id = flavor.field("id");
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
