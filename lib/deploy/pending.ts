// SPDX-License-Identifier: Apache-2.0
import { inventory, type OwnedObject } from "../live/index.ts";
import { slug } from "../model/index.ts";
import { readStack } from "./backend.ts";
import { isCounted, resourceLabel } from "./names.ts";
import type { Run } from "./run.ts";
import { runStack, type StackJob } from "./stack.ts";
import { stackDir } from "./state-dir.ts";
import { sharedTeam, type TeamError } from "./types.ts";

/**
 * A killed run leaves creations whose end nobody saw. When the cloud does not have the object, the state forgets it and `up`
 * makes it; when it does, making it again would leave two.
 * @returns the cause that stops this team; undefined when it may go on
 */
export async function settlePending(
  run: Run,
  job: StackJob,
): Promise<Pick<TeamError, "code" | "cause" | "exists" | "missing"> | undefined> {
  const { pending, resources } = await readStack(run.context, job.stack, stackDir(run.dir, job.stack));
  const creating = pending.filter(({ type }) => type === "creating");
  if (creating.length === 0) return undefined;
  const labels = creating.map(({ urn }) => resourceLabel(urn, job.prefixes));
  run.tell({
    type: "stage",
    name: "resume",
    detail: `${job.team}: an earlier run was cut off while it made ${labels.join(", ")}`,
  });
  const orphans = await findOrphans(run, job, labels);
  const exists = resources.filter(({ type }) => isCounted(type)).map(({ urn }) => resourceLabel(urn, job.prefixes));
  if (orphans.length > 0) return { ...orphanCause(orphans), exists, missing: labels };
  const cleared = await runStack(run.context, job, "refresh", ["--clear-pending-creates"]);
  return cleared.ok
    ? undefined
    : {
        code: "BV431",
        cause: `the state could not be brought up to date, see ${cleared.log}`,
        exists,
        missing: labels,
      };
}

/** Objects with our marks, of the kinds in question, that the state does not know. */
export async function findOrphans(run: Run, job: StackJob, labels: readonly string[]): Promise<OwnedObject[]> {
  const cloud = await run.cloud();
  if (!cloud) return [];
  const [{ objects }, { resources }] = await Promise.all([
    inventory(cloud, { event: run.plan.event.name, team: job.team === sharedTeam ? undefined : slug(job.team) }),
    readStack(run.context, job.stack, stackDir(run.dir, job.stack)),
  ]);
  const known = new Set(resources.map(({ id }) => id));
  // Marked by ourselves; what the cloud adds on its own (DHCP ports, default groups) is only in our project.
  const marked = objects.filter(({ why }) => why === "tags" || why === "metadata" || why === "description");
  return marked.filter(({ id, type }) => !known.has(id) && labels.some((label) => `${label} `.startsWith(`${type} `)));
}

export function orphanCause(orphans: readonly OwnedObject[]): { readonly code: string; readonly cause: string } {
  const names = orphans.map(({ type, name, id }) => `${type} ${name} (${id})`).join(", ");
  const commands = orphans.map(({ type, id }) => `openstack ${type.toLowerCase()} delete ${id}`).join("; ");
  return {
    code: "BV430",
    cause: `${names} exists in the cloud, but the run that made it was cut off before it was noted. Remove it, then go on: ${commands}`,
  };
}
