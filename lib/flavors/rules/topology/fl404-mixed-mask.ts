// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, unknown } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

export const mixedMask: FlavorRule = {
  id: "FL404",
  name: "mixed-mask",
  scope: "flavor",
  severity: "error",
  what: "hw:cpu_policy=mixed says which CPUs are pinned: by hw:cpu_dedicated_mask or by realtime, not by both.",
  why: "Nova refuses every server with 400 RequiredMixedOrRealtimeCPUMask. A realtime mask counts only while hw:cpu_realtime is on.",
  sources: [`${hardware} numa_get_constraints`],
  *check(flavor) {
    const { effective, dedicatedMask, realtime } = cpuDemandsOf(flavor);
    if (effective !== "mixed" || dedicatedMask === unknown || realtime === unknown) return;
    const masked = dedicatedMask !== undefined;
    if (masked !== realtime) return;
    yield masked
      ? {
          message: "mixed CPUs with a dedicated mask and with realtime: one of them says which CPUs are pinned",
          at: flavor.atSpecKey("hw:cpu_dedicated_mask"),
          seen: flavor.spec("hw:cpu_dedicated_mask"),
          hint: "remove hw:cpu_dedicated_mask, the realtime CPUs are the pinned ones, or hw:cpu_realtime",
        }
      : {
          message: "mixed CPUs and nothing says which of them are pinned",
          at: flavor.atSpec("hw:cpu_policy"),
          seen: "mixed",
          hint: "add hw:cpu_dedicated_mask, or hw:cpu_realtime=yes with hw:cpu_realtime_mask",
        };
  },
  failing: [
    { title: "no mask", flavors: [{ extraSpecs: { "hw:cpu_policy": "mixed" } }] },
    {
      title: "two masks",
      flavors: [
        {
          vcpus: 4,
          extraSpecs: {
            "hw:cpu_policy": "mixed",
            "hw:cpu_dedicated_mask": "0-1",
            "hw:cpu_realtime": "yes",
            "hw:cpu_realtime_mask": "^0",
          },
        },
      ],
    },
    {
      title: "a realtime mask without realtime",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_realtime_mask": "^0" } }],
    },
  ],
  passing: [
    {
      title: "a dedicated mask",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "^0" } }],
    },
    {
      title: "realtime",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "^0" } }],
    },
  ],
};
