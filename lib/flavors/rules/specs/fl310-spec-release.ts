// SPDX-License-Identifier: Apache-2.0
import { oldestRelease, type Release, releaseName } from "../../release.ts";
import type { FlavorRule } from "../../rule.ts";
import { lookupSpec, misnamed, novaOf, oldReader } from "../../specs/index.ts";
import type { SpecRow } from "../../tables/row.ts";
import { keysOf, renameFix } from "./keys.ts";

export const specRelease: FlavorRule = {
  id: "FL310",
  name: "spec-release",
  scope: "flavor",
  severity: "error",
  what: "The target release has the extra spec: it is neither from a later one nor removed.",
  why: "From microversion 2.86 on Nova refuses it with 400; before, it is stored and nobody reads it. A warning when Nova forgot the whole namespace: then it takes the key unread.",
  sources: ["nova/api/validation/extra_specs/hw.py", "nova/api/validation/extra_specs/os.py", "os-traits"],
  fix: "suggested",
  *check(flavor, { release }) {
    for (const key of keysOf(flavor)) {
      const found = lookupSpec(key, release);
      if (found.kind !== "unknown-key" && found.kind !== "unknown-namespace") continue;
      if (found.elsewhere === undefined || oldReader(key, release) !== undefined) continue;
      const meant = misnamed(key);
      const fix = meant === undefined ? undefined : renameFix(flavor, key, meant, false);
      yield {
        message: `${novaOf(release)} has no ${key}: ${whenOf(found.elsewhere, release)}`,
        at: flavor.atSpecKey(key),
        seen: key,
        severity: found.kind === "unknown-namespace" ? "warning" : "error",
        hint: meant === undefined ? "remove it, or change the target release" : `nobody ever read it; write ${meant}`,
        ...(fix === undefined ? {} : { fix }),
      };
    }
  },
  failing: [
    { title: "too new", flavors: [{ extraSpecs: { "hw:locked_memory": "true" } }], options: { release: "yoga" } },
    {
      title: "removed with its driver",
      flavors: [{ extraSpecs: { "os:monitors": "2" } }],
      options: { release: "2024.1" },
    },
    { title: "removed with its namespace", flavors: [{ extraSpecs: { "powervm:uncapped": "true" } }] },
    {
      title: "a trait that is too new",
      flavors: [{ extraSpecs: { "trait:COMPUTE_REMOTE_MANAGED_PORTS": "required" } }],
      options: { release: "xena" },
    },
  ],
  passing: [
    {
      title: "in its first release",
      flavors: [{ extraSpecs: { "hw:locked_memory": "true", "hw:mem_page_size": "large" } }],
      options: { release: "zed" },
    },
    { title: "in its last release", flavors: [{ extraSpecs: { "os:monitors": "2" } }], options: { release: "2023.2" } },
  ],
};

/** A row that does not hold is either over or not there yet. */
function whenOf({ since = oldestRelease, removed = Infinity }: SpecRow, release: Release): string {
  return removed <= release ? `it was removed in ${releaseName(removed)}` : `it came with ${releaseName(since)}`;
}
