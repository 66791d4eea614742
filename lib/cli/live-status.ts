// SPDX-License-Identifier: Apache-2.0
import type { Kubernetes, KubernetesTeamStatus, OpenStack, OpenStackTeamStatus } from "../live/index.ts";
import { type Finding, resourceName, sortFindings } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import type { Context } from "./context.ts";
import { type ExitCode, exitCodeOf } from "./exit.ts";

/** One team in both clouds. */
export interface TeamStatus {
  readonly team: string;
  readonly ready: boolean;
  /** Why not, each a sentence. */
  readonly reasons: readonly string[];
  readonly vms: { readonly ready: number; readonly expected: number };
  readonly floatingIps: readonly string[];
  /** When the team's credentials end, ISO 8601 UTC. */
  readonly expires: string;
  /** Absent when the team has no VMs, or the cloud could not be asked. */
  readonly openstack?: OpenStackTeamStatus | undefined;
  /** Absent when the team has no namespace, or the cluster could not be asked. */
  readonly kubernetes?: KubernetesTeamStatus | undefined;
}

export interface EventStatus {
  readonly ready: boolean;
  readonly teams: readonly TeamStatus[];
  /** Clouds that could not be asked. */
  readonly problems: readonly Finding[];
  /** Guard rails that are not as planned, and what holds a namespace that is being removed. */
  readonly drift: readonly Finding[];
  /** 3 or 4 (or what the first problem says) when a cloud could not be asked, 1 when a team is not ready, else 0. */
  readonly exitCode: ExitCode;
}

/** Asks every cloud of the plan at once. A cloud that does not answer is a problem, and the others are still shown. */
export async function liveStatus(context: Context, plan: EventPlan, teams?: readonly string[]): Promise<EventStatus> {
  const live = await import("../live/index.ts");
  const around = { env: context.io.env, cwd: context.io.cwd };
  const chosen = plan.teams.filter(({ team }) => teams === undefined || teams.includes(team.id));
  const ids = chosen.map(({ team }) => team.id);
  const problems: Finding[] = [];
  const codes: ExitCode[] = [];
  const drift: Finding[] = [];
  const ask = async <C extends { close(): void }, T>(
    connect: () => Promise<C>,
    read: (client: C) => Promise<T[]>,
  ): Promise<T[]> => {
    let client: C | undefined;
    try {
      client = await connect();
      return await read(client);
    } catch (error) {
      problems.push(live.findingOf(error));
      codes.push(exitCodeOf(error) ?? 4);
      return [];
    } finally {
      client?.close();
    }
  };
  const cloud = plan.event.clouds.openstack;
  const contexts = [
    ...new Set(chosen.flatMap(({ team }) => (team.namespace === undefined ? [] : (team.context ?? [])))),
  ];
  const [openstack, ...clusters] = await Promise.all([
    cloud === undefined
      ? []
      : ask(
          () => live.connect(cloud, around),
          (client: OpenStack) => live.openstackStatus(client, plan, { teams: ids }),
        ),
    ...contexts.map((name) =>
      ask(
        () => live.connectKubernetes(name, around),
        async (client: Kubernetes) => {
          const statuses = await live.kubernetesStatus(client, plan, { teams: ids });
          drift.push(...(await (await import("./live-drift.ts")).liveDrift(client, plan, statuses)));
          return statuses;
        },
      ),
    ),
  ]);
  const namespaces = clusters.flat();
  const rows = chosen.map((entry) =>
    teamStatus(
      entry,
      openstack.find(({ team }) => team === entry.team.id),
      namespaces.find(({ team }) => team === entry.team.id),
      drift.filter(({ team, code }) => team === entry.team.id && code !== "BV342").length,
    ),
  );
  const ready = rows.every((row) => row.ready);
  const worst = codes.find((code) => code === 3) ?? codes.find((code) => code === 4) ?? codes[0];
  const order = sortFindings(drift);
  return { ready, teams: rows, problems, drift: order, exitCode: worst ?? (ready && drift.length === 0 ? 0 : 1) };
}

export const notAsked = "could not be asked";

export function teamStatus(
  { team, credentialsExpire }: TeamPlan,
  openstack: OpenStackTeamStatus | undefined,
  kubernetes: KubernetesTeamStatus | undefined,
  drifted = 0,
): TeamStatus {
  const names = team.vms.flatMap((group) =>
    Array.from({ length: group.count }, (_, index) => resourceName(team.name, group.key, index)),
  );
  const reasons = [
    ...(names.length > 0 && openstack === undefined ? [`OpenStack ${notAsked}`] : []),
    ...(openstack?.reasons ?? []),
    ...(team.namespace !== undefined && kubernetes === undefined
      ? [team.context === undefined ? "no cluster is named for its namespace" : `cluster ${team.context} ${notAsked}`]
      : []),
    ...(kubernetes?.reasons ?? []),
    ...(drifted > 0 ? [`${drifted} of its guard rails not as planned`] : []),
  ];
  return {
    team: team.id,
    ready: reasons.length === 0,
    reasons,
    vms: {
      ready: names.filter((name) =>
        openstack?.servers.some((server) => server.name === name && server.status === "ACTIVE"),
      ).length,
      expected: names.length,
    },
    floatingIps: openstack?.floatingIps ?? [],
    expires: credentialsExpire,
    openstack,
    kubernetes,
  };
}
