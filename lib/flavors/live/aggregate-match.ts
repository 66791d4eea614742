// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import type { CloudAggregate } from "./facts.ts";
import { aggregateValues, matchOperator } from "./operators.ts";

/** One thing that AggregateInstanceExtraSpecsFilter asks of a host's aggregates. */
export interface AggregateDemand {
  /** The extra spec. */
  readonly key: string;
  /** Key of the metadata. */
  readonly metadata: string;
  readonly wanted: string;
}

const scope = "aggregate_instance_extra_specs";

/** What the flavor asks with the filter's own prefix. */
export function scopedDemands(flavor: Flavor): AggregateDemand[] {
  return demandsOf(flavor, (prefix) => prefix === scope);
}

/** Keys without a prefix: the filter takes them as its own. */
export function bareDemands(flavor: Flavor): AggregateDemand[] {
  return demandsOf(flavor, (prefix) => prefix === undefined);
}

/** One flag a demand: whether aggregates together (those of one host) satisfy it. */
export function satisfies(aggregates: readonly CloudAggregate[], { metadata, wanted }: AggregateDemand): boolean {
  // The first value that breaks the filter ends the request: what comes after it is not asked.
  for (const value of aggregateValues(aggregates, metadata)) {
    const matched = matchOperator(value, wanted);
    if (matched !== false) return matched === true;
  }
  return false;
}

/** Hosts that pass the filter for all demands. */
export function hostsFor(aggregates: readonly CloudAggregate[], demands: readonly AggregateDemand[]): string[] {
  return [...aggregatesByHost(aggregates)]
    .filter(([, its]) => demands.every((demand) => satisfies(its, demand)))
    .map(([host]) => host);
}

/** Host → its aggregates. Hosts without any are not in it. */
export function aggregatesByHost(aggregates: readonly CloudAggregate[]): Map<string, CloudAggregate[]> {
  const hosts = new Map<string, CloudAggregate[]>();
  for (const aggregate of aggregates)
    for (const host of aggregate.hosts) {
      const its = hosts.get(host);
      if (its) its.push(aggregate);
      else hosts.set(host, [aggregate]);
    }
  return hosts;
}

function demandsOf(flavor: Flavor, wants: (prefix: string | undefined) => boolean): AggregateDemand[] {
  return [...flavor.specs].flatMap(([key, wanted]) => {
    const colon = key.indexOf(":");
    const prefix = colon < 0 ? undefined : key.slice(0, colon);
    return wants(prefix) ? [{ key, metadata: key.slice(colon + 1), wanted }] : [];
  });
}
