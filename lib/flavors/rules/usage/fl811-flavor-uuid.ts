// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { perPlace } from "../../usage/places.ts";

export const flavorUuid: UsageRule = {
  id: "FL811",
  name: "flavor-uuid",
  scope: "usage",
  severity: "warning",
  what: "VM groups name flavors by name, not by id.",
  why: "An id changes when the flavor is made anew and is another one in every region; nobody sees from it what the VM gets.",
  sources: ["wikimedia 62ec4878d77: ids by region, with a stale comment", "terraform-provider-openstack#1361"],
  fix: "suggested",
  *check(usage) {
    const ids = new Map<string, string>();
    for (const flavor of usage.flavors) {
      const id = flavor.field("id");
      if (typeof id === "string" && flavor.name !== undefined && flavor.name !== id) ids.set(id, flavor.name);
    }
    for (const { id, name } of usage.cloud?.flavors ?? []) if (name !== id) ids.set(id, name);
    yield* perPlace(usage, function* ({ group, flavor, at }) {
      if (flavor !== undefined) return;
      const name = ids.get(group.flavor);
      if (name === undefined && !uuid.test(group.flavor)) return;
      const spot = at("flavor");
      yield {
        message: "a flavor is named by its id",
        at: spot,
        seen: group.flavor,
        ...(name === undefined
          ? { hint: "write the flavor's name" }
          : {
              allowed: name,
              hint: `write ${JSON.stringify(name)}`,
              fix: { title: `name ${name}`, safe: false, edits: [{ op: "set", path: spot.path, value: name }] },
            }),
      };
    });
  },
  failing: [
    {
      title: "the id of a defined flavor",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: "42", image: debian } } }`,
      flavors: [{ id: "42" }],
    },
    {
      title: "a UUID that nobody knows",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    vms: { web: { flavor: 5f1e4e0c-1b7e-4c8e-9c1f-2d6a7d0f8a11, image: debian } }`,
      flavors: [{}],
    },
  ],
  passing: [
    {
      title: "by name",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ id: "42" }],
    },
    {
      title: "the name is the id",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ id: "m1.test" }],
    },
  ],
};

const uuid = /^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$/;
