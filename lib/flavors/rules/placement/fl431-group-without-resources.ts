// SPDX-License-Identifier: Apache-2.0
import { isAsked, requestGroups } from "../../placement/groups.ts";
import type { FlavorRule } from "../../rule.ts";

export const groupWithoutResources: FlavorRule = {
  id: "FL431",
  name: "group-without-resources",
  scope: "flavor",
  severity: "error",
  what: "A suffixed group that names traits asks for resources too.",
  why: "Placement refuses a group of traits alone with 400, so no host is ever found. A slip like traits:X makes such a group, called s.",
  sources: ["placement/util.py, normalize_resources_qs_param", "placement/lib.py, RequestGroup"],
  fix: "suggested",
  *check(flavor) {
    // What is not known may be the resources.
    if (flavor.specsOpen) return;
    for (const { suffix, resources, traits } of requestGroups(flavor)) {
      if (suffix === "" || resources.some(isAsked)) continue;
      // A value that is not known may be a resource.
      if (flavor.definition.specs.some(({ key }) => key.startsWith(`resources${suffix}:`) && !flavor.specs.has(key)))
        continue;
      for (const { key, name, value } of traits) {
        if (value !== "required" && value !== "forbidden") continue;
        yield {
          message: `group ${suffix} has traits and no resources`,
          at: flavor.atSpecKey(key),
          seen: key,
          allowed: `trait:${name} for the whole flavor, or resources${suffix}:<class> beside it`,
          hint: `write trait:${name} if the host as a whole should have the trait`,
          fix: {
            title: `rename to trait:${name}`,
            safe: false,
            edits: [{ op: "rename", path: flavor.specPath(key), key: `trait:${name}` }],
          },
        };
      }
    }
  },
  failing: [
    { title: "a slip makes the group s", flavors: [{ extraSpecs: { "traits:HW_CPU_X86_AVX2": "required" } }] },
    {
      title: "the resources of the group are zero",
      flavors: [{ extraSpecs: { "resources1:VGPU": "0", "trait1:CUSTOM_A100": "required" } }],
    },
  ],
  passing: [
    { title: "a trait of the host", flavors: [{ extraSpecs: { "trait:HW_CPU_X86_AVX2": "required" } }] },
    {
      title: "a trait of the group's provider",
      flavors: [{ extraSpecs: { "resources1:VGPU": "1", "trait1:CUSTOM_A100": "required" } }],
    },
  ],
};
