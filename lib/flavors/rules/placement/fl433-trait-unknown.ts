// SPDX-License-Identifier: Apache-2.0
import { requestGroups } from "../../placement/groups.ts";
import { newestRelease } from "../../release.ts";
import type { FlavorRule } from "../../rule.ts";
import { isCustom, knowsTrait, nearest, traitsOf } from "../../specs/index.ts";

export const traitUnknown: FlavorRule = {
  id: "FL433",
  name: "trait-unknown",
  scope: "flavor",
  severity: "error",
  what: "Traits are standard ones of os-traits, or CUSTOM_ and capital letters, digits and _.",
  why: "Placement answers 400 to a trait that it does not know, so no host is ever found.",
  sources: ["os-traits", "placement/handlers/allocation_candidate.py"],
  fix: "suggested",
  *check(flavor) {
    for (const { suffix, traits } of requestGroups(flavor)) {
      for (const { key, name } of traits) {
        // A trait that is newer than the target release is FL310's.
        if (knowsTrait(name, newestRelease)) continue;
        const near = nearestTrait(name);
        const right = `trait${suffix}:${near ?? ""}`;
        yield {
          message: `no trait ${name}`,
          at: flavor.atSpecKey(key),
          seen: name,
          allowed: "a trait of os-traits, or CUSTOM_ and capital letters, digits and _",
          ...(near === undefined
            ? {}
            : {
                hint: `did you mean ${right}?`,
                fix: {
                  title: `rename to ${right}`,
                  safe: false,
                  edits: [{ op: "rename", path: flavor.specPath(key), key: right }],
                },
              }),
        };
      }
    }
  },
  failing: [
    { title: "the last part only", flavors: [{ extraSpecs: { "trait:AVX2": "required" } }] },
    { title: "lower case", flavors: [{ extraSpecs: { "trait:hw_cpu_x86_avx2": "required" } }] },
    {
      title: "a custom trait with a small letter",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "trait1:CUSTOM_A100x": "required" } }],
    },
  ],
  passing: [
    { title: "a standard trait", flavors: [{ extraSpecs: { "trait:HW_CPU_X86_AVX2": "forbidden" } }] },
    { title: "a custom trait", flavors: [{ extraSpecs: { "trait:CUSTOM_RACK_12": "required" } }] },
  ],
};

/** By its last part, by its letters, or by a slip of the finger. */
function nearestTrait(name: string): string | undefined {
  if (name.length > 255) return undefined;
  const capital = name.toUpperCase();
  if (isCustom(capital)) return capital;
  const known = traitsOf(newestRelease);
  const ends = known.filter((trait) => trait === capital || trait.endsWith(`_${capital}`));
  return ends[0] ?? nearest(capital, known);
}
