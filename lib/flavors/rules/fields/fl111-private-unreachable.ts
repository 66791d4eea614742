// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";

export const privateUnreachable: FlavorRule = {
  id: "FL111",
  name: "private-unreachable",
  scope: "flavor",
  severity: "warning",
  what: "A private flavor is granted to a project.",
  why: "Nobody but the cloud's admin sees it: users report that the flavor is missing, and a private flavor cannot be made public later.",
  sources: ["api-ref: os-flavor-access", "terraform-provider-openstack: openstack_compute_flavor_access_v2"],
  *check(flavor) {
    if (flavor.isPublic !== false) return;
    const access = flavor.field("access");
    if (
      access === undefined
        ? !grantsWouldBeSeen(flavor.definition.source.format, flavor.field("existing"))
        : !isEmpty(access)
    )
      return;
    yield {
      message: "the flavor is private and no project may use it",
      at: flavor.at("is_public"),
      seen: "false",
      hint: "grant a project access, or make it public",
    };
  },
  failing: [
    { title: "private, no grant in the folder", flavors: [{ public: false }], options: { format: "terraform" } },
    { title: "an empty list", flavors: [{ public: false, access: [] }], options: { format: "ansible" } },
    { title: "the cloud's own: an event gives no access to it", flavors: [{ public: false, existing: true }] },
  ],
  passing: [
    { title: "granted", flavors: [{ public: false, access: ["builds"] }], options: { format: "terraform" } },
    { title: "Nova's answers do not tell the projects", flavors: [{ public: false }], options: { format: "nova" } },
    { title: "an event gives access to its teams", flavors: [{ public: false }, {}] },
    { title: "public", flavors: [{ public: true, access: [] }], options: { format: "terraform" } },
  ],
};

const engines = new Set(["terraform", "terraform-json", "pulumi"]);

/** True where grants stand beside the flavors, so that none means none. */
function grantsWouldBeSeen(format: string, existing: unknown): boolean {
  // bivouac grants its teams access to what the event makes, and to nothing else.
  return engines.has(format) || (format === "bivouac" && existing === true);
}

function isEmpty(access: unknown): boolean {
  return access === null || (Array.isArray(access) && access.length === 0);
}
