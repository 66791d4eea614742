// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, pins } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:emulator_threads_policy";

export const emulatorIsolate: FlavorRule = {
  id: "FL402",
  name: "emulator-isolate",
  scope: "flavor",
  severity: "error",
  what: "hw:emulator_threads_policy=isolate comes with pinned CPUs.",
  why: "Nova refuses every server with 400 BadRequirementEmulatorThreadsPolicy. The policy `share` needs no pinning.",
  sources: [`${hardware} numa_get_constraints`],
  fix: "suggested",
  *check(flavor) {
    const { emulator, effective, vcpuResources } = cpuDemandsOf(flavor);
    if (emulator !== "isolate" || pins(effective) !== false) return;
    yield {
      message: "emulator threads cannot be isolated from CPUs that are not pinned: no server boots",
      at: flavor.atSpec(key),
      seen: "isolate",
      allowed: "with hw:cpu_policy dedicated or mixed, or resources:PCPU",
      hint: `set hw:cpu_policy to dedicated, or remove ${key}`,
      fix:
        vcpuResources === 0
          ? suggest("set hw:cpu_policy to dedicated", setSpec(flavor, "hw:cpu_policy", "dedicated"))
          : undefined,
    };
  },
  failing: [
    { title: "alone", flavors: [{ extraSpecs: { [key]: "isolate" } }] },
    { title: "with shared CPUs", flavors: [{ extraSpecs: { [key]: "isolate", "hw:cpu_policy": "shared" } }] },
  ],
  passing: [
    { title: "pinned", flavors: [{ extraSpecs: { [key]: "isolate", "hw:cpu_policy": "dedicated" } }] },
    { title: "share needs nothing", flavors: [{ extraSpecs: { [key]: "share" } }] },
  ],
};
