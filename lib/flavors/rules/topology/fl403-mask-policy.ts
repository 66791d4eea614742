// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, read, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:cpu_dedicated_mask";

export const maskPolicy: FlavorRule = {
  id: "FL403",
  name: "mask-policy",
  scope: "flavor",
  severity: "error",
  what: "hw:cpu_dedicated_mask comes with hw:cpu_policy=mixed.",
  why: "With any other policy, or none, Nova refuses every server with 400 RequiredMixedInstancePolicy.",
  sources: [`${hardware} numa_get_constraints`],
  fix: "suggested",
  *check(flavor) {
    const { policy, effective, pcpuResources, vcpuResources } = cpuDemandsOf(flavor);
    const mask = read(flavor, key);
    if (mask === undefined || mask === unknown || effective === unknown || effective === "mixed") return;
    yield {
      message: `${key} with ${policy === unknown || policy === undefined ? "no CPU policy" : `the CPU policy ${policy}`}: only mixed has a mask`,
      at: flavor.atSpecKey(key),
      seen: mask,
      allowed: "with hw:cpu_policy mixed",
      hint: `set hw:cpu_policy to mixed, or remove ${key}`,
      fix:
        pcpuResources === 0 && vcpuResources === 0
          ? suggest("set hw:cpu_policy to mixed", setSpec(flavor, "hw:cpu_policy", "mixed"))
          : undefined,
    };
  },
  failing: [
    { title: "all CPUs are dedicated anyway", flavors: [{ extraSpecs: { [key]: "0", "hw:cpu_policy": "dedicated" } }] },
    { title: "no policy", flavors: [{ extraSpecs: { [key]: "^0" } }] },
  ],
  passing: [
    { title: "mixed", flavors: [{ extraSpecs: { [key]: "1", "hw:cpu_policy": "mixed" } }] },
    { title: "dedicated without a mask", flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated" } }] },
  ],
};
