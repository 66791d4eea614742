// SPDX-License-Identifier: Apache-2.0
import type { Spot } from "../../../lint/index.ts";
import { didYouMean } from "../../../model/light.ts";
import type { Flavor } from "../../flavor.ts";
import type { Inventory } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import type { PlacementGroup } from "../../live/placement-request.ts";
import { hypervisor } from "../../live/samples.ts";
import { askedFor, hostClasses, isServed, largestOf, unmetOf } from "../../live/unmet.ts";
import type { LiveRule } from "../../rule.ts";

export const resourceNowhere: LiveRule = {
  id: "FL707",
  name: "resource-nowhere",
  scope: "live",
  severity: "error",
  what: "Placement knows the resource classes that a flavor asks for, and an inventory gives the amount: units, step and largest allocation.",
  why: "A class that placement does not know is answered with 400, one without inventory with an empty list: every VM ends with NoValidHost. CPUs, memory and disk that exist but not on one host are FL709.",
  sources: ["placement/objects/allocation_candidate.py", "nova/scheduler/utils.py, ResourceRequest"],
  *check(flavors, cloud, { release }) {
    let asks = false;
    for (const flavor of flavors) {
      const asked = askedFor(flavor, cloud, release);
      if (!asked) continue;
      asks = true;
      if (isServed(asked)) continue;
      for (const unmet of unmetOf(asked, cloud)) {
        if (unmet.kind !== "class-unknown" && unmet.kind !== "class-nowhere" && unmet.kind !== "amount") continue;
        const { name, group } = unmet;
        const at = spotOf(flavor, group, name);
        if (unmet.kind === "class-unknown") {
          yield {
            flavor,
            message: `placement of cloud ${cloud.cloud} has no resource class ${name}`,
            at,
            seen: name,
            hint: didYouMean(name, cloud.resourceClasses ?? []) ?? "make the class and an inventory of it, or drop it",
          };
        } else if (unmet.kind === "class-nowhere") {
          yield {
            flavor,
            message: `no provider of cloud ${cloud.cloud} has inventory of ${name}`,
            at,
            seen: `${group.resources.get(name) ?? 0} ${name}`,
            hint:
              name === "PCPU"
                ? "no host offers pinned CPUs: set [compute]/cpu_dedicated_set in its nova.conf"
                : "give a provider an inventory of it, or drop the request",
          };
        } else if (!hostClasses.has(name) || unmet.inventories.some((each) => unmet.amount <= largestOf(each))) {
          yield {
            flavor,
            message: `no provider of cloud ${cloud.cloud} gives this amount of ${name}`,
            at,
            seen: String(unmet.amount),
            allowed: [...new Set(unmet.inventories.map(describe))].slice(0, 3).join("; "),
          };
        }
      }
    }
    if (asks) yield* notChecked(cloud, "providers");
  },
  failing: [
    {
      title: "a class that placement does not know",
      flavors: [{ extraSpecs: { "resources:CUSTOM_GPU": "1" } }],
      cloud: {
        resourceClasses: ["VCPU", "MEMORY_MB", "DISK_GB", "CUSTOM_PCI_GPU"],
        providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500 })],
      },
    },
    {
      title: "pinned CPUs, and no host offers any",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated" } }],
      cloud: { providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500 })] },
    },
    {
      title: "four vGPUs of a card that gives one",
      flavors: [{ extraSpecs: { "resources:VGPU": "4" } }],
      cloud: { providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500, VGPU: 1 })] },
    },
  ],
  passing: [
    {
      title: "there is inventory",
      flavors: [{ extraSpecs: { "resources:VGPU": "1" } }],
      cloud: { providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500, VGPU: 1 })] },
    },
    {
      title: "more memory than any host has is another rule's matter",
      flavors: [{ ram: 131_072 }],
      cloud: { providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500 })] },
    },
  ],
};

/** The extra spec that asks for the resource; what Nova takes from elsewhere, there. */
function spotOf(flavor: Flavor, { suffix }: PlacementGroup, name: string): Spot {
  const key = `resources${suffix}:${name}`;
  if (flavor.spec(key) !== undefined) return flavor.atSpec(key);
  if (name === "PCPU") return flavor.atSpec("hw:cpu_policy");
  return name === "MEM_ENCRYPTION_CONTEXT" ? flavor.atSpec("hw:mem_encryption") : flavor.here;
}

function describe(inventory: Inventory): string {
  const { minUnit, stepSize } = inventory;
  const step = stepSize > 1 ? ` in steps of ${stepSize}` : "";
  return `${minUnit} to ${largestOf(inventory)}${step}`;
}
