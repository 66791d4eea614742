// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { allCpus, beyond, cpuDemandsOf, formatCpuSet, isBad, subtract, unknown } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

const key = "hw:cpu_dedicated_mask";

export const maskBounds: FlavorRule = {
  id: "FL405",
  name: "mask-bounds",
  scope: "flavor",
  severity: "error",
  what: "hw:cpu_dedicated_mask leaves at least one pinned and one shared CPU and names no CPU that the flavor has not got.",
  why: "Nova refuses every server with 400 InvalidMixedInstanceDedicatedMask.",
  sources: [`${hardware} get_dedicated_cpu_constraint`],
  *check(flavor) {
    const { dedicatedMask: mask } = cpuDemandsOf(flavor);
    const { vcpus } = flavor;
    if (mask === undefined || mask === unknown || isBad(mask) || vcpus === undefined) return;
    const outside = beyond(mask, vcpus);
    const message =
      outside.length > 0
        ? `the mask names CPU ${formatCpuSet(outside)}, which the flavor has not got`
        : mask.length === 0
          ? "the mask pins no CPU"
          : subtract(allCpus(vcpus), mask).length === 0
            ? "the mask leaves no shared CPU"
            : undefined;
    if (message === undefined) return;
    yield {
      message,
      at: flavor.atSpec(key),
      seen: flavor.spec(key),
      allowed: vcpus > 1 ? `some, not all, of CPU 0-${vcpus - 1}` : "nothing: the flavor has one CPU",
      hint: "a caret in front means all CPUs but those",
    };
  },
  failing: [
    { title: "every CPU", flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", [key]: "0-3" } }] },
    { title: "counted from 1", flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", [key]: "3-4" } }] },
    { title: "none", flavors: [{ vcpus: 2, extraSpecs: { "hw:cpu_policy": "mixed", [key]: "^0-1" } }] },
  ],
  passing: [
    { title: "half", flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", [key]: "2-3" } }] },
    { title: "all but the first", flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", [key]: "^0" } }] },
  ],
};
