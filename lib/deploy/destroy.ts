// SPDX-License-Identifier: Apache-2.0
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Inventory, inventory } from "../live/index.ts";
import { stackName } from "../model/index.ts";
import { listStacks } from "./backend.ts";
import { keptByPolicy, proof } from "./leftovers.ts";
import { type Ending, frame, prefixesOf, type Run } from "./run.ts";
import { openStack, runStack, type StackJob } from "./stack.ts";
import { stackDir } from "./state-dir.ts";
import { resultOf } from "./team-result.ts";
import { runTeam, runTeams } from "./team-run.ts";
import { type DeployOptions, type RunResult, sharedTeam, type TeamResult } from "./types.ts";

/**
 * Takes the event down, or some of its teams: teams side by side, what they share last, then counts through the clouds' own
 * lists what the event still owns. What exists is read from the state, so a team that has left the event file goes too.
 */
export async function destroy(options: DeployOptions): Promise<RunResult> {
  return frame("destroy", options, async () => undefined, destroyAll);
}

async function destroyAll(run: Run): Promise<Ending> {
  const { plan, options } = run;
  const scope = { event: plan.event.name };
  const cloud = await run.cloud();
  if (cloud) run.tell({ type: "stage", name: "inventory", detail: "what is there before" });
  const before = cloud ? await inventory(cloud, scope) : undefined;

  const jobs = jobsOf(run);
  const kept: string[] = [];
  if (jobs.length > 0) run.tell({ type: "stage", name: "teams", detail: `${jobs.length} ${jobs.length === 1 ? "team" : "teams"}` });
  const results = await runTeams(run, jobs, (own, job) => destroyTeam(own, job, kept));
  if (run.stacks.has(run.shared) && options.teams === undefined && results.every(({ ok }) => ok)) {
    run.tell({ type: "stage", name: "shared", detail: "what the teams shared" });
    const job: StackJob = { team: sharedTeam, stack: run.shared, prefixes: prefixesOf(plan.event.name), program: nothing };
    results.push(await runTeam(run, job, (own, one) => destroyTeam(own, one, kept)));
  }
  if (options.signal.aborted) return { teams: results, kept };

  const leftovers = await proof(run, before, kept);
  await tidy(run, before);
  const existed = jobs.length > 0 || run.stacks.has(run.shared);
  return { teams: results, kept: [...new Set(kept)], leftovers, reason: existed ? undefined : "nothing was there" };
}

/** One job a stack that is there; ids as in the file where the file still has the team. */
function jobsOf(run: Run): StackJob[] {
  const { plan, shared, stacks, options } = run;
  const ids = new Map(plan.teams.map(({ team }) => [stackName(plan.event.name, team.id), team.id]));
  const wanted = options.teams && new Set(options.teams.map((team) => stackName(plan.event.name, team)));
  return [...stacks]
    .filter((stack) => stack !== shared && (wanted === undefined || wanted.has(stack)))
    .toSorted()
    .map((stack) => {
      const team = ids.get(stack) ?? stack.slice(shared.length + 1);
      return { team, stack, prefixes: prefixesOf(plan.event.name, team), program: nothing };
    });
}

const nothing = async (): Promise<void> => undefined;

async function destroyTeam(run: Run, job: StackJob, kept: string[]): Promise<TeamResult> {
  await openStack(run.context, job, true);
  const engine = await runStack(run.context, job, "destroy", ["--remove"]);
  kept.push(...engine.progress.kept.map((object) => (job.team === sharedTeam ? object : `${job.team}: ${object}`)));
  if (engine.ok) await rm(stackDir(run.dir, job.stack), { recursive: true, force: true });
  return resultOf(run, job.team, engine, engine.seconds);
}

/** Removes what no later run needs: all but the logs, once no stack is left and no password is of use. */
async function tidy(run: Run, before: Inventory | undefined): Promise<void> {
  if (!run.dir.local || (await listStacks(run.context, run.shared)).length > 0) return;
  if (before && keptByPolicy(run.plan, before.objects).length > 0) return;
  for (const name of ["state", "stacks", "seed", "passphrase"]) await rm(join(run.dir.root, name), { recursive: true, force: true });
}

