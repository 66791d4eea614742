// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { longestKey, lookupSpec } from "../../specs/index.ts";
import { keysOf } from "./keys.ts";

const told = {
  empty: "the key of an extra spec is empty",
  length: "the key of an extra spec is too long",
  characters: "the key of an extra spec has characters that Nova refuses",
} as const;

export const specKeyChars: FlavorRule = {
  id: "FL301",
  name: "spec-key-chars",
  scope: "flavor",
  severity: "error",
  what: "The key of an extra spec has 1 to 255 ASCII letters, digits, hyphens, underscores, colons, points and blanks.",
  why: "Nova's schema refuses the request with 400 at every microversion, and with it all other extra specs of the same request.",
  sources: ["nova/api/openstack/compute/schemas/flavors_extraspecs.py", "nova/api/validation/parameter_types.py"],
  *check(flavor, { release }) {
    for (const key of keysOf(flavor)) {
      const found = lookupSpec(key, release);
      if (found.kind !== "refused") continue;
      yield {
        message: told[found.reason],
        at: flavor.atSpecKey(key),
        seen: found.reason === "length" ? `${key.length} characters` : key,
        allowed: `1 to ${longestKey} of a-z A-Z 0-9 - _ : . and blank`,
      };
    }
  },
  failing: [
    { title: "a slash for the colon", flavors: [{ extraSpecs: { "hw/cpu_policy": "dedicated" } }] },
    { title: "a typographic hyphen", flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ssd‑pool": "true" } }] },
    { title: "256 characters", flavors: [{ extraSpecs: { [`capabilities:${"x".repeat(243)}`]: "1" } }] },
  ],
  passing: [
    { title: "a key of Nova", flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated" } }] },
    {
      title: "points, hyphens and blanks",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:rack-1.row 2_a": "true" } }],
    },
  ],
};
