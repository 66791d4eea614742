// SPDX-License-Identifier: Apache-2.0
import type { Severity } from "../../../model/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { aggregateFilter, lookupSpec, type NearMiss, nearMiss } from "../../specs/index.ts";
import { keysOf, renameFix } from "./keys.ts";

export const namespaceNearMiss: FlavorRule = {
  id: "FL304",
  name: "namespace-near-miss",
  scope: "flavor",
  severity: "warning",
  what: "A key that Nova takes unread does not look like one of Nova's: another case, one or two letters, a point or underscore for the colon, an accidental group.",
  why: "Nova takes unknown namespaces in every release and reads them in none: the throttle, the pool or the pinning is not there, and nothing says so. `traits:X` is trait X of a group called s, which placement refuses when the group asks for nothing.",
  sources: ["nova/api/validation/extra_specs/validators.py", "nova/scheduler/utils.py"],
  fix: "suggested",
  *check(flavor, { release, settings }) {
    for (const key of keysOf(flavor)) {
      const miss = nearMiss(key, release);
      if (miss === undefined || settings.allowUnscoped.includes(key)) continue;
      const found = lookupSpec(key, release);
      if (found.kind === "unknown-namespace" && settings.allowNamespaces.includes(found.namespace)) continue;
      const fix = renameFix(flavor, key, miss.key, false);
      const unscoped = found.kind === "unscoped" && settings.schedulerFilters.includes(aggregateFilter);
      yield {
        message: messageOf(key, miss),
        at: flavor.atSpecKey(key),
        seen: key,
        allowed: miss.key,
        hint: `did you mean ${miss.key}?`,
        severity: miss.how === "group" ? severityOf(flavor, key) : unscoped ? "error" : "warning",
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  failing: [
    { title: "a letter is missing", flavors: [{ extraSpecs: { "aggregate_instance_extra_spec:ceph": "true" } }] },
    { title: "another case", flavors: [{ extraSpecs: { "HW:cpu_policy": "dedicated" } }] },
    { title: "an underscore, as in image properties", flavors: [{ extraSpecs: { hw_cpu_policy: "dedicated" } }] },
    { title: "two letters changed places", flavors: [{ extraSpecs: { "qutoa:cpu_shares": "2048" } }] },
    { title: "a group called s", flavors: [{ extraSpecs: { "traits:HW_CPU_X86_AVX2": "required" } }] },
  ],
  passing: [
    { title: "a vendor's namespace", flavors: [{ extraSpecs: { "ecs:performancetype": "normal" } }] },
    {
      title: "groups that were meant",
      flavors: [{ extraSpecs: { "resources_SRIOV:CUSTOM_VF": "1", "trait_SRIOV:CUSTOM_FAST": "required" } }],
    },
    {
      title: "a namespace that the house uses",
      flavors: [{ extraSpecs: { "quotas:team": "a" } }],
      options: { settings: { allowNamespaces: ["quotas"] } },
    },
  ],
};

function messageOf(key: string, miss: NearMiss): string {
  if (miss.how === "group") return `${key} is in a group called s, not in ${miss.namespace}`;
  if (miss.how === "separator") return `nobody reads ${key}: a colon ends the namespace ${miss.namespace}`;
  return `nobody reads ${key}: ${miss.how === "case" ? "namespaces are case-sensitive" : `the namespace is ${miss.namespace}`}`;
}

/** A group with traits and no resources is refused by placement; one with resources works, under a name nobody meant. */
function severityOf(flavor: Flavor, key: string): Severity {
  const [prefix = ""] = key.split(":", 1);
  if (!prefix.startsWith("trait")) return "warning";
  const other = `resources${prefix.slice("trait".length)}:`;
  return [...keysOf(flavor)].some((each) => each.startsWith(other)) ? "warning" : "error";
}
