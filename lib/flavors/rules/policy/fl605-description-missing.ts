// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";

export const descriptionMissing: FlavorRule = {
  id: "FL605",
  name: "description-missing",
  scope: "flavor",
  severity: "info",
  profiles: [],
  what: "A flavor has a description. Off unless the configuration switches it on.",
  why: "The description is the only text that users see beside the name, and the only field that can be changed later.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py, microversion 2.55"],
  *check(flavor) {
    const description = flavor.field("description");
    if (flavor.unresolved("description") || (typeof description === "string" && description.trim() !== "")) return;
    yield {
      message: "no description",
      at: flavor.at("description"),
      hint: `add ${flavor.definition.spelling("description")}: for whom the flavor is`,
    };
  },
  failing: [
    { title: "none", flavors: [{}] },
    { title: "blanks", flavors: [{ description: "  " }] },
  ],
  passing: [
    { title: "one sentence", flavors: [{ description: "Web servers of small teams" }] },
    { title: "one word", flavors: [{ description: "builds" }] },
  ],
};
