// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import type { Event } from "../model/index.ts";
import type { TeamPlan } from "../planning/index.ts";
import type { AdminCloud } from "./clouds.ts";
import { needsOpenStack } from "./needs.ts";

/**
 * Asks the cloud for everything that the teams name, once for each name, before anything is made.
 * @throws RunError with all that is missing and for whom
 */
export async function lookUp(cloud: AdminCloud, event: Event, plans: readonly TeamPlan[]): Promise<void> {
  const { catalogue } = cloud;
  const own = new Set(event.flavors?.filter((flavor) => !flavor.existing).map((flavor) => flavor.name));
  const asked = plans.filter(({ team }) => needsOpenStack(team)).flatMap(({ team }) => [
    catalogue.role("member", { team: team.id, path: "project" }),
    ...(team.vms.length > 0 ? [catalogue.externalNetwork(event.externalNetwork, { team: team.id, path: "externalNetwork" })] : []),
    ...team.vms.flatMap((group) => [
      catalogue.image(group.image, { team: team.id, path: `vms.${group.key}.image` }),
      ...(own.has(group.flavor) ? [] : [catalogue.flavor(group.flavor, { team: team.id, path: `vms.${group.key}.flavor` })]),
    ]),
  ]);
  const faults = (await Promise.allSettled(asked)).flatMap((answer) => (answer.status === "rejected" ? [messageOf(answer.reason)] : []));
  if (faults.length > 0) throw new pulumi.RunError([...new Set(faults)].join("\n"));
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
