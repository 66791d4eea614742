// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { notChecked } from "../../live/not-checked.ts";
import { cloudFlavor } from "../../live/samples.ts";
import type { LiveRule } from "../../rule.ts";

export const onlyOneSide: LiveRule = {
  id: "FL702",
  name: "only-one-side",
  scope: "live",
  severity: "warning",
  what: "Flavors of the files are in the cloud, and those of the cloud are in the files.",
  why: "What only the cloud has was made by hand and is checked by nobody; what only the files have cannot be booted yet. In flavors.yaml only those marked existing are expected: an event makes the others.",
  sources: ["nova/api/openstack/compute/flavors.py", "wikimedia T261252: a migration to flavors that did not exist"],
  *check(flavors, cloud) {
    if (cloud.flavors === undefined) {
      yield* notChecked(cloud, "flavors");
      return;
    }
    const there = new Set(cloud.flavors.map(({ name }) => name));
    const here = new Set(flavors.map(({ name }) => name));
    for (const flavor of flavors) {
      if (flavor.name === undefined || there.has(flavor.name) || isToBeMade(flavor)) continue;
      if (cloud.publicFlavorsOnly === true && flavor.isPublic !== true) {
        yield {
          flavor,
          message: `not checked: the login of cloud ${cloud.cloud} sees no private flavors`,
          at: flavor.at("name"),
          notChecked: true,
        };
        continue;
      }
      yield {
        flavor,
        message: `not in cloud ${cloud.cloud}`,
        at: flavor.at("name"),
        hint: "make it there, or remove the definition",
      };
    }
    // A name that is known only at run time may be any of them.
    if (flavors.some(({ name }) => name === undefined)) return;
    for (const { name, id, isPublic } of cloud.flavors) {
      if (here.has(name)) continue;
      yield {
        subject: name,
        message: `in cloud ${cloud.cloud} and in no file`,
        seen: `${isPublic ? "public" : "private"}, id ${id}`,
        hint: "write it down, or delete it in the cloud",
      };
    }
  },
  failing: [
    { title: "made by hand", flavors: [{}], cloud: { flavors: [cloudFlavor(), cloudFlavor({ name: "test-ann" })] } },
    { title: "said to be there", flavors: [{ existing: true }], cloud: { flavors: [] } },
    { title: "never made", flavors: [{}], cloud: { flavors: [] }, options: { format: "nova" } },
  ],
  passing: [
    { title: "in both", flavors: [{ existing: true }], cloud: { flavors: [cloudFlavor()] } },
    { title: "an event will make it", flavors: [{}], cloud: { flavors: [] } },
  ],
};

function isToBeMade(flavor: Flavor): boolean {
  return flavor.definition.source.format === "bivouac" && flavor.field("existing") !== true;
}
