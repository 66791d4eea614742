// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { aggregateFilter } from "../../specs/index.ts";
import { renameFix } from "./keys.ts";

export const groupPolicyVsAggregateFilter: FlavorRule = {
  id: "FL306",
  name: "group-policy-vs-aggregate-filter",
  scope: "flavor",
  severity: "error",
  what: "group_policy and hide_hypervisor_id are not used on a cloud with the AggregateInstanceExtraSpecsFilter.",
  why: "They are Nova's own keys without a namespace, and the filter takes every such key for a demand on aggregates: no host passes, every boot ends with NoValidHost.",
  sources: ["nova/scheduler/filters/aggregate_instance_extra_specs.py"],
  fix: "suggested",
  *check(flavor, { settings }) {
    if (!settings.schedulerFilters.includes(aggregateFilter)) return;
    for (const key of ["group_policy", "hide_hypervisor_id"]) {
      if (!flavor.hasSpec(key) || settings.allowUnscoped.includes(key)) continue;
      const fix = key === "group_policy" ? undefined : renameFix(flavor, key, "hw:hide_hypervisor_id", true);
      yield {
        message: `${aggregateFilter} lets a host pass only if an aggregate has ${key} in its metadata`,
        at: flavor.atSpecKey(key),
        seen: key,
        hint:
          key === "group_policy"
            ? "ask for all resources in one group, or give the aggregates that metadata and allow the key with allowUnscoped"
            : "write hw:hide_hypervisor_id",
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  failing: [
    {
      title: "granular groups",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "resources2:VGPU": "1", group_policy: "isolate" } }],
      options: { profiles: ["wikimedia"] },
    },
    {
      title: "a GPU that must not see KVM",
      flavors: [{ extraSpecs: { hide_hypervisor_id: "true", "pci_passthrough:alias": "gpu:1" } }],
      options: { settings: { schedulerFilters: ["AggregateInstanceExtraSpecsFilter"] } },
    },
  ],
  passing: [
    { title: "the filter is not known to be on", flavors: [{ extraSpecs: { group_policy: "isolate" } }] },
    {
      title: "with a namespace",
      flavors: [{ extraSpecs: { "hw:hide_hypervisor_id": "true" } }],
      options: { settings: { schedulerFilters: ["AggregateInstanceExtraSpecsFilter"] } },
    },
  ],
};
