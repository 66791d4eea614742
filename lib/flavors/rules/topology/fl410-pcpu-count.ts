// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, resourceKeys, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

export const pcpuCount: FlavorRule = {
  id: "FL410",
  name: "pcpu-count",
  scope: "flavor",
  severity: "error",
  what: "resources:PCPU is the number of vCPUs, and one more with hw:emulator_threads_policy=isolate.",
  why: "Nova refuses every server with 400 InvalidRequest when the pinned CPUs are not as many as the flavor's.",
  sources: [`${hardware} numa_get_constraints`],
  fix: "suggested",
  *check(flavor) {
    const { pcpuResources: sum, emulator } = cpuDemandsOf(flavor);
    const { vcpus } = flavor;
    if (sum === unknown || sum === 0 || emulator === unknown || vcpus === undefined) return;
    const right = emulator === "isolate" ? vcpus + 1 : vcpus;
    const keys = resourceKeys(flavor, "PCPU");
    const key = keys[0];
    if (sum === right || key === undefined) return;
    yield {
      message: `${sum} PCPU for ${vcpus} vCPUs${emulator === "isolate" ? " and isolated emulator threads" : ""}`,
      at: flavor.atSpec(key),
      seen: flavor.spec(key),
      allowed: String(right),
      hint: keys.length === 1 ? `set ${key} to ${right}` : `let ${keys.join(", ")} sum up to ${right}`,
      fix: keys.length === 1 ? suggest(`set ${key} to ${right}`, setSpec(flavor, key, String(right))) : undefined,
    };
  },
  failing: [
    { title: "half of the CPUs", flavors: [{ vcpus: 4, extraSpecs: { "resources:PCPU": "2" } }] },
    {
      title: "none for the emulator",
      flavors: [{ vcpus: 4, extraSpecs: { "resources:PCPU": "4", "hw:emulator_threads_policy": "isolate" } }],
    },
  ],
  passing: [
    { title: "as many", flavors: [{ vcpus: 4, extraSpecs: { "resources:PCPU": "4" } }] },
    {
      title: "in numbered groups, and one for the emulator",
      flavors: [
        {
          vcpus: 4,
          extraSpecs: {
            "resources1:PCPU": "2",
            "resources2:PCPU": "3",
            group_policy: "none",
            "hw:emulator_threads_policy": "isolate",
          },
        },
      ],
    },
  ],
};
