// SPDX-License-Identifier: Apache-2.0
import { type ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { type Event, type NamespaceSpec, quantityMillis, type Team, type WorkspaceSpec } from "../model/index.ts";
import { unnamed } from "./objects/owned.ts";
import { TeamAccess } from "./team-access.ts";
import { TeamIsolation } from "./team-isolation.ts";
import { TeamNamespace } from "./team-namespace.ts";
import { TeamQuota } from "./team-quota.ts";
import { Workspace } from "./workspace.ts";

export interface TeamChartProps {
  readonly event: Pick<Event, "name" | "window">;
  /** A team that has a namespace. */
  readonly team: Pick<Team, "id" | "name" | "title" | "contact" | "members" | "mentors" | "namespace">;
  /**
   * Instant after which the namespace may be removed.
   * @default - end of the event's window
   */
  readonly credentialsExpire?: string | undefined;
}

/**
 * All Kubernetes objects of one team. Every object is named: one without a name throws where it is made.
 * @throws Error when the team has no namespace.
 */
export class TeamChart extends Chart {
  readonly teamNamespace: TeamNamespace;
  readonly quota: TeamQuota;
  readonly isolation: TeamIsolation;
  readonly access: TeamAccess;
  /** Absent when the team wants none. */
  readonly workspace: Workspace | undefined;

  constructor(scope: Construct, id: string, props: TeamChartProps) {
    super(scope, id);
    const { event, team } = props;
    const spec = team.namespace;
    if (spec === undefined) throw new Error(`team ${team.id} has no namespace: make no TeamChart for it`);
    const owner = { event: event.name, team: team.id, namespace: team.name };
    this.teamNamespace = new TeamNamespace(this, "Namespace", {
      ...owner,
      title: team.title,
      contact: team.contact,
      expires: props.credentialsExpire ?? event.window.end,
    });
    this.quota = new TeamQuota(this, "Quota", { ...owner, quota: spec.quota, limits: spec.limits });
    this.isolation = new TeamIsolation(this, "Isolation", owner);
    this.access = new TeamAccess(this, "Access", {
      ...owner,
      members: team.members.map((person) => person.id),
      mentors: team.mentors.map((person) => person.id),
    });
    this.workspace = spec.workspace && this.addWorkspace(owner, spec, spec.workspace);
    for (const part of [this.quota, this.isolation, this.access]) part.node.addDependency(this.teamNamespace);
  }

  /** Called by cdk8s for an object without `metadata.name`; hashes of construct paths are no names. */
  override generateObjectName(apiObject: ApiObject): string {
    throw unnamed(apiObject);
  }

  private addWorkspace(
    owner: { event: string; team: string; namespace: string },
    spec: NamespaceSpec,
    wanted: WorkspaceSpec,
  ): Workspace {
    const workspace = new Workspace(this, "Workspace", {
      ...owner,
      ...wanted,
      cpuLimit: larger(wanted.cpu, spec.limits.cpu),
    });
    // The first pods must meet quota and policies, not race them.
    workspace.node.addDependency(this.teamNamespace, this.quota, this.isolation);
    workspace.node.addValidation({ validate: () => fitFaults(spec, wanted) });
    return workspace;
  }
}

/** The chart of one team, named like its namespace. Give each team an App of its own: synthesis is quadratic in charts. */
export function teamChart(scope: Construct, props: TeamChartProps): TeamChart {
  return new TeamChart(scope, props.team.name, props);
}

function larger(a: string, b: string): string {
  return quantityMillis(b) > quantityMillis(a) ? b : a;
}

function fitFaults(spec: NamespaceSpec, workspace: WorkspaceSpec): string[] {
  return (["cpu", "memory"] as const).flatMap((kind) =>
    quantityMillis(workspace[kind]) * BigInt(workspace.replicas) <= quantityMillis(spec.quota[kind])
      ? []
      : [
          `${workspace.replicas} × ${workspace[kind]} ${kind} is more than the namespace's quota of ${spec.quota[kind]}: ask for less or raise the quota`,
        ],
  );
}
