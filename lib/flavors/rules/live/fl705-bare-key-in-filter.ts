// SPDX-License-Identifier: Apache-2.0
import { bareDemands, satisfies } from "../../live/aggregate-match.ts";
import { notChecked } from "../../live/not-checked.ts";
import { aggregate } from "../../live/samples.ts";
import type { LiveRule } from "../../rule.ts";

export const bareKeyInFilter: LiveRule = {
  id: "FL705",
  name: "bare-key-in-filter",
  scope: "live",
  severity: "error",
  what: "An extra spec without a prefix is matched by an aggregate's metadata where AggregateInstanceExtraSpecsFilter is on.",
  why: "The filter takes every key without a colon for its own, also group_policy and hide_hypervisor_id: without a matching aggregate no host passes. A warning while the scheduler's filters are not configured for the linter.",
  sources: ["nova/scheduler/filters/aggregate_instance_extra_specs.py", "IFCA/caso#41"],
  *check(flavors, cloud, { settings: { schedulerFilters } }) {
    const known = schedulerFilters.length > 0;
    if (known && !schedulerFilters.includes("AggregateInstanceExtraSpecsFilter")) return;
    const asking = flavors.flatMap((flavor) => bareDemands(flavor).map((demand) => ({ flavor, demand })));
    if (asking.length === 0) return;
    const { aggregates } = cloud;
    if (aggregates === undefined) {
      yield* notChecked(cloud, "aggregates");
      return;
    }
    for (const { flavor, demand } of asking) {
      if (aggregates.some((each) => each.hosts.length > 0 && satisfies([each], demand))) continue;
      yield {
        flavor,
        ...(known ? {} : { severity: "warning" as const }),
        message: known
          ? `AggregateInstanceExtraSpecsFilter lets no host pass: no aggregate with hosts has ${demand.key}=${demand.wanted}`
          : `if the scheduler uses AggregateInstanceExtraSpecsFilter, no host passes: no aggregate with hosts has ${demand.key}=${demand.wanted}`,
        at: flavor.atSpecKey(demand.key),
        seen: demand.key,
        hint: known
          ? "give the key its prefix, or an aggregate the metadata"
          : "say which filters are on: settings.schedulerFilters",
      };
    }
  },
  failing: [
    {
      title: "a granular flavor where the filter is on",
      flavors: [{ extraSpecs: { group_policy: "none", "resources1:VGPU": "1", "resources2:VGPU": "1" } }],
      cloud: { aggregates: [aggregate("gpu", { gpu: "true" }, ["a"])] },
      options: { settings: { schedulerFilters: ["AggregateInstanceExtraSpecsFilter"] } },
    },
    {
      title: "no prefix, filters not known",
      flavors: [{ extraSpecs: { storage_type: "ceph" } }],
      cloud: { aggregates: [] },
    },
  ],
  passing: [
    {
      title: "an aggregate has it",
      flavors: [{ extraSpecs: { storage_type: "ceph" } }],
      cloud: { aggregates: [aggregate("ceph", { storage_type: "ceph" }, ["a"])] },
    },
    {
      title: "the filter is off",
      flavors: [{ extraSpecs: { storage_type: "ceph" } }],
      cloud: { aggregates: [] },
      options: { settings: { schedulerFilters: ["ComputeFilter"] } },
    },
  ],
};
