// SPDX-License-Identifier: Apache-2.0
import { isAsked, requestGroups } from "../../placement/groups.ts";
import type { FlavorRule } from "../../rule.ts";

export const groupPolicyMissing: FlavorRule = {
  id: "FL430",
  name: "group-policy-missing",
  scope: "flavor",
  severity: "error",
  what: "Two or more suffixed request groups come with group_policy none or isolate.",
  why: "Placement answers such a request with 400, so no host is ever found. Nova fills in a policy only when there is one group.",
  sources: ["nova/scheduler/utils.py, ResourceRequest", "placement/handlers/allocation_candidate.py"],
  fix: "suggested",
  *check(flavor) {
    const policy = flavor.spec("group_policy");
    if (policy === "none" || policy === "isolate") return;
    if (flavor.mayHaveSpec("group_policy") && policy === undefined) return;
    const groups = requestGroups(flavor).filter(({ suffix, resources }) => suffix !== "" && resources.some(isAsked));
    const [, second] = groups;
    if (!second) return;
    const key = second.resources.find(isAsked)?.key ?? "";
    yield {
      message: `${groups.length} request groups and no group_policy`,
      at: policy === undefined ? flavor.atSpecKey(key) : flavor.atSpec("group_policy"),
      seen: policy ?? groups.map(({ suffix }) => suffix).join(", "),
      allowed: "group_policy: isolate (each group from another provider) or none",
      hint: "add group_policy: isolate, or none if one provider may serve all groups",
      fix: {
        title: "set group_policy to isolate",
        safe: false,
        edits: [{ op: "set", path: flavor.specPath("group_policy"), value: "isolate" }],
      },
    };
  },
  failing: [
    {
      title: "two GPUs in two groups",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "resources2:VGPU": "1" } }],
    },
    {
      title: "a policy that Nova drops",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "resources_B:VGPU": "1", group_policy: "any" } }],
    },
  ],
  passing: [
    {
      title: "with a policy",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "resources2:VGPU": "1", group_policy: "none" } }],
    },
    { title: "one suffixed group", flavors: [{ extraSpecs: { "resources1:VGPU": "1", "resources:VGPU": "1" } }] },
    {
      title: "the second group asks for nothing",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "resources2:VGPU": "0" } }],
    },
  ],
};
