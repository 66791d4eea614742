// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { lookupSpec, novaOf, oldReader, suggestKey } from "../../specs/index.ts";
import { keysOf, renameFix } from "./keys.ts";

export const specUnknown: FlavorRule = {
  id: "FL303",
  name: "spec-unknown",
  scope: "flavor",
  severity: "error",
  what: "A key in one of Nova's namespaces is one that Nova's validators know.",
  why: "From microversion 2.86 on Nova refuses it with 400; before, it stores it and nobody reads it. Keys of other releases are FL310, those that are read all the same FL312, names of traits and resource classes FL433 and FL432.",
  sources: ["nova/api/validation/extra_specs/validators.py"],
  fix: "suggested",
  *check(flavor, { release }) {
    for (const key of keysOf(flavor)) {
      const found = lookupSpec(key, release);
      if (found.kind !== "unknown-key" || found.elsewhere !== undefined) continue;
      if (isOfPlacement(key, found.group) || oldReader(key, release) !== undefined) continue;
      const meant = suggestKey(key, release);
      const fix = meant === undefined ? undefined : renameFix(flavor, key, meant, false);
      yield {
        message: `${novaOf(release)} knows no extra spec ${key}`,
        at: flavor.atSpecKey(key),
        seen: key,
        ...(meant === undefined ? {} : { allowed: meant, hint: hintOf(key, meant) }),
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  failing: [
    { title: "a letter is missing", flavors: [{ extraSpecs: { "hw:cpu_polcy": "dedicated" } }] },
    {
      title: "burst limits are of Cinder's QoS, not of flavors",
      flavors: [{ extraSpecs: { "quota:disk_write_iops_sec": "500", "quota:disk_write_iops_sec_max": "1000" } }],
    },
    { title: "a custom resource class in small letters", flavors: [{ extraSpecs: { "resources:CUSTOM_fpga": "1" } }] },
    { title: "keys are case-sensitive", flavors: [{ extraSpecs: { "hw:CPU_policy": "dedicated" } }] },
  ],
  passing: [
    { title: "keys of Nova", flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:numa_mem.0": "4096" } }] },
    { title: "any key of an aggregate", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }] },
    { title: "a nested capability", flavors: [{ extraSpecs: { "capabilities:cpu_info:topology:cores": ">= 4" } }] },
    { title: "a namespace that Nova does not know", flavors: [{ extraSpecs: { "acme:tier": "gold" } }] },
  ],
};

/** FL432 and FL433 know more of names of resource classes and traits; a custom class in small letters is neither's. */
function isOfPlacement(key: string, group: string | undefined): boolean {
  return group !== undefined && !/^resources[^:]*:CUSTOM_/.test(key);
}

function hintOf(key: string, meant: string): string {
  return key.startsWith("quota:disk_") && key.startsWith(meant)
    ? `Nova has no ${key.slice(meant.length)} for flavors; only ${meant} limits`
    : `did you mean ${meant}?`;
}
