// SPDX-License-Identifier: Apache-2.0
import type { Spot } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import { notChecked } from "../../live/not-checked.ts";
import { hypervisor } from "../../live/samples.ts";
import { askedFor, hostClasses, isServed, largestOf, unmetOf } from "../../live/unmet.ts";
import type { LiveRule } from "../../rule.ts";

export const largerThanAnyHost: LiveRule = {
  id: "FL709",
  name: "larger-than-any-host",
  scope: "live",
  severity: "error",
  what: "One VM fits an empty host: CPUs (pinned ones, one more for isolated emulator threads), memory, and disk with ephemeral disk and swap rounded up to GiB.",
  why: "Allocation ratios let many VMs share a host but never one VM be larger than a host's largest unit: every VM ends with NoValidHost.",
  sources: ["placement/objects/allocation_candidate.py, max_unit", "nova/scheduler/utils.py, ResourceRequest"],
  *check(flavors, cloud, { release }) {
    let asks = false;
    for (const flavor of flavors) {
      const asked = askedFor(flavor, cloud, release);
      if (!asked) continue;
      asks = true;
      if (isServed(asked)) continue;
      for (const unmet of unmetOf(asked, cloud)) {
        if (unmet.kind === "amount" && hostClasses.has(unmet.name)) {
          const largest = Math.max(...unmet.inventories.map(largestOf));
          if (unmet.amount <= largest) continue;
          yield {
            flavor,
            message: `no host of cloud ${cloud.cloud} has ${words[unmet.name] ?? unmet.name}`,
            at: spotOf(flavor, unmet.name),
            seen: `${unmet.amount} ${unmet.name}`,
            allowed: `at most ${largest}`,
          };
        } else if (unmet.kind === "host") {
          yield {
            flavor,
            message: `no host of cloud ${cloud.cloud} has all of it`,
            at: flavor.here,
            seen: [...unmet.group.resources].map(([name, amount]) => `${amount} ${name}`).join(", "),
            hint: "each alone fits some host, together they fit none",
          };
        }
      }
    }
    if (asks) yield* notChecked(cloud, "providers");
  },
  failing: [
    {
      title: "more memory than the largest host",
      flavors: [{ ram: 131_072 }],
      cloud: { providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500 })] },
    },
    {
      title: "swap is disk too",
      flavors: [{ disk: 20, swap: 1 }],
      cloud: { providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 20 })] },
    },
    {
      title: "isolated emulator threads need one CPU more",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:emulator_threads_policy": "isolate" } }],
      cloud: { providers: [hypervisor("a", { PCPU: 2, MEMORY_MB: 65_536, DISK_GB: 500 })] },
    },
    {
      title: "memory here, CPUs there",
      flavors: [{}],
      cloud: {
        providers: [
          hypervisor("a", { VCPU: 1, MEMORY_MB: 65_536, DISK_GB: 500 }),
          hypervisor("b", { VCPU: 8, MEMORY_MB: 2048, DISK_GB: 500 }),
        ],
      },
    },
  ],
  passing: [
    {
      title: "just fits",
      flavors: [{ disk: 19, swap: 1024 }],
      cloud: { providers: [hypervisor("a", { VCPU: 2, MEMORY_MB: 4096, DISK_GB: 20 })] },
    },
    {
      title: "placement found a host: it knows better",
      flavors: [{}],
      cloud: {
        candidates: {
          "resources=DISK_GB%3A20%2CMEMORY_MB%3A4096%2CVCPU%3A2&root_required=%21COMPUTE_STATUS_DISABLED": { count: 1 },
        },
        providers: [hypervisor("a", { VCPU: 1, MEMORY_MB: 1024, DISK_GB: 5 })],
      },
    },
  ],
};

const words: Readonly<Record<string, string>> = {
  VCPU: "so many CPUs",
  PCPU: "so many pinned CPUs",
  MEMORY_MB: "so much memory",
  DISK_GB: "so much disk",
};

function spotOf(flavor: Flavor, name: string): Spot {
  if (flavor.spec(`resources:${name}`) !== undefined) return flavor.atSpec(`resources:${name}`);
  return flavor.at(name === "MEMORY_MB" ? "ram" : name === "DISK_GB" ? "disk" : "vcpus");
}
