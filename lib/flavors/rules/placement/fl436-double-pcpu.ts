// SPDX-License-Identifier: Apache-2.0
import { isAsked, requestGroups } from "../../placement/groups.ts";
import type { FlavorRule } from "../../rule.ts";

export const doublePcpu: FlavorRule = {
  id: "FL436",
  name: "double-pcpu",
  scope: "flavor",
  severity: "error",
  what: "PCPU is not asked for in a group with letters in its suffix beside hw:cpu_policy=dedicated or mixed.",
  why: "The policy asks for PCPUs by itself, and Nova's check for the conflict knows numbered groups only: the pinned CPUs are taken twice.",
  sources: ["nova/virt/hardware.py, numa_get_constraints", "nova/scheduler/utils.py, _translate_pinning_policies"],
  fix: "suggested",
  *check(flavor) {
    const policy = flavor.spec("hw:cpu_policy");
    if (policy !== "dedicated" && policy !== "mixed") return;
    for (const { suffix, resources } of requestGroups(flavor)) {
      // Numbers, or no suffix: Nova refuses that itself (FL409).
      if (/^[0-9]*$/.test(suffix)) continue;
      for (const { key } of resources.filter((one) => one.name === "PCPU" && isAsked(one))) {
        yield {
          message: `group ${suffix} asks for PCPUs a second time, hw:cpu_policy=${policy} does already`,
          at: flavor.atSpecKey(key),
          seen: key,
          hint: `remove ${key}, or hw:cpu_policy`,
          fix: { title: `remove ${key}`, safe: false, edits: [{ op: "remove", path: flavor.specPath(key) }] },
        };
      }
    }
  },
  failing: [
    { title: "dedicated", flavors: [{ extraSpecs: { "resources_A:PCPU": "2", "hw:cpu_policy": "dedicated" } }] },
    {
      title: "mixed, a group with letters and digits",
      flavors: [{ extraSpecs: { "resources1a:PCPU": "1", "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0" } }],
    },
  ],
  passing: [
    { title: "the policy alone", flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated" } }] },
    { title: "the resource alone", flavors: [{ extraSpecs: { "resources_A:PCPU": "2" } }] },
    {
      title: "zero asks for nothing",
      flavors: [{ extraSpecs: { "resources_A:PCPU": "0", "hw:cpu_policy": "dedicated" } }],
    },
  ],
};
