// SPDX-License-Identifier: Apache-2.0
import { type ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { BoundedTokens } from "./bounded-tokens.ts";
import { unnamed } from "./objects/owned.ts";

export interface EventChartProps {
  readonly event: { readonly name: string };
}

/** What all teams of an event share in one cluster: rules that hold in each of their namespaces. */
export class EventChart extends Chart {
  constructor(scope: Construct, id: string, props: EventChartProps) {
    super(scope, id);
    new BoundedTokens(this, "BoundedTokens", { event: props.event.name });
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
