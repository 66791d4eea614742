// SPDX-License-Identifier: Apache-2.0
import type { Team } from "../../model/light.ts";
import type { Use } from "./places.ts";

/** What the VMs of a team take, as far as their flavors are known. */
export interface TeamDemand {
  readonly instances: number;
  readonly cores: number;
  /** MiB */
  readonly ramMiB: number;
  readonly volumes: number;
  /** GiB of volumes, root volumes with them. */
  readonly gigabytes: number;
  /** GiB of the hypervisors' disks: root, ephemeral, swap. */
  readonly diskGiB: number;
  /** Flavors whose sizes are not known. */
  readonly unknown: readonly string[];
}

/** Sums over the team's groups: count × flavor, root and data volumes. */
export function demandOf(uses: readonly Use[], team: Team): TeamDemand {
  const demand = { instances: 0, cores: 0, ramMiB: 0, volumes: 0, gigabytes: 0, diskGiB: 0 };
  const unknown = new Set<string>();
  for (const { group, flavor } of uses.filter((use) => use.team === team)) {
    const { count, rootVolume, volumes } = group;
    const all = [...volumes, ...(rootVolume ? [rootVolume] : [])];
    demand.instances += count;
    demand.volumes += count * all.length;
    demand.gigabytes += count * all.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
    if (flavor?.vcpus === undefined || flavor.ram === undefined) unknown.add(group.flavor);
    demand.cores += count * (flavor?.vcpus ?? 0);
    demand.ramMiB += count * (flavor?.ram ?? 0);
    const { disk = 0, ephemeral = 0, swap = 0 } = flavor ?? {};
    demand.diskGiB += count * ((rootVolume ? 0 : disk) + ephemeral + Math.ceil(swap / 1024));
  }
  return { ...demand, unknown: [...unknown] };
}
