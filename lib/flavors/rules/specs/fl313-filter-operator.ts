// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import type { FlavorSettings } from "../../settings.ts";
import { aggregateFilter, type ComparedWith, demandFault, lookupSpec } from "../../specs/index.ts";
import { valueFix, valuesOf } from "./keys.ts";

const capabilitiesFilter = "ComputeCapabilitiesFilter";

export const filterOperator: FlavorRule = {
  id: "FL313",
  name: "filter-operator",
  scope: "flavor",
  severity: "error",
  what: "A demand on aggregates or capabilities is plain text, or an operator that the scheduler knows, a blank and its values.",
  why: "The filters compare everything else as it is, so no host passes, or they fail on a number that is none: every boot ends with NoValidHost. A warning when the cloud is said not to use the filter.",
  sources: [
    "nova/scheduler/filters/extra_specs_ops.py",
    "nova/scheduler/filters/aggregate_instance_extra_specs.py",
    "nova/scheduler/filters/compute_capabilities_filter.py",
  ],
  fix: "suggested",
  *check(flavor, { release, settings }) {
    for (const [key, value] of valuesOf(flavor)) {
      const found = lookupSpec(key, release);
      const kind = comparedWith(key, found.kind === "unscoped", settings);
      const fault = kind && demandFault(value, kind);
      if (fault === undefined) continue;
      const filter = kind === "aggregate" ? aggregateFilter : capabilitiesFilter;
      const off = settings.schedulerFilters.length > 0 && !settings.schedulerFilters.includes(filter);
      yield {
        message: `value of ${key} ${fault.message}`,
        at: flavor.atSpec(key),
        seen: value,
        hint: fault.hint,
        severity: fault.hopeless && !off ? "error" : "warning",
        ...(fault.meant === undefined ? {} : { allowed: fault.meant, fix: valueFix(flavor, key, fault.meant, false) }),
      };
    }
  },
  failing: [
    { title: "no blank after the operator", flavors: [{ extraSpecs: { "capabilities:vcpus": ">=5" } }] },
    {
      title: "an operator without a value",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:pool": "<or>" } }],
    },
    {
      title: "text compared as a number",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:pool": "= abc" } }],
    },
    { title: "no such operator", flavors: [{ extraSpecs: { "capabilities:free_ram_mb": "> 3" } }] },
    { title: "a list with commas", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:disk": "ssd,hdd" } }] },
  ],
  passing: [
    {
      title: "operators",
      flavors: [
        {
          extraSpecs: {
            "capabilities:vcpus": ">= 5",
            "capabilities:cpu_info:features": "<in> aes",
            "aggregate_instance_extra_specs:disk": "<or> ssd <or> hdd",
          },
        },
      ],
    },
    { title: "plain text", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }] },
    { title: "not compared by a filter", flavors: [{ extraSpecs: { "vmware:storage_policy": ">=5" } }] },
  ],
};

/** What the scheduler compares the value of a key with. */
function comparedWith(key: string, isUnscoped: boolean, settings: FlavorSettings): ComparedWith | undefined {
  if (key.startsWith("aggregate_instance_extra_specs:")) return "aggregate";
  if (key.startsWith("capabilities:")) return "capabilities";
  return isUnscoped && settings.schedulerFilters.includes(aggregateFilter) ? "aggregate" : undefined;
}
