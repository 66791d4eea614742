// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { eventFlavorId, type Event } from "../model/index.ts";
import type { Asker } from "../openstack/index.ts";
import type { TeamPlan } from "../planning/index.ts";
import type { AdminCloud } from "./clouds.ts";
import { needsOpenStack } from "./needs.ts";

export interface LookUpOptions {
  /** The event's own flavors are made by another stack and must be there. @default false */
  readonly eventFlavors?: boolean | undefined;
}

/**
 * Asks the cloud for everything that the teams name, once for each name, before anything is made.
 * @throws RunError with all that is missing and for whom
 */
export async function lookUp(
  cloud: AdminCloud,
  event: Event,
  plans: readonly TeamPlan[],
  options: LookUpOptions = {},
): Promise<void> {
  const { catalogue } = cloud;
  const own = new Set(event.flavors?.filter((flavor) => !flavor.existing).map((flavor) => flavor.name));
  const flavor = (name: string, asker: Asker): Promise<string>[] => {
    if (!own.has(name)) return [catalogue.flavor(name, asker)];
    return options.eventFlavors ? [catalogue.flavorId(eventFlavorId(event.name, name), name, asker)] : [];
  };
  const asked = plans
    .filter(({ team }) => needsOpenStack(team))
    .flatMap(({ team }) => [
      catalogue.role("member", { team: team.id, path: "project" }),
      ...(team.vms.length > 0
        ? [catalogue.externalNetwork(event.externalNetwork, { team: team.id, path: "externalNetwork" })]
        : []),
      ...team.vms.flatMap((group) => [
        catalogue.image(group.image, { team: team.id, path: `vms.${group.key}.image` }),
        ...flavor(group.flavor, { team: team.id, path: `vms.${group.key}.flavor` }),
      ]),
    ]);
  const faults = (await Promise.allSettled(asked)).flatMap((answer) =>
    answer.status === "rejected" ? [messageOf(answer.reason)] : [],
  );
  if (faults.length > 0) throw new pulumi.RunError([...new Set(faults)].join("\n"));
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
