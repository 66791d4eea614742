// SPDX-License-Identifier: Apache-2.0
import { compareForeign, type Inventory, inventory, type OwnedObject } from "../live/index.ts";
import { slug } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import type { Run } from "./run.ts";
import type { LeftoverReport } from "./types.ts";

/**
 * Asks every list of the cloud again, with the projects known from before: what the event still owns, and whether what is not
 * its own is as it was. What the event file says to keep is added to `kept`, the rest is left over.
 */
export async function proof(run: Run, before: Inventory | undefined, kept: string[]): Promise<LeftoverReport | undefined> {
  const cloud = await run.cloud();
  if (!cloud || !before) return undefined;
  run.tell({ type: "stage", name: "proof", detail: "every list of the cloud, once more" });
  const { event } = run.plan;
  const after = await inventory(cloud, { event: event.name, projects: before.projects });
  const teams = run.options.teams?.map(slug);
  const inScope = after.objects.filter(({ team }) => teams === undefined || (team !== undefined && teams.includes(team)));
  const keep = new Set(keptByPolicy(run.plan, inScope).map(({ id }) => id));
  for (const { type, name, id, team } of inScope) if (keep.has(id)) kept.push(`${team ?? ""}: ${type} ${name} (${id})`);
  const compared = compareForeign(before.foreign, after.foreign);
  for (const missing of compared.missing) {
    run.tell({ type: "finding", finding: { code: "BV503", severity: "warning", message: "an object that the event does not own went away meanwhile", seen: missing } });
  }
  return {
    owned: inScope
      .filter(({ id }) => !keep.has(id))
      .map(({ service, type, id, name, team }) => ({ service, kind: type, id, name, team })),
    asked: after.asked,
    unreadable: after.unreadable.map(({ list, reason }) => `${list}: ${reason}`),
    notAsked: after.notAsked.map(({ list, reason }) => `${list}: ${reason}`),
    foreignUnchanged: compared.unchanged,
  };
}

/** Of what a team owns, what its teardown policy leaves: data volumes, their snapshots, and the project that holds them. */
export function keptByPolicy(plan: EventPlan, objects: readonly OwnedObject[]): OwnedObject[] {
  const keepers = new Set(plan.teams.filter(({ team }) => team.teardown.volumes !== "delete").map(({ team }) => slug(team.id)));
  const data = objects.filter(({ type, team }) => team !== undefined && keepers.has(team) && (type === "volume" || type === "snapshot"));
  const projects = new Set(data.map(({ project }) => project));
  return objects.filter((object) => data.includes(object) || (object.type === "project" && projects.has(object.id)));
}
