// SPDX-License-Identifier: Apache-2.0
import type { Kubernetes, KubernetesTeamStatus } from "../live/index.ts";
import { type Finding, guardRailLabel } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";

/**
 * What of the guard rails in one cluster is not as planned, and what holds a namespace that is being removed. Only what teams must not
 * change is compared: the workspace is theirs to scale.
 */
export async function liveDrift(
  cluster: Kubernetes,
  plan: EventPlan,
  statuses: readonly KubernetesTeamStatus[],
): Promise<Finding[]> {
  const [{ driftFindings, heldFindings, heldNamespace, kubernetesDrift }, { admissionGuards, teamObjects }] =
    await Promise.all([import("../live/index.ts"), import("../kubernetes/light.ts")]);
  const { event } = plan;
  const there = (id: string): KubernetesTeamStatus | undefined => statuses.find(({ team }) => team === id);
  const planned = plan.teams
    .filter(({ team }) => there(team.id)?.phase === "Active")
    .map(({ team, credentialsExpire }) => ({
      team: team.id,
      objects: teamObjects({ event, team, credentialsExpire }).filter(isGuardRail),
    }));
  if (planned.length === 0) return heldOf();
  // One question for all: what the apiserver serves is asked once.
  const shared = admissionGuards({ event: event.name, guardRails: event.guardRails });
  const drifts = await kubernetesDrift(cluster, [...shared, ...planned.flatMap(({ objects }) => objects)]);
  const findings = planned.flatMap(({ team }) =>
    driftFindings(
      drifts.filter(({ namespace }) => namespace === there(team)?.namespace),
      team,
    ),
  );
  return [
    ...driftFindings(drifts.filter(({ namespace }) => namespace === undefined)),
    ...findings,
    ...(await heldOf()),
  ];

  async function heldOf(): Promise<Finding[]> {
    const going = statuses.filter(({ phase }) => phase === "Terminating");
    const held = await Promise.all(
      going.map(async ({ team, namespace }) => {
        const found = await heldNamespace(cluster, namespace);
        return found === undefined ? [] : heldFindings(found, team);
      }),
    );
    return held.flat();
  }
}

function isGuardRail({ kind, metadata }: { readonly kind: string; readonly metadata: object }): boolean {
  const { labels } = metadata as { readonly labels?: Readonly<Record<string, string>> };
  return kind === "Namespace" || labels?.[guardRailLabel] === "true";
}
