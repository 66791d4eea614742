// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { namesApproved } from "../../usage/granted.ts";
import { perPlace } from "../../usage/places.ts";
import { caps } from "../policy/fl603-caps.ts";

export const approvalMissing: UsageRule = {
  id: "FL814",
  name: "approval-missing",
  scope: "usage",
  severity: "error",
  what: "A team that uses a flavor above the profile's caps (size, devices, forbidden extra specs) has it approved in settings.approvals.",
  why: "One team with GPUs, pinned CPUs or a giant takes what others were promised; somebody should have said yes.",
  sources: ["bivouac: profile event"],
  *check(usage, context) {
    yield* perPlace(usage, function* ({ team, group, flavor, at }) {
      if (flavor === undefined || namesApproved(context.settings, team).includes(group.flavor)) return;
      const reasons = [...caps.check(flavor, context)];
      if (reasons.length === 0) return;
      yield {
        message: "the flavor is above what a team may use without approval",
        at: at("flavor"),
        seen: `${group.flavor}: ${reasons.map(({ message }) => message).join(", ")}`,
        hint: `ask, then write it down: settings.approvals.${team.id}`,
      };
    });
  },
  failing: [
    {
      title: "a GPU without asking",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ extraSpecs: { "resources:VGPU": "1" } }],
      options: { profiles: ["event"] },
    },
    {
      title: "approved for another team",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ vcpus: 64 }],
      options: { profiles: ["event"], settings: { approvals: { osm: ["m1.test"] } } },
    },
  ],
  passing: [
    {
      title: "approved",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ vcpus: 64 }],
      options: { profiles: ["event"], settings: { approvals: { nris: ["m1.test"] } } },
    },
    {
      title: "a usual flavor",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}],
      options: { profiles: ["event"] },
    },
  ],
};
