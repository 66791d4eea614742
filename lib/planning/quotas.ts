// SPDX-License-Identifier: Apache-2.0
import type { Finding, Quotas, Team } from "../model/index.ts";
import type { Demand } from "./plan.ts";

/** What the components make of each kind; the least that the quota sets must allow. */
export function quotaDemand(team: Team, demand: Demand): Quotas {
  const network = team.vms.length > 0 ? 1 : 0;
  const rules = team.vms.reduce((sum, group) => sum + group.ports.length, 0);
  // teardown "snapshot" makes one of every data volume, and Cinder counts its size once more.
  const kept =
    team.teardown.volumes === "snapshot"
      ? team.vms.flatMap(({ count, volumes }) => volumes.map(({ sizeGiB }) => ({ count, sizeGiB })))
      : [];
  return {
    instances: demand.vms,
    cores: demand.vcpus,
    ramMiB: demand.ramMiB,
    keyPairs: [...team.members, ...team.mentors].reduce((sum, person) => sum + person.sshKeys.length, 0),
    serverGroups: team.vms.filter((group) => group.serverGroup !== undefined).length,
    volumes: demand.volumes,
    gigabytes: demand.volumeGiB + kept.reduce((sum, { count, sizeGiB }) => sum + count * sizeGiB, 0),
    snapshots: kept.reduce((sum, { count }) => sum + count, 0),
    networks: network,
    subnets: network,
    routers: network,
    ports: demand.ports,
    floatingIps: demand.floatingIps,
    // Neutron's own default group and one a VM group.
    securityGroups: 1 + team.vms.length,
    // Neutron's default group has four rules; a group of ours two at birth and three that stand, and one for each open port.
    securityGroupRules: 4 + team.vms.length * 5 + rules,
  };
}

/**
 * Quota sets of the team's project. What the file says wins; the rest is the demand and room for one in four more, so that
 * a team can replace a VM before it deletes the old one, but not fill the cloud. Cores and RAM of unknown flavors are not
 * in the demand: they are left open (-1, unlimited) rather than wrong.
 */
export function quotasFor(team: Team, demand: Demand): Quotas {
  const least = quotaDemand(team, demand);
  const unknown = demand.unknownFlavors.length > 0;
  const sized: Quotas = {
    instances: roomy(least.instances),
    cores: unknown ? -1 : roomy(least.cores),
    ramMiB: unknown ? -1 : Math.ceil(roomy(least.ramMiB) / 1024) * 1024,
    keyPairs: Math.max(10, least.keyPairs + 5),
    serverGroups: roomy(least.serverGroups),
    volumes: roomy(least.volumes),
    gigabytes: roomy(least.gigabytes),
    snapshots: least.snapshots + roomy(least.volumes),
    networks: least.networks,
    subnets: least.subnets,
    routers: least.routers,
    ports: least.ports === 0 ? 0 : roomy(least.ports) + 2,
    floatingIps: least.floatingIps,
    securityGroups: least.securityGroups + 2,
    securityGroupRules: least.securityGroupRules + 20,
  };
  return { ...sized, ...team.quotas };
}

/** Quotas that the file sets lower than what it asks for. */
export function quotaFindings(team: Team, demand: Demand, quotas: Quotas): Finding[] {
  const least = quotaDemand(team, demand);
  return (Object.keys(team.quotas) as (keyof Quotas)[]).flatMap((name): Finding[] => {
    if (quotas[name] >= least[name]) return [];
    const [key, seen, needed] =
      name === "ramMiB"
        ? ["ramGiB", quotas[name] / 1024, Math.ceil(least[name] / 1024)]
        : [name, quotas[name], least[name]];
    return [
      {
        code: "BV260",
        severity: "error",
        message: `the quota ${key} of ${team.id} is less than what the team asks for`,
        path: `teams.${team.id}.quotas.${key}`,
        team: team.id,
        seen: String(seen),
        allowed: `at least ${needed}`,
        hint: "raise it, or leave it out and it is sized to the demand",
      },
    ];
  });
}

function roomy(count: number): number {
  return count === 0 ? 0 : count + Math.max(1, Math.ceil(count / 4));
}
