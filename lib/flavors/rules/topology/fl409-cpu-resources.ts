// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, resourceKeys, unknown } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

export const cpuResources: FlavorRule = {
  id: "FL409",
  name: "cpu-resources",
  scope: "flavor",
  severity: "error",
  what: "CPUs are asked for in one way: hw:cpu_policy, resources:PCPU or resources:VCPU.",
  why: "Two of them at once contradict each other, and Nova refuses every server with 400 InvalidRequest. An amount of 0 does not count.",
  sources: [`${hardware} numa_get_constraints`],
  *check(flavor) {
    const { policy, vcpuResources, pcpuResources } = cpuDemandsOf(flavor);
    // A sum of 0 is "not asked" to Nova, even if it is made of 1 and -1.
    const asked = (["VCPU", "PCPU"] as const).filter((name) => {
      const sum = name === "VCPU" ? vcpuResources : pcpuResources;
      return sum !== unknown && sum !== 0;
    });
    const [first, second] = asked;
    if (first === undefined) return;
    const key = resourceKeys(flavor, first)[0];
    if (key === undefined) return;
    const at = flavor.atSpecKey(key);
    const seen = flavor.spec(key);
    if (policy !== undefined && policy !== unknown)
      yield {
        message: `${key} and hw:cpu_policy ${policy} both say what CPUs the server gets`,
        at,
        seen,
        hint: `remove ${key}: hw:cpu_policy asks for the right resources itself`,
      };
    if (second !== undefined)
      yield {
        message: `${key} and ${resourceKeys(flavor, second)[0]} ask for shared and for pinned CPUs`,
        at,
        seen,
        hint: "keep one of them; for some CPUs of each kind set hw:cpu_policy to mixed",
      };
  },
  failing: [
    {
      title: "a policy and a resource class",
      flavors: [{ vcpus: 2, extraSpecs: { "hw:cpu_policy": "dedicated", "resources:PCPU": "2" } }],
    },
    {
      title: "shared and pinned",
      flavors: [{ vcpus: 2, extraSpecs: { "resources:VCPU": "1", "resources1:PCPU": "2" } }],
    },
  ],
  passing: [
    { title: "the resource class alone", flavors: [{ vcpus: 2, extraSpecs: { "resources:PCPU": "2" } }] },
    {
      title: "bare metal: no CPUs to count",
      flavors: [{ extraSpecs: { "resources:VCPU": "0", "hw:cpu_policy": "dedicated" } }],
    },
  ],
};
