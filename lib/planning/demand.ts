// SPDX-License-Identifier: Apache-2.0
import type { EventFlavor, Team } from "../model/index.ts";
import type { Demand } from "./plan.ts";

const none: Demand = {
  vms: 0,
  vcpus: 0,
  ramMiB: 0,
  diskGiB: 0,
  volumes: 0,
  volumeGiB: 0,
  floatingIps: 0,
  ports: 0,
  namespaces: 0,
  unknownFlavors: [],
};

/** Router interface, and the DHCP port that Neutron makes for the subnet. */
const networkPorts = 2;

/**
 * What the team's environment will use. A VM that boots from a volume takes no hypervisor root disk; ephemeral disk and
 * swap count as hypervisor disk. Ports are those in the project's name: one a VM, and the network's own.
 */
export function demandOf(team: Team, flavors: readonly EventFlavor[] | undefined): Demand {
  let demand: Demand = { ...none, namespaces: team.namespace ? 1 : 0, ports: team.vms.length > 0 ? networkPorts : 0 };
  for (const { count, flavor: name, rootVolume, volumes, floatingIp } of team.vms) {
    const flavor = flavors?.find((one) => one.name === name);
    const volumeGiB = volumes.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0) + (rootVolume?.sizeGiB ?? 0);
    const local = flavor ? (rootVolume ? 0 : flavor.disk) + flavor.ephemeral + Math.ceil(flavor.swap / 1024) : 0;
    demand = add(demand, {
      vms: count,
      vcpus: count * (flavor?.vcpus ?? 0),
      ramMiB: count * (flavor?.ram ?? 0),
      diskGiB: count * (local + volumeGiB),
      volumes: count * (volumes.length + (rootVolume ? 1 : 0)),
      volumeGiB: count * volumeGiB,
      floatingIps: floatingIp ? count : 0,
      ports: count,
      namespaces: 0,
      unknownFlavors: flavor ? [] : [name],
    });
  }
  return demand;
}

export function totalDemand(demands: readonly Demand[]): Demand {
  return demands.reduce(add, none);
}

function add(a: Demand, b: Demand): Demand {
  return {
    vms: a.vms + b.vms,
    vcpus: a.vcpus + b.vcpus,
    ramMiB: a.ramMiB + b.ramMiB,
    diskGiB: a.diskGiB + b.diskGiB,
    volumes: a.volumes + b.volumes,
    volumeGiB: a.volumeGiB + b.volumeGiB,
    floatingIps: a.floatingIps + b.floatingIps,
    ports: a.ports + b.ports,
    namespaces: a.namespaces + b.namespaces,
    unknownFlavors: [...new Set([...a.unknownFlavors, ...b.unknownFlavors])],
  };
}
