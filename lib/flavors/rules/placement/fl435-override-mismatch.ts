// SPDX-License-Identifier: Apache-2.0
import { isAsked, requestGroups } from "../../placement/groups.ts";
import type { FlavorRule } from "../../rule.ts";

export const overrideMismatch: FlavorRule = {
  id: "FL435",
  name: "override-mismatch",
  scope: "flavor",
  severity: "warning",
  what: "resources:VCPU, MEMORY_MB and DISK_GB, where they are set and not 0, say what the flavor's own fields say.",
  why: "Placement then counts another size than the VM gets: a host is over-filled, or stays half empty, and quotas and usage disagree.",
  sources: ["nova: flavors, extra spec resources"],
  *check(flavor) {
    const { vcpus, ram, disk, ephemeral, swap } = flavor;
    const total =
      disk === undefined || ephemeral === undefined || swap === undefined
        ? undefined
        : disk + ephemeral + Math.ceil(swap / 1024);
    const own: Readonly<Record<string, readonly [number | undefined, string]>> = {
      VCPU: [vcpus, "vcpus"],
      MEMORY_MB: [ram, "ram in MiB"],
      DISK_GB: [total, "disk + ephemeral + swap in GiB, swap rounded up"],
    };
    const sums = new Map<string, { sum: number; key: string }>();
    for (const resource of requestGroups(flavor).flatMap(({ resources }) => resources.filter(isAsked))) {
      const before = sums.get(resource.name);
      sums.set(resource.name, { sum: (before?.sum ?? 0) + (resource.amount ?? 0), key: before?.key ?? resource.key });
    }
    for (const [name, [expected, meaning]] of Object.entries(own)) {
      const asked = sums.get(name);
      if (!asked || expected === undefined || asked.sum === expected) continue;
      yield {
        message: `${name} is asked for with another amount than the flavor has`,
        at: flavor.atSpec(asked.key),
        seen: String(asked.sum),
        allowed: `${expected} (${meaning})`,
        hint: `remove ${asked.key}: Nova asks for the flavor's own amount by itself`,
      };
    }
  },
  failing: [
    { title: "half the vCPUs are counted", flavors: [{ vcpus: 4, extraSpecs: { "resources:VCPU": "2" } }] },
    {
      title: "swap is forgotten",
      flavors: [{ disk: 20, ephemeral: 10, swap: 1025, extraSpecs: { "resources:DISK_GB": "30" } }],
    },
  ],
  passing: [
    { title: "the same", flavors: [{ vcpus: 4, extraSpecs: { "resources:VCPU": "4" } }] },
    {
      title: "root, ephemeral and swap together",
      flavors: [{ disk: 20, ephemeral: 10, swap: 1025, extraSpecs: { "resources:DISK_GB": "32" } }],
    },
    {
      title: "zeroed for bare metal",
      flavors: [
        {
          extraSpecs: {
            "resources:VCPU": "0",
            "resources:MEMORY_MB": "0",
            "resources:DISK_GB": "0",
            "resources:CUSTOM_BM_GOLD": "1",
          },
        },
      ],
    },
  ],
};
