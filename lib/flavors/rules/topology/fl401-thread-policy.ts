// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, pins, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

export const threadPolicy: FlavorRule = {
  id: "FL401",
  name: "thread-policy",
  scope: "flavor",
  severity: "error",
  what: "hw:cpu_thread_policy and trait:HW_CPU_HYPERTHREADING come with pinned CPUs.",
  why: "Nova accepts the flavor and then refuses every server with 400 CPUThreadPolicyConfigurationInvalid, even for `prefer`, unless the image asks for pinning.",
  sources: [`${hardware} numa_get_constraints`],
  fix: "suggested",
  *check(flavor) {
    const { threadPolicy, hyperthreading, effective, vcpuResources } = cpuDemandsOf(flavor);
    if (pins(effective) !== false) return;
    const key =
      threadPolicy === undefined || threadPolicy === unknown ? hyperthreading : ("hw:cpu_thread_policy" as const);
    if (key === undefined) return;
    // Beside resources:VCPU a policy would be the next conflict.
    const fixable = vcpuResources === 0;
    yield {
      message: `${key} without pinned CPUs: no server boots`,
      at: flavor.atSpecKey(key),
      seen: flavor.spec(key),
      allowed: "with hw:cpu_policy dedicated or mixed, or resources:PCPU",
      hint: `set hw:cpu_policy to dedicated, or remove ${key}`,
      fix: fixable
        ? suggest("set hw:cpu_policy to dedicated", setSpec(flavor, "hw:cpu_policy", "dedicated"))
        : undefined,
    };
  },
  failing: [
    { title: "a thread policy alone", flavors: [{ extraSpecs: { "hw:cpu_thread_policy": "require" } }] },
    {
      title: "shared CPUs and the default thread policy",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "shared", "hw:cpu_thread_policy": "prefer" } }],
    },
    { title: "the trait alone", flavors: [{ extraSpecs: { "trait:HW_CPU_HYPERTHREADING": "forbidden" } }] },
  ],
  passing: [
    {
      title: "pinned",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "require" } }],
    },
    {
      title: "pinned by the resource class",
      flavors: [{ vcpus: 2, extraSpecs: { "resources:PCPU": "2", "trait:HW_CPU_HYPERTHREADING": "required" } }],
    },
  ],
};
