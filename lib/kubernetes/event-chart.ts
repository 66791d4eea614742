// SPDX-License-Identifier: Apache-2.0
import { type ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { GuardRails } from "../model/index.ts";
import { AdmissionGuards } from "./admission-guards.ts";
import { unnamed } from "./objects/owned.ts";

export interface EventChartProps {
  readonly event: { readonly name: string; readonly guardRails: GuardRails };
}

/** What all teams of an event share in one cluster: rules that hold in each of their namespaces. */
export class EventChart extends Chart {
  constructor(scope: Construct, id: string, props: EventChartProps) {
    super(scope, id);
    const { name, guardRails } = props.event;
    new AdmissionGuards(this, "Guards", { event: name, guardRails });
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
