// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import type { Requirement } from "../../settings.ts";
import { pythonInt } from "../../specs/values.ts";

export const requires: FlavorRule = {
  id: "FL602",
  name: "requires",
  scope: "flavor",
  severity: "error",
  what: "A flavor with a given extra spec has the others that the house requires beside it, above zero.",
  why: "A flavor on shared storage without throttles lets one VM slow down all others; zero means no limit, not none.",
  sources: ["wikitech: Portal:Cloud VPS/Admin/VM flavors", "operations/puppet commits b2af307df2f, adff1c9fcae"],
  fix: "suggested",
  *check(flavor, { settings }) {
    for (const requirement of settings.requirements) {
      if (!applies(requirement, flavor)) continue;
      const { key, reason } = requirement;
      const why = reason === undefined ? "" : `: ${reason}`;
      for (const [needed, { suggest, equals }] of Object.entries(requirement.needs)) {
        // A key that is written with an unknown value is not judged.
        if (flavor.mayHaveSpec(needed) && !flavor.specs.has(needed)) continue;
        const value = flavor.spec(needed);
        if (isMet(value, equals)) continue;
        const target = equals ?? suggest;
        yield {
          message: `${key} requires ${needed}${why}`,
          at: value === undefined ? flavor.atSpecKey(key) : flavor.atSpec(needed),
          ...(value === undefined ? {} : { seen: value }),
          allowed: equals ?? "a number above 0",
          hint: `set ${needed}${target === undefined ? "" : ` to ${target}`}`,
          ...(target === undefined
            ? {}
            : {
                fix: {
                  title: `set ${needed} to ${target}`,
                  safe: false,
                  edits: [{ op: "set", path: flavor.specPath(needed), value: target }],
                },
              }),
        };
      }
    }
  },
  failing: [
    {
      title: "a flavor on Ceph with two of three throttles",
      flavors: [
        {
          extraSpecs: {
            "aggregate_instance_extra_specs:ceph": "true",
            "quota:disk_read_iops_sec": "5000",
            "quota:disk_write_iops_sec": "500",
          },
        },
      ],
      options: { profiles: ["wikimedia"] },
    },
    {
      title: "zero lifts the throttle",
      flavors: [
        {
          extraSpecs: {
            "aggregate_instance_extra_specs:ceph": "true",
            "quota:disk_read_iops_sec": "0",
            "quota:disk_write_iops_sec": "500",
            "quota:disk_total_bytes_sec": "200000000",
          },
        },
      ],
      options: { profiles: ["wikimedia"] },
    },
    {
      title: "a rule of the house",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated" } }],
      options: {
        settings: {
          requirements: [
            {
              key: "hw:cpu_policy",
              values: ["dedicated"],
              needs: { "aggregate_instance_extra_specs:pinned": { equals: "true" } },
              reason: "pinned VMs have hosts of their own",
            },
          ],
        },
      },
    },
  ],
  passing: [
    {
      title: "all three throttles",
      flavors: [
        {
          extraSpecs: {
            "aggregate_instance_extra_specs:ceph": "true",
            "quota:disk_read_iops_sec": "5000",
            "quota:disk_write_iops_sec": "500",
            "quota:disk_total_bytes_sec": "200000000",
          },
        },
      ],
      options: { profiles: ["wikimedia"] },
    },
    {
      title: "ceph is said to be false",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "false" } }],
      options: { profiles: ["wikimedia"] },
    },
  ],
};

function applies({ key, values }: Requirement, flavor: Flavor): boolean {
  const value = flavor.spec(key);
  return value !== undefined && (values === undefined || values.includes(value));
}

function isMet(value: string | undefined, equals: string | undefined): boolean {
  if (value === undefined) return false;
  return equals === undefined ? (pythonInt(value) ?? 0) > 0 : value === equals;
}
