// SPDX-License-Identifier: Apache-2.0
import { type ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { TeamDataServices, type TeamDataServicesProps } from "./data/team-data-services.ts";
import { unnamed } from "./objects/owned.ts";
import { fitFaults, teamParts, type TeamObjectsProps } from "./objects/team.ts";
import { TeamAccess } from "./team-access.ts";
import { TeamIsolation } from "./team-isolation.ts";
import { TeamNamespace } from "./team-namespace.ts";
import { TeamQuota } from "./team-quota.ts";
import { Workspace } from "./workspace.ts";

export interface TeamChartProps extends TeamObjectsProps {
  /**
   * Password of a user of the team's data services: a value that is known only at deployment.
   * @default - their Secrets are made elsewhere
   */
  readonly password?: TeamDataServicesProps["password"];
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
  /** Absent when the team has none. */
  readonly data: TeamDataServices | undefined;

  constructor(scope: Construct, id: string, props: TeamChartProps) {
    super(scope, id);
    const parts = teamParts(props);
    this.teamNamespace = new TeamNamespace(this, "Namespace", parts.namespace);
    this.quota = new TeamQuota(this, "Quota", parts.quota);
    this.isolation = new TeamIsolation(this, "Isolation", parts.isolation);
    this.access = new TeamAccess(this, "Access", parts.access);
    this.workspace = parts.workspace && new Workspace(this, "Workspace", parts.workspace);
    this.data = parts.data && new TeamDataServices(this, "Data", { ...parts.data, password: props.password });
    for (const part of [this.quota, this.isolation, this.access]) part.node.addDependency(this.teamNamespace);
    // The first pods must meet quota and policies, not race them.
    for (const part of [this.workspace, this.data])
      part?.node.addDependency(this.teamNamespace, this.quota, this.isolation);
    this.workspace?.node.addValidation({ validate: () => fitFaults(props) });
  }

  /** Called by cdk8s for an object without `metadata.name`; hashes of construct paths are no names. */
  override generateObjectName(apiObject: ApiObject): string {
    throw unnamed(apiObject);
  }
}

/** The chart of one team, named like its namespace. Give each team an App of its own: synthesis is quadratic in charts. */
export function teamChart(scope: Construct, props: TeamChartProps): TeamChart {
  return new TeamChart(scope, props.team.name, props);
}
