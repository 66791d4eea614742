// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { type Event, nearest, type Team } from "../model/index.ts";

/**
 * Fails at once, and before anything of the team is made, when it names flavors that the event's flavors file has not. An
 * event that was read from files is checked already; one whose plan was made by hand is not. Without a flavors file the
 * cloud is asked later.
 * @throws RunError with every such flavor and the nearest name
 */
export function requireKnownFlavors(event: Pick<Event, "flavors">, team: Team): void {
  const { flavors } = event;
  if (flavors === undefined) return;
  const names = flavors.map(({ name }) => name);
  const faults = team.vms
    .filter(({ flavor }) => !names.includes(flavor))
    .map(({ key, flavor }) => {
      const [near] = nearest(flavor, names, 1);
      const next = near === undefined ? `there are ${names.join(", ")}` : `did you mean ${JSON.stringify(near)}?`;
      return `team ${team.id}, vms.${key}.flavor: the flavor ${JSON.stringify(flavor)} is not in the flavors file; ${next}`;
    });
  if (faults.length > 0) throw new pulumi.RunError(faults.join("\n"));
}
