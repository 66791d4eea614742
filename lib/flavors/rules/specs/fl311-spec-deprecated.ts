// SPDX-License-Identifier: Apache-2.0
import { releaseName } from "../../release.ts";
import type { FlavorRule } from "../../rule.ts";
import { lookupSpec, misnamed, pointRelease } from "../../specs/index.ts";
import { keysOf, renameFix } from "./keys.ts";

const old = "hide_hypervisor_id";
const replacement = "hw:hide_hypervisor_id";
/** Victoria deprecated the old key. */
const deprecatedSince = 22;

export const specDeprecated: FlavorRule = {
  id: "FL311",
  name: "spec-deprecated",
  scope: "flavor",
  severity: "warning",
  what: "hide_hypervisor_id is written with its namespace; hw:max_cpu_*, which Nova takes and never read, is not used.",
  why: "The key without a namespace is deprecated and collides with the AggregateInstanceExtraSpecsFilter. The validators had the names hw:max_cpu_* by mistake: the limits that Nova reads are hw:cpu_max_*.",
  sources: ["nova/api/validation/extra_specs/null.py", "nova/virt/hardware.py", "nova commit 4119634bf1"],
  fix: "safe",
  *check(flavor, { release }) {
    for (const key of keysOf(flavor)) {
      if (lookupSpec(key, release).kind !== "known") continue;
      const meant = misnamed(key);
      if (key === old && release >= deprecatedSince) {
        const fix = renameFix(flavor, key, replacement, true);
        yield {
          message: `${key} is deprecated since ${releaseName(deprecatedSince)}`,
          at: flavor.atSpecKey(key),
          seen: key,
          allowed: replacement,
          hint: fix === undefined ? `remove it: ${replacement} is there` : `write ${replacement}`,
          ...(fix === undefined ? {} : { fix }),
        };
      } else if (meant !== undefined) {
        // Not safe: the limit was not there before.
        const fix = renameFix(flavor, key, meant, false);
        const point = pointRelease(meant, release);
        yield {
          message: `Nova takes ${key} and reads it nowhere`,
          at: flavor.atSpecKey(key),
          seen: key,
          allowed: meant,
          hint: `write ${meant}, ${
            point === undefined
              ? "which this release takes below microversion 2.86 only"
              : `which the validators know since ${point}; they refuse the old name since then`
          }`,
          ...(fix === undefined ? {} : { fix }),
        };
      }
    }
  },
  failing: [
    { title: "without the namespace", flavors: [{ extraSpecs: { hide_hypervisor_id: "true" } }] },
    {
      title: "limits that nobody reads",
      flavors: [{ extraSpecs: { "hw:max_cpu_sockets": "2" } }],
      options: { release: "2024.1" },
    },
  ],
  passing: [
    { title: "with the namespace", flavors: [{ extraSpecs: { "hw:hide_hypervisor_id": "true" } }] },
    {
      title: "before the replacement came",
      flavors: [{ extraSpecs: { hide_hypervisor_id: "true" } }],
      options: { release: "ussuri" },
    },
    { title: "the limits that Nova reads", flavors: [{ extraSpecs: { "hw:cpu_max_sockets": "2" } }] },
  ],
};
