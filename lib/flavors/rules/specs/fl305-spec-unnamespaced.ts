// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { aggregateFilter, lookupSpec, nearMiss, suggestKey } from "../../specs/index.ts";
import { keysOf, renameFix } from "./keys.ts";

export const specUnnamespaced: FlavorRule = {
  id: "FL305",
  name: "spec-unnamespaced",
  scope: "flavor",
  severity: "warning",
  what: "A key has a namespace, unless it is one of Nova's two or the house allows it.",
  why: "The AggregateInstanceExtraSpecsFilter looks for every key without a namespace in the metadata of aggregates and lets no host pass that lacks it; without that filter nobody reads the key. An error when the cloud is said to use the filter.",
  sources: [
    "nova/scheduler/filters/aggregate_instance_extra_specs.py",
    "https://github.com/IFCA-Advanced-Computing/caso/issues/41",
  ],
  fix: "suggested",
  *check(flavor, { release, settings }) {
    const filtered = settings.schedulerFilters.includes(aggregateFilter);
    for (const key of keysOf(flavor)) {
      if (lookupSpec(key, release).kind !== "unscoped" || settings.allowUnscoped.includes(key)) continue;
      // Nearly a key of Nova: FL304 says it better.
      if (nearMiss(key, release) !== undefined) continue;
      const meant = suggestKey(key, release) ?? `aggregate_instance_extra_specs:${key}`;
      const fix = renameFix(flavor, key, meant, false);
      yield {
        message: filtered
          ? `${aggregateFilter} lets a host pass only if an aggregate has ${key} in its metadata`
          : `${key} has no namespace`,
        at: flavor.atSpecKey(key),
        seen: key,
        allowed: meant,
        hint: `write ${meant}, or allow the key with allowUnscoped`,
        severity: filtered ? "error" : "warning",
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  failing: [
    { title: "meant for aggregates", flavors: [{ extraSpecs: { storage_type: "ceph" } }] },
    {
      title: "the filter is on: no host passes",
      flavors: [{ extraSpecs: { host_fraction: "0.5" } }],
      options: { settings: { schedulerFilters: ["AggregateInstanceExtraSpecsFilter"] } },
    },
    { title: "a typo in one of Nova's own", flavors: [{ extraSpecs: { group_polcy: "isolate" } }] },
  ],
  passing: [
    { title: "Nova's own", flavors: [{ extraSpecs: { group_policy: "isolate" } }] },
    {
      title: "with its namespace",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:storage_type": "ceph" } }],
    },
    {
      title: "a key that the house knows",
      flavors: [{ extraSpecs: { billing_class: "a" } }],
      options: { settings: { allowUnscoped: ["billing_class"] } },
    },
  ],
};
