// SPDX-License-Identifier: Apache-2.0
import { capacityOf } from "../../live/unmet.ts";
import type { UsageRule } from "../../rule.ts";
import type { FlavorSettings } from "../../settings.ts";
import { hypervisor } from "../../live/samples.ts";
import { demandOf } from "../../usage/demand.ts";
import { usesOf } from "../../usage/places.ts";
import type { Usage } from "../../usage/usage.ts";

export const overCapacity: UsageRule = {
  id: "FL816",
  name: "over-capacity",
  scope: "usage",
  severity: "warning",
  what: "What all teams may use together, quotas where the file says them and demand elsewhere, is within the capacity: placement's inventories of the cloud that was asked, or settings.capacity with the allocation ratios.",
  why: "Each quota is granted and the sum is not there: the last teams get NoValidHost on the day of the event.",
  sources: ["placement inventories", "wikimedia: ratios cpu 4, ram 1, disk 1.5"],
  *check(usage, { settings }) {
    const capacity = capacityFor(usage, settings);
    if (capacity === undefined) return;
    const uses = usesOf(usage);
    const sum = { cores: 0, ramMiB: 0, diskGiB: 0 };
    for (const team of usage.event.teams) {
      const demand = demandOf(uses, team);
      const { cores = -1, ramMiB = -1 } = team.quotas;
      sum.cores += cores < 0 ? demand.cores : cores;
      sum.ramMiB += ramMiB < 0 ? demand.ramMiB : ramMiB;
      sum.diskGiB += demand.diskGiB;
    }
    for (const { key, word, unit } of parts) {
      if (sum[key] <= capacity[key]) continue;
      yield {
        subject: usage.event.name,
        message: `all teams together may use more ${word} than there is`,
        at: { path: ["teams"], field: "teams", key: true },
        seen: `${sum[key]}${unit}`,
        allowed: `at most ${capacity[key]}${unit}`,
        hint: "lower quotas, choose smaller flavors, or add hosts",
      };
    }
  },
  failing: [
    {
      title: "more memory than the hosts have",
      event: `defaults: { vms: { web: { count: 2, flavor: m1.test, image: debian } } }
teams:
  nris: { title: NRIS, contact: ann@example.org }
  osm: { title: OSM, contact: bob@example.org }`,
      flavors: [{}],
      cloud: { providers: [hypervisor("a", { VCPU: 64, MEMORY_MB: 16_383, DISK_GB: 500 })] },
    },
    {
      title: "quotas above a declared capacity",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { cores: 17 } }`,
      flavors: [{}],
      options: { settings: { capacity: { vcpus: 4, ram: 65_536, disk: 100 } } },
    },
  ],
  passing: [
    {
      title: "exactly, with the ratio of four",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { cores: 16 } }`,
      flavors: [{}],
      options: { settings: { capacity: { vcpus: 4, ram: 65_536, disk: 100 } } },
    },
    {
      title: "capacity not known",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, quotas: { cores: 999 } }`,
      flavors: [{}],
    },
  ],
};

const parts = [
  { key: "cores", word: "cores", unit: "" },
  { key: "ramMiB", word: "memory", unit: " MiB" },
  { key: "diskGiB", word: "hypervisor disk", unit: " GiB" },
] as const;

type Capacity = Readonly<Record<(typeof parts)[number]["key"], number>>;

/** With allocation ratios; undefined when nobody said it, or not all of it. */
function capacityFor({ cloud }: Usage, { capacity, allocationRatios }: FlavorSettings): Capacity | undefined {
  const providers = cloud?.providers;
  if (providers?.every(({ inventories }) => inventories !== undefined)) {
    const sum = (...names: readonly string[]): number =>
      providers
        .flatMap(({ inventories = {} }) => names.flatMap((name) => inventories[name] ?? []))
        .reduce((all, inventory) => all + capacityOf(inventory), 0);
    return { cores: sum("VCPU", "PCPU"), ramMiB: sum("MEMORY_MB"), diskGiB: sum("DISK_GB") };
  }
  if (capacity === undefined) return undefined;
  return {
    cores: capacity.vcpus * allocationRatios.cpu,
    ramMiB: capacity.ram * allocationRatios.ram,
    diskGiB: capacity.disk * allocationRatios.disk,
  };
}
