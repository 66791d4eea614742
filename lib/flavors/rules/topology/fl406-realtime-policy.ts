// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, pins } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

export const realtimePolicy: FlavorRule = {
  id: "FL406",
  name: "realtime-policy",
  scope: "flavor",
  severity: "error",
  what: "hw:cpu_realtime comes with pinned CPUs.",
  why: "Nova refuses every server with 400 RealtimeConfigurationInvalid.",
  sources: [`${hardware} numa_get_constraints`],
  fix: "suggested",
  *check(flavor) {
    const { realtime, effective, vcpuResources } = cpuDemandsOf(flavor);
    if (realtime !== true || pins(effective) !== false) return;
    yield {
      message: "realtime CPUs that are not pinned: no server boots",
      at: flavor.atSpecKey("hw:cpu_realtime"),
      seen: flavor.spec("hw:cpu_realtime"),
      allowed: "with hw:cpu_policy dedicated or mixed, or resources:PCPU",
      hint: "set hw:cpu_policy to dedicated, or remove hw:cpu_realtime",
      fix:
        vcpuResources === 0
          ? suggest("set hw:cpu_policy to dedicated", setSpec(flavor, "hw:cpu_policy", "dedicated"))
          : undefined,
    };
  },
  failing: [
    { title: "alone", flavors: [{ extraSpecs: { "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "^0" } }] },
    {
      title: "shared",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "shared", "hw:cpu_realtime": "true", "hw:cpu_realtime_mask": "^0" } }],
    },
  ],
  passing: [
    {
      title: "pinned",
      flavors: [
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "^0" } },
      ],
    },
    { title: "switched off", flavors: [{ extraSpecs: { "hw:cpu_realtime": "no" } }] },
  ],
};
