// SPDX-License-Identifier: Apache-2.0
import { defaultGuardRails } from "../../lib/model/index.ts";
import type { Event, EventFlavor, Team, VmGroup } from "../../lib/model/index.ts";

export const group: VmGroup = {
  key: "n",
  count: 1,
  flavor: "s",
  image: "i",
  volumes: [],
  floatingIp: false,
  ports: [],
};

export function flavor(name: string, vcpus: number, ram: number, disk: number): EventFlavor {
  return { name, vcpus, ram, disk, ephemeral: 0, swap: 0, extraSpecs: {}, existing: true };
}

export function teamOf(id: string, change: Partial<Team> = {}): Team {
  return {
    id,
    name: `ev-${id}`,
    title: id,
    contact: "@aa",
    members: [],
    mentors: [],
    viewers: [],
    groups: { members: [], mentors: [], viewers: [] },
    vms: [group],
    network: { dnsServers: [] },
    assignedCluster: false,
    quotas: {},
    teardown: { volumes: "delete" },
    ...change,
  };
}

export function eventOf(teams: readonly Team[], network: Partial<Event["network"]> = {}): Event {
  return {
    name: "ev",
    title: "Event",
    timeZone: "UTC",
    window: { start: "2030-01-07T09:00:00Z", end: "2030-01-11T18:00:00Z" },
    clouds: { openstack: "o" },
    externalNetwork: "public",
    network: { supernet: "10.64.0.0/14", prefix: 24, dnsServers: [], ...network },
    guardRails: defaultGuardRails,
    flavors: [flavor("s", 1, 2048, 20), flavor("l", 4, 8192, 80)],
    teams,
  };
}
