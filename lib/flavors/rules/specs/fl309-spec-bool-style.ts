// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { lookupSpec, strictBool } from "../../specs/index.ts";
import { valueFix, valuesOf } from "./keys.ts";

export const specBoolStyle: FlavorRule = {
  id: "FL309",
  name: "spec-bool-style",
  scope: "flavor",
  severity: "info",
  what: "A boolean is written true or false.",
  why: "Nova takes twelve words in any case, and tools that compare extra specs as text see a difference where there is none.",
  sources: ["nova/api/validation/extra_specs/base.py", "oslo_utils/strutils.py bool_from_string"],
  fix: "safe",
  *check(flavor, { release }) {
    for (const [key, value] of valuesOf(flavor)) {
      const found = lookupSpec(key, release);
      if (found.kind !== "known" || found.rule.type !== "bool") continue;
      const meant = strictBool(value);
      if (meant === undefined || value === String(meant)) continue;
      yield {
        message: `value of ${key} is a boolean in another spelling`,
        at: flavor.atSpec(key),
        seen: value,
        allowed: String(meant),
        fix: valueFix(flavor, key, String(meant), true),
      };
    }
  },
  failing: [
    { title: "a letter", flavors: [{ extraSpecs: { "hw:boot_menu": "y" } }] },
    { title: "as Python writes it", flavors: [{ extraSpecs: { "hw_rng:allowed": "True" } }] },
  ],
  passing: [
    { title: "true and false", flavors: [{ extraSpecs: { "hw:boot_menu": "true", "hw_rng:allowed": "false" } }] },
    { title: "no boolean for Nova", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "True" } }] },
  ],
};
