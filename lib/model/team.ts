// SPDX-License-Identifier: Apache-2.0
import type { EventFlavor, Quotas, Team } from "./event.ts";
import { teamName } from "./names.ts";
import { resolveNamespace } from "./namespace.ts";
import { resolvePeople } from "./people.ts";
import type { Report } from "./report.ts";
import type { Draft, TeamDraft } from "./draft.ts";
import { resolveVms } from "./vms.ts";

export interface TeamContext {
  readonly draft: Draft;
  readonly defaults: NonNullable<Draft["defaults"]>;
  readonly flavors: readonly EventFlavor[] | undefined;
  /** The event's. */
  readonly dnsServers: readonly string[];
  readonly report: Report;
}

/** A team with the defaults applied, field by field: user data is never merged deeply. */
export function resolveTeam(
  id: string,
  team: TeamDraft,
  { draft, defaults, flavors, dnsServers, report }: TeamContext,
): Team {
  const people = resolvePeople(id, team, report);
  const vms = resolveVms(id, team, defaults, flavors, report);
  const keys = [...people.members, ...people.mentors].reduce((sum, person) => sum + person.sshKeys.length, 0);
  if (vms.length > 0 && keys === 0) {
    report.add({
      code: "BV223",
      message: `${id} has VMs, but nobody in it has an SSH key`,
      path: ["teams", id, "members"],
      allowed: "at least one member or mentor with sshKeys",
    });
  }
  const cluster = team.cluster ?? defaults.cluster ?? "shared";
  const assigned = typeof cluster === "object";
  const context = assigned ? cluster.context : draft.clouds.kubernetes;
  const wanted = team.namespace ?? defaults.namespace;
  if (wanted && context === undefined) {
    report.add({
      code: "BV251",
      message: `${id} has a namespace, but no cluster to put it in`,
      path: team.namespace ? ["teams", id, "namespace"] : ["defaults", "namespace"],
      key: true,
      team: id,
      allowed: "clouds.kubernetes, or cluster.context of the team",
    });
  }
  if (assigned && wanted === false && team.cluster !== undefined) {
    report.add({
      code: "BV254",
      severity: "warning",
      message: `${id} has a cluster of its own but no namespace; nothing is made there`,
      path: ["teams", id, "cluster"],
      key: true,
      hint: "remove namespace: false, or the cluster",
    });
  }
  const withNamespace = wanted !== false && context !== undefined;
  const namespace = withNamespace
    ? resolveNamespace(
        id,
        team.namespace || {},
        defaults.namespace || {},
        report,
        draft.guardRails?.operators?.apiServer,
      )
    : undefined;
  return {
    id,
    name: teamName(draft.name, id),
    title: team.title,
    contact: team.contact,
    ...people,
    viewers: team.viewers ?? [],
    groups: {
      members: team.groups?.members ?? [],
      mentors: team.groups?.mentors ?? [],
      viewers: team.groups?.viewers ?? [],
    },
    vms,
    network: {
      cidr: team.network?.cidr ?? defaults.network?.cidr,
      dnsServers: team.network?.dnsServers ?? defaults.network?.dnsServers ?? dnsServers,
    },
    namespace,
    context: withNamespace ? context : undefined,
    assignedCluster: assigned,
    quotas: resolveQuotas(team.quotas ?? {}, defaults.quotas ?? {}),
    teardown: { volumes: team.teardown?.volumes ?? defaults.teardown?.volumes ?? "delete" },
  };
}

type QuotasDraft = NonNullable<TeamDraft["quotas"]>;

function resolveQuotas(own: QuotasDraft, base: QuotasDraft): Partial<Quotas> {
  const ramGiB = own.ramGiB ?? base.ramGiB;
  const written: Partial<Record<keyof Quotas, number | undefined>> = {
    instances: own.instances ?? base.instances,
    cores: own.cores ?? base.cores,
    ramMiB: ramGiB === undefined ? undefined : ramGiB * 1024,
    serverGroups: own.serverGroups ?? base.serverGroups,
    volumes: own.volumes ?? base.volumes,
    gigabytes: own.gigabytes ?? base.gigabytes,
    snapshots: own.snapshots ?? base.snapshots,
    networks: own.networks ?? base.networks,
    routers: own.routers ?? base.routers,
    ports: own.ports ?? base.ports,
    floatingIps: own.floatingIps ?? base.floatingIps,
    securityGroups: own.securityGroups ?? base.securityGroups,
    securityGroupRules: own.securityGroupRules ?? base.securityGroupRules,
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}
