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
