// SPDX-License-Identifier: Apache-2.0
import { type FlavorFormat, Unresolved } from "../../definition.ts";
import type { FlavorRule } from "../../rule.ts";

/** Formats in which a flavor is public unless it says otherwise. */
const publicByDefault: ReadonlySet<FlavorFormat> = new Set(["nova", "openstack-cli", "scs", "ansible", "kolla"]);

export const publicWithAccess: FlavorRule = {
  id: "FL112",
  name: "public-with-access",
  scope: "flavor",
  severity: "error",
  what: "A public flavor has no list of projects.",
  why: "Nova answers 409 to a grant on a public flavor; tools that ignore that leave a flavor open to all which somebody meant to keep to a few.",
  sources: ["nova/api/openstack/compute/flavor_access.py"],
  fix: "suggested",
  *check(flavor) {
    const access = flavor.field("access");
    if (!Array.isArray(access) || access.length === 0) return;
    const implicit = !flavor.has("is_public") && publicByDefault.has(flavor.definition.source.format);
    if (flavor.isPublic !== true && !implicit) return;
    yield {
      message: "projects are granted access to a public flavor",
      at: flavor.at("access"),
      seen: access.slice(0, 5).map(shown).join(", "),
      hint: "make it private, or drop the projects",
      fix: {
        title: "make it private",
        safe: false,
        edits: [{ op: "set", path: flavor.fieldPath("is_public"), value: false }],
      },
    };
  },
  failing: [
    { title: "public and granted", flavors: [{ public: true, access: ["builds"] }] },
    { title: "public by default and granted", flavors: [{ access: ["builds"] }], options: { format: "ansible" } },
  ],
  passing: [
    { title: "private and granted", flavors: [{ public: false, access: ["builds"] }] },
    { title: "public, an empty list", flavors: [{ public: true, access: [] }] },
    { title: "private by default and granted", flavors: [{ access: ["builds"] }], options: { format: "terraform" } },
  ],
};

function shown(project: unknown): string {
  return project instanceof Unresolved ? project.expression : String(project);
}
