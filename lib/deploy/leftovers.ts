// SPDX-License-Identifier: Apache-2.0
import { compareForeign, type OwnedObject, type OwnedProject, removeLeftovers, sweepProjects } from "../live/index.ts";
import { slug } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import { heldNamespaces } from "./held.ts";
import type { Run } from "./run.ts";
import { type Survey, survey } from "./survey.ts";
import type { LeftoverReport } from "./types.ts";

/**
 * Removes what no stack stands for: the default security groups and quota rows of projects that are gone, and what people made
 * by hand in their team's project. What the event file says to keep stays.
 */
export async function sweep(run: Run, projects: readonly OwnedProject[]): Promise<void> {
  const cloud = await run.cloud();
  if (!cloud || projects.length === 0) return;
  const { failed } = await sweepProjects(
    cloud,
    projects.map(({ id }) => id),
  );
  for (const { what, reason } of failed) {
    run.tell({
      type: "finding",
      finding: { code: "BV511", severity: "warning", message: `${what} could not be removed: ${reason}` },
    });
  }
}

/** Deletes by hand what a team's own stack could not, because the team had made more than the stack knows. */
export async function removeByHand(run: Run, team: string, projects: readonly OwnedProject[]): Promise<number> {
  const cloud = await run.cloud();
  if (!cloud) return 0;
  const keep = (object: OwnedObject): boolean =>
    keptByPolicy(run.plan, [object]).length > 0 || object.type === "project" || object.type === "user";
  const { removed } = await removeLeftovers(
    cloud,
    { event: run.plan.event.name, team: slug(team), projects },
    { keep },
  );
  return removed.length;
}

/**
 * Asks every list of every cloud again, with the projects known from before: what the event still owns, and whether what is not
 * its own is as it was. What the event file says to keep is added to `kept`, the rest is left over.
 */
export async function proof(run: Run, before: Survey, kept: string[]): Promise<LeftoverReport> {
  run.tell({ type: "stage", name: "proof", detail: "every list of every cloud, once more" });
  const after = await survey(run, before.projects);
  const teams = run.options.teams?.map(slug);
  const inScope = after.objects.filter(
    ({ team }) => teams === undefined || (team !== undefined && teams.includes(team)),
  );
  // A team that has left the file has no policy there; what its stack retained was noted on the way.
  const noted = inScope.filter(({ id }) => kept.some((line) => line.includes(id)));
  const keep = new Set([...keptByPolicy(run.plan, inScope), ...noted].map(({ id }) => id));
  // The data and its place; a default security group is not worth a line.
  const worthALine = ["volume", "snapshot", "project", "user"];
  for (const { type, name, id, team } of inScope)
    if (keep.has(id) && worthALine.includes(type) && !kept.some((line) => line.includes(id)))
      kept.push(`${team ?? ""}: ${type} ${name} (${id})`);
  let unchanged = 0;
  const gone: string[] = [];
  for (const [cloud, { foreign }] of before.inventories) {
    const now = after.inventories.get(cloud)?.foreign;
    if (!now) continue;
    const compared = compareForeign(foreign, now);
    unchanged += compared.unchanged;
    gone.push(...compared.missing);
  }
  if (gone.length > 0) {
    run.tell({
      type: "finding",
      finding: {
        code: "BV510",
        severity: "info",
        message: `${gone.length} objects that are not the event's went away meanwhile, not by this run`,
        seen: gone.length > 3 ? `${gone.slice(0, 3).join(", ")}, …` : gone.join(", "),
      },
    });
  }
  for (const finding of await heldNamespaces(inScope)) run.tell({ type: "finding", finding });
  const inventories = [...after.inventories.values()];
  return {
    owned: inScope
      .filter(({ id }) => !keep.has(id))
      .map(({ service, type, id, name, team }) => ({ service, kind: type, id, name, team })),
    asked: inventories.reduce((total, { asked }) => total + asked, 0),
    unreadable: after.unreadable,
    notAsked: inventories.flatMap(({ notAsked }) => notAsked.map(({ list, reason }) => `${list}: ${reason}`)),
    foreignUnchanged: unchanged,
  };
}

/** Of what a team owns, what its teardown policy leaves: data volumes, their snapshots, and the project and login around them. */
export function keptByPolicy(plan: EventPlan, objects: readonly OwnedObject[]): OwnedObject[] {
  const keepers = new Set(
    plan.teams.filter(({ team }) => team.teardown.volumes !== "delete").map(({ team }) => slug(team.id)),
  );
  const data = objects.filter(
    ({ type, team }) => team !== undefined && keepers.has(team) && (type === "volume" || type === "snapshot"),
  );
  const projects = new Set(data.map(({ project }) => project));
  const teams = new Set(data.map(({ team }) => team));
  const around = (object: OwnedObject): boolean =>
    inKeptProject(object, projects) ||
    (teams.has(object.team) && (object.type === "user" || object.type === "role assignment"));
  return objects.filter((object) => data.includes(object) || around(object));
}

// A kept project keeps what the cloud itself holds for it.
function inKeptProject({ type, id, project, name }: OwnedObject, projects: ReadonlySet<string | undefined>): boolean {
  if (type === "project") return projects.has(id);
  if (!projects.has(project)) return false;
  return (
    type === "network quota" || type === "security group rule" || (type === "security group" && name === "default")
  );
}
