// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { accessOf, isTeam } from "../../usage/granted.ts";
import { perPlace } from "../../usage/places.ts";

export const flavorNotVisible: UsageRule = {
  id: "FL803",
  name: "flavor-not-visible",
  scope: "usage",
  severity: "error",
  what: "A private flavor that a team uses is open to the team's project.",
  why: "To everybody else Nova says that there is no such flavor, which looks like a typo and is a missing grant.",
  sources: ["nova/api/openstack/compute/flavor_access.py", "wikimedia: private flavors are made for each project"],
  *check(usage) {
    yield* perPlace(usage, function* ({ team, group, flavor, at }) {
      // A flavor that the event makes is opened to the teams that use it.
      if (flavor?.isPublic !== false) return;
      const access = accessOf(flavor);
      if (access === undefined || flavor.unresolved("access")) {
        if (flavor.field("existing") === true)
          yield {
            message: "not checked: the flavor is private and its definition names no project",
            at: at("flavor"),
            seen: group.flavor,
            hint: `write access: [${team.id}], or ask the cloud: --live`,
            notChecked: true,
          };
        return;
      }
      if (access.some((project) => isTeam(project, team))) return;
      yield {
        message: "the flavor is private and not open to the team",
        at: at("flavor"),
        seen: group.flavor,
        allowed: access.length > 0 ? `projects ${access.join(", ")}` : "no project",
        hint: `add ${team.id} to its access`,
      };
    });
  },
  failing: [
    {
      title: "made for another team",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ public: false, access: ["osm"], existing: true }],
    },
    {
      title: "open to one of two",
      event: `defaults: { vms: { web: { flavor: m1.test, image: debian } } }
teams:
  nris: { title: NRIS, contact: ann@example.org }
  osm: { title: OSM, contact: bob@example.org }`,
      flavors: [{ public: false, access: ["demo-osm"] }],
    },
  ],
  passing: [
    {
      title: "by team and by project",
      event: `defaults: { vms: { web: { flavor: m1.test, image: debian } } }
teams:
  nris: { title: NRIS, contact: ann@example.org }
  osm: { title: OSM, contact: bob@example.org }`,
      flavors: [{ public: false, access: ["demo-osm", "nris"] }],
    },
    {
      title: "the event makes it for those who use it",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ public: false }],
    },
  ],
};
