// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { UsageRule } from "../../rule.ts";
import { perPlace } from "../../usage/places.ts";

export const flavorAmbiguous: UsageRule = {
  id: "FL802",
  name: "flavor-ambiguous",
  scope: "usage",
  severity: "error",
  what: "What a VM group names is one flavor: not the id of another, and not two definitions of other sizes.",
  why: "Clients look for an id before a name, so that the VM gets another size than the file says; of two definitions anyone may win.",
  sources: [
    "python-openstackclient: find by id, then by name",
    "terraform-provider-openstack data source openstack_compute_flavor_v2",
  ],
  *check(usage) {
    const byId = new Map<string, Flavor>();
    const byName = Map.groupBy(usage.flavors, ({ name }) => name);
    for (const flavor of usage.flavors) {
      const id = flavor.field("id");
      if ((typeof id === "string" || typeof id === "number") && id !== "auto") byId.set(String(id), flavor);
    }
    yield* perPlace(usage, function* ({ group, flavor, at }) {
      if (flavor === undefined) return;
      const other = byId.get(group.flavor);
      if (other !== undefined && other.name !== group.flavor)
        yield {
          message: `the name is also the id of ${other.subject}`,
          at: at("flavor"),
          seen: group.flavor,
          hint: `clients take the id first and boot ${describe(other)}: rename one of them`,
        };
      const twins = byName.get(group.flavor) ?? [];
      const shapes = new Set(twins.map(describe));
      if (shapes.size > 1)
        yield {
          severity: "warning",
          message: `${twins.length} definitions of that name differ`,
          at: at("flavor"),
          seen: [...shapes].join("; "),
          hint: "keep one of them",
        };
    });
  },
  failing: [
    {
      title: "flavor 4 is not the flavor with id 4",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: "4", image: debian } } }`,
      flavors: [{ name: "4" }, { name: "m1.large", id: "4", vcpus: 8 }],
    },
    {
      title: "two sizes of one name",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}, { name: "m1.test", ram: 8192 }],
    },
  ],
  passing: [
    {
      title: "its own id",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ id: "m1.test" }, { name: "m1.large", id: "4" }],
    },
    {
      title: "nobody uses the ambiguous one",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}, { name: "4" }, { name: "m1.large", id: 4 }],
    },
  ],
};

function describe({ subject, vcpus, ram, disk }: Flavor): string {
  return `${subject} (${vcpus ?? "?"} vCPU, ${ram ?? "?"} MiB, ${disk ?? "?"} GiB)`;
}
