// SPDX-License-Identifier: Apache-2.0
import { type ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { Event, Team } from "../model/light.ts";
import { AdmissionGuards } from "./admission-guards.ts";
import { NetworkFloor } from "./network-floor.ts";
import { unnamed } from "./objects/owned.ts";

export interface EventChartProps {
  readonly event: Pick<Event, "name" | "guardRails"> & {
    /** @default - none: no floor under the teams' egress */
    readonly teams?: readonly Pick<Team, "id" | "namespace">[] | undefined;
  };
}

/** What all teams of an event share in one cluster: rules that hold in each of their namespaces. */
export class EventChart extends Chart {
  constructor(scope: Construct, id: string, props: EventChartProps) {
    super(scope, id);
    const { name, guardRails, teams = [] } = props.event;
    new AdmissionGuards(this, "Guards", { event: name, guardRails });
    if (guardRails.networkPolicies !== "standard")
      new NetworkFloor(this, "NetworkFloor", {
        event: name,
        networkPolicies: guardRails.networkPolicies,
        nodeNetworks: guardRails.nodeNetworks,
        teams: teams.filter(({ namespace }) => namespace !== undefined).map(({ id }) => id),
        openings: [...new Set(teams.flatMap(({ namespace }) => namespace?.openings ?? []))],
      });
  }

  /** Called by cdk8s for an object without `metadata.name`; hashes of construct paths are no names. */
  override generateObjectName(apiObject: ApiObject): string {
    throw unnamed(apiObject);
  }
}

/** The chart of what an event shares in one cluster, named after the event. */
export function eventChart(scope: Construct, props: EventChartProps): EventChart {
  return new EventChart(scope, props.event.name, props);
}
