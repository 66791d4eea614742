// SPDX-License-Identifier: Apache-2.0
import type { FlavorFormat } from "../../definition.ts";
import type { FlavorRule } from "../../rule.ts";

/** Engines whose default is not Nova's; the name of the engine. */
const privateByDefault: Partial<Readonly<Record<FlavorFormat, string>>> = {
  terraform: "Terraform",
  "terraform-json": "Terraform",
  pulumi: "Pulumi",
};

export const implicitVisibility: FlavorRule = {
  id: "FL110",
  name: "implicit-visibility",
  scope: "flavor",
  severity: "warning",
  what: "Where the engine's default is not Nova's, is_public is written out.",
  why: "Nova, its client and Ansible make a flavor public unless told otherwise, Terraform and Pulumi private: the same lines give a flavor that nobody sees.",
  sources: [
    "terraform-provider-openstack: openstack_compute_flavor_v2, is_public",
    "nova/api/openstack/compute/flavor_manage.py (is_public, default true)",
  ],
  fix: "suggested",
  *check(flavor) {
    const { format } = flavor.definition.source;
    const engine = privateByDefault[format];
    if (engine === undefined || flavor.has("is_public")) return;
    // Who grants access knows that the flavor is private.
    if (flavor.has("access")) return;
    const key = flavor.definition.spelling("is_public");
    yield {
      message: `${key} is not said: ${engine} makes the flavor private, Nova itself would make it public`,
      at: { ...flavor.here, field: "is_public" },
      allowed: "true, false",
      hint: `write ${key} = true if all projects may use it`,
      fix: {
        title: `write what ${engine} does now: ${key} = false`,
        safe: false,
        edits: [{ op: "set", path: flavor.fieldPath("is_public"), value: false }],
      },
    };
  },
  failing: [
    {
      title: "the example of Terraform's documentation",
      flavors: [{ name: "my-flavor" }],
      options: { format: "terraform" },
    },
    { title: "Pulumi has the provider's default", flavors: [{}], options: { format: "pulumi" } },
  ],
  passing: [
    { title: "said", flavors: [{ public: true }], options: { format: "terraform" } },
    { title: "private, with grants", flavors: [{ access: ["builds"] }], options: { format: "terraform" } },
    { title: "Ansible's default is Nova's", flavors: [{}], options: { format: "ansible" } },
    { title: "an event grants its teams access", flavors: [{}] },
  ],
};
