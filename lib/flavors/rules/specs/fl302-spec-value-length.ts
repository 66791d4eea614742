// SPDX-License-Identifier: Apache-2.0
import { Unresolved } from "../../definition.ts";
import type { FlavorRule } from "../../rule.ts";
import { longestValue, lookupSpec } from "../../specs/index.ts";
import { compactCpus } from "./cpu-ranges.ts";
import { valueFix } from "./keys.ts";

/** A list of 4096 CPUs one by one is no longer than this. */
const longestList = 20_000;

export const specValueLength: FlavorRule = {
  id: "FL302",
  name: "spec-value-length",
  scope: "flavor",
  severity: "error",
  what: "The value of an extra spec is text or a number, and has at most 255 characters.",
  why: "Nova's schema refuses the request with 400 at every microversion. A list of single CPUs is soon too long; ranges are short.",
  sources: ["nova/api/openstack/compute/schemas/flavors_extraspecs.py", "nova/api/validation/parameter_types.py"],
  fix: "suggested",
  *check(flavor, { release }) {
    for (const { key, value } of flavor.definition.specs) {
      if (value instanceof Unresolved || typeof value === "number") continue;
      const at = flavor.atSpec(key);
      if (typeof value !== "string") {
        const text = typeof value === "boolean" ? String(value) : undefined;
        yield {
          message: `value of ${key} is no text`,
          at,
          seen: value === null ? "null" : Array.isArray(value) ? "a list" : typeof value,
          allowed: "text or a number",
          ...(text === undefined ? {} : { hint: `write "${text}" in quotes`, fix: valueFix(flavor, key, text, false) }),
        };
        continue;
      }
      const length = lengthOf(value);
      if (length <= longestValue) continue;
      const found = lookupSpec(key, release);
      const isCpus = found.kind === "known" && found.rule.type === "pattern" && found.rule.pattern === "cpus";
      const ranges = isCpus && value.length <= longestList ? compactCpus(value) : undefined;
      yield {
        message: `value of ${key} is too long`,
        at,
        seen: `${length} characters`,
        allowed: `at most ${longestValue}`,
        ...(ranges === undefined || ranges.length > longestValue
          ? {}
          : { hint: "write ranges, such as 0-3, for single CPUs", fix: valueFix(flavor, key, ranges, false) }),
      };
    }
  },
  failing: [
    {
      title: "every CPU by itself",
      flavors: [
        {
          vcpus: 128,
          extraSpecs: { "hw:numa_nodes": "1", "hw:numa_cpus.0": Array.from({ length: 128 }, (_, n) => n).join(",") },
        },
      ],
    },
    { title: "a boolean of YAML", flavors: [{ extraSpecs: { "hw:boot_menu": true } }] },
    { title: "a list", flavors: [{ extraSpecs: { "pci_passthrough:alias": ["gpu:1"] } }] },
  ],
  passing: [
    { title: "a number: Nova makes text of it", flavors: [{ extraSpecs: { "quota:cpu_shares": 2048 } }] },
    { title: "255 characters", flavors: [{ extraSpecs: { "vmware:storage_policy": "x".repeat(255) } }] },
  ],
};

/** Characters as Python counts them. */
function lengthOf(text: string): number {
  // Only a text with that many units can be too long.
  if (text.length <= longestValue) return text.length;
  let pairs = 0;
  for (let at = 0; at < text.length; at++) if ((text.codePointAt(at) ?? 0) > 0xffff) pairs++;
  return text.length - pairs;
}
