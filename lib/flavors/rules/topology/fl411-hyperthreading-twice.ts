// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, unknown } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

export const hyperthreadingTwice: FlavorRule = {
  id: "FL411",
  name: "hyperthreading-twice",
  scope: "flavor",
  severity: "error",
  what: "Either hw:cpu_thread_policy or trait:HW_CPU_HYPERTHREADING, not both.",
  why: "Nova refuses every server with 400 InvalidRequest, even if both mean the same.",
  sources: [`${hardware} numa_get_constraints`],
  *check(flavor) {
    const { threadPolicy, hyperthreading } = cpuDemandsOf(flavor);
    if (threadPolicy === undefined || threadPolicy === unknown || hyperthreading === undefined) return;
    yield {
      message: `${hyperthreading} and hw:cpu_thread_policy ${threadPolicy} both say how threads are used`,
      at: flavor.atSpecKey(hyperthreading),
      seen: flavor.spec(hyperthreading),
      hint: `remove ${hyperthreading}: hw:cpu_thread_policy asks for the trait itself`,
    };
  },
  failing: [
    {
      title: "both mean the same",
      flavors: [
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:cpu_thread_policy": "require",
            "trait:HW_CPU_HYPERTHREADING": "required",
          },
        },
      ],
    },
    {
      title: "in a numbered group",
      flavors: [
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:cpu_thread_policy": "prefer",
            "resources1:VGPU": "1",
            "trait1:HW_CPU_HYPERTHREADING": "forbidden",
          },
        },
      ],
    },
  ],
  passing: [
    {
      title: "the thread policy",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "isolate" } }],
    },
    {
      title: "the trait",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "trait:HW_CPU_HYPERTHREADING": "required" } }],
    },
  ],
};
