// SPDX-License-Identifier: Apache-2.0
import type { Event, Team } from "../model/index.ts";

/** Whether the team gets a Keystone project: it has VMs, or the file gives it quotas. */
export function needsOpenStack(team: Team): boolean {
  return team.vms.length > 0 || Object.keys(team.quotas).length > 0;
}

/** Whether the event creates flavors of its own. */
export function ownsFlavors(event: Event): boolean {
  return event.clouds.openstack !== undefined && (event.flavors?.some((flavor) => !flavor.existing) ?? false);
}

/** kubeconfig contexts of all clusters that hold a team of the event, in the order of the file. */
export function clustersOf(event: Event): string[] {
  const contexts = event.teams.flatMap(({ namespace, context }) =>
    namespace === undefined || context === undefined ? [] : [context],
  );
  return [...new Set(contexts)];
}

/** Whether there is anything that the teams share. */
export function sharesAnything(event: Event): boolean {
  return ownsFlavors(event) || clustersOf(event).length > 0;
}
