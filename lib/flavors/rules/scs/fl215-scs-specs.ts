// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { claimsOf, scsKeyOf, scsNamespace } from "./keys.ts";
import { checkCpuType, checkDiskType, checkVariant } from "./properties.ts";

export const scsSpecs: FlavorRule = {
  id: "FL215",
  name: "scs-specs",
  scope: "flavor",
  severity: "error",
  what: "Properties scs:name-vN, scs:cpu-type and scs:diskN-type are known, well formed and true of the flavor.",
  why: "Programs find flavors by these properties. Whenever one is present on any flavor its meaning must be satisfied; Nova takes whatever is written.",
  sources: ["SovereignCloudStack/standards: Standards/scs-0103-v1-standard-flavors.md, Properties (extra_specs)"],
  fix: "safe",
  *check(flavor) {
    const claims = claimsOf(flavor);
    for (const key of new Set(flavor.definition.specs.map((spec) => spec.key))) {
      if (!key.startsWith(scsNamespace)) continue;
      const known = scsKeyOf(key);
      const value = flavor.spec(key);
      if (known === undefined) yield unknownKey(flavor, key);
      else if (value === undefined) continue;
      else if (known.kind === "name") yield* checkVariant(flavor, key, value, known.number);
      else if (known.kind === "cpu-type") yield* checkCpuType(flavor, key, value, claims);
      else yield* checkDiskType(flavor, key, value, known.number, claims);
    }
  },
  failing: [
    {
      title: "the name variant is another flavor's, the disk's type is one of a flavor without a disk",
      flavors: [
        {
          name: "SCS-1L-1",
          vcpus: 1,
          ram: 1024,
          disk: 0,
          extraSpecs: { "scs:cpu-type": "crowded-core", "scs:disk0-type": "network", "scs:name-v1": "SCS-1L:5" },
        },
      ],
    },
    { title: "less than the name says", flavors: [{ name: "SCS-2V-4-20s", extraSpecs: { "scs:disk0-type": "hdd" } }] },
    {
      title: "a key that nobody reads",
      flavors: [{ name: "m1.large", extraSpecs: { "scs:cpu_type": "shared-core" } }],
    },
    { title: "no such kind of vCPU", flavors: [{ name: "m1.large", extraSpecs: { "scs:cpu-type": "shared" } }] },
    { title: "no name of the scheme", flavors: [{ name: "m1.large", extraSpecs: { "scs:name-v1": "large" } }] },
  ],
  passing: [
    {
      title: "a standard flavor",
      flavors: [
        {
          name: "SCS-2V-4-20s",
          extraSpecs: {
            "scs:name-v1": "SCS-2V:4:20s",
            "scs:name-v2": "SCS-2V-4-20s",
            "scs:cpu-type": "shared-core",
            "scs:disk0-type": "ssd",
          },
        },
      ],
    },
    {
      title: "better than the name says",
      flavors: [{ name: "SCS-2V-4-20s", extraSpecs: { "scs:cpu-type": "dedicated-core", "scs:disk0-type": "nvme" } }],
    },
    {
      title: "any type of disk where the name says none",
      flavors: [{ name: "SCS-1V-4-10", vcpus: 1, disk: 10, extraSpecs: { "scs:disk0-type": "ssd" } }],
    },
    {
      title: "a name variant on a flavor of another scheme",
      flavors: [{ name: "m1.large", extraSpecs: { "scs:name-v7": "SCS-2V-4" } }],
    },
  ],
};

function unknownKey(flavor: Flavor, key: string): Problem {
  const near = key.toLowerCase().replaceAll("_", "-");
  const meant = near !== key && scsKeyOf(near) !== undefined ? near : undefined;
  const problem = {
    message: "the standard knows no such property",
    at: flavor.atSpecKey(key),
    seen: key,
    allowed: meant ?? "scs:name-vN (N from 1), scs:cpu-type, scs:diskN-type (N from 0)",
  };
  if (meant === undefined) return problem;
  const path = flavor.specPath(key);
  if (!flavor.mayHaveSpec(meant))
    return {
      ...problem,
      hint: `is ${meant} meant?`,
      fix: { title: `rename to ${meant}`, safe: false, edits: [{ op: "rename", path, key: meant }] },
    };
  return {
    ...problem,
    hint: `remove it: ${meant} is there`,
    fix: { title: `remove ${key}`, safe: false, edits: [{ op: "remove", path }] },
  };
}
