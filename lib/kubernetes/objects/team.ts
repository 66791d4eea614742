// SPDX-License-Identifier: Apache-2.0
import { type Event, Quantity, type Team } from "../../model/light.ts";
import { teamDataParts, type TeamDataProps } from "../data/team-data.ts";
import { accessFaults, teamAccess, type TeamAccessProps } from "./access.ts";
import { isolationFaults, teamIsolation, type TeamIsolationProps } from "./isolation.ts";
import type { Manifest } from "./manifest.ts";
import { namespaceFaults, teamNamespace, type TeamNamespaceProps } from "./namespace.ts";
import { quotaFaults } from "./quota-faults.ts";
import { teamQuota, type TeamQuotaProps } from "./quota.ts";
import { workspace, workspaceFaults, type WorkspaceProps } from "./workspace.ts";

export interface TeamObjectsProps {
  readonly event: Pick<Event, "name" | "window" | "guardRails">;
  /** A team that has a namespace. */
  readonly team: Pick<
    Team,
    "id" | "name" | "title" | "contact" | "members" | "mentors" | "viewers" | "groups" | "namespace"
  > &
    Partial<Pick<Team, "teardown">>;
  /**
   * Instant after which the namespace may be removed.
   * @default - end of the event's window
   */
  readonly credentialsExpire?: string | undefined;
}

/** What each part of a team's namespace is made from. */
export interface TeamParts {
  readonly namespace: TeamNamespaceProps;
  readonly quota: TeamQuotaProps;
  readonly isolation: TeamIsolationProps;
  readonly access: TeamAccessProps;
  /** Absent when the team wants none. */
  readonly workspace?: WorkspaceProps | undefined;
  /** Absent when the team has no data services. */
  readonly data?: TeamDataProps | undefined;
}

/** The parts of one team, from the event. @throws Error when the team has no namespace */
export function teamParts({ event, team, credentialsExpire }: TeamObjectsProps): TeamParts {
  const spec = team.namespace;
  if (spec === undefined) throw new Error(`team ${team.id} has no namespace: make no objects for it`);
  const owner = { event: event.name, team: team.id, namespace: team.name };
  const { guardRails } = event;
  const wanted = spec.workspace;
  return {
    namespace: {
      ...owner,
      title: team.title,
      contact: team.contact,
      expires: credentialsExpire ?? event.window.end,
      podSecurity: spec.podSecurity,
    },
    quota: { ...owner, size: spec.size, quota: spec.quota, limits: spec.limits },
    isolation: {
      ...owner,
      internet: spec.internet,
      nodeNetworks: guardRails.nodeNetworks,
      gateway: guardRails.gateway,
      openings: spec.openings,
      ...(spec.data === undefined ? {} : { operators: { data: spec.data, ...guardRails.operators } }),
    },
    access: {
      ...owner,
      members: team.members.map((person) => person.id),
      mentors: team.mentors.map((person) => person.id),
      viewers: team.viewers,
      groups: team.groups,
      data: spec.data !== undefined,
    },
    ...(wanted === undefined
      ? {}
      : { workspace: { ...owner, ...wanted, cpuLimit: larger(wanted.cpu, spec.limits.cpu) } }),
    ...(spec.data === undefined
      ? {}
      : { data: { ...owner, data: spec.data, guardRails, teardown: team.teardown?.volumes } }),
  };
}

/**
 * All objects of one team as plain data, in an order in which they can be applied: the same as those of `TeamChart`, without cdk8s. For
 * many teams, and for programs that only look.
 */
export function teamObjects(props: TeamObjectsProps): Manifest[] {
  const parts = teamParts(props);
  const quota = teamQuota(parts.quota);
  const access = teamAccess(parts.access);
  const start = parts.workspace && workspace(parts.workspace);
  return [
    teamNamespace(parts.namespace),
    quota.quota,
    quota.limits,
    ...teamIsolation(parts.isolation),
    access.serviceAccount,
    access.teamRole,
    access.teamBinding,
    access.mentorRole,
    access.mentorBinding,
    access.viewerRole,
    access.viewerBinding,
    ...(start === undefined ? [] : [start.deployment, start.service]),
    ...(parts.data === undefined ? [] : teamDataParts(parts.data).map(({ manifest }) => manifest)),
  ];
}

/** All that is wrong with what the objects would be made from. */
export function teamFaults(props: TeamObjectsProps): string[] {
  const parts = teamParts(props);
  return [
    ...namespaceFaults(parts.namespace),
    ...quotaFaults(parts.quota),
    ...isolationFaults(parts.isolation),
    ...accessFaults(parts.access),
    ...(parts.workspace === undefined ? [] : [...workspaceFaults(parts.workspace), ...fitFaults(props)]),
  ];
}

/** Why the workspace would not fit into the quota. */
export function fitFaults({ team: { namespace: spec } }: Pick<TeamObjectsProps, "team">): string[] {
  const wanted = spec?.workspace;
  if (spec === undefined || wanted === undefined) return [];
  return (["cpu", "memory"] as const).flatMap((kind) =>
    Quantity.parse(wanted[kind]).times(wanted.replicas).compare(Quantity.parse(spec.quota[kind])) <= 0
      ? []
      : [
          `${wanted.replicas} × ${wanted[kind]} ${kind} is more than the namespace's quota of ${spec.quota[kind]}: ask for less or raise the quota`,
        ],
  );
}

function larger(a: string, b: string): string {
  return Quantity.parse(b).compare(Quantity.parse(a)) > 0 ? b : a;
}
