// SPDX-License-Identifier: Apache-2.0
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { stackName } from "../model/index.ts";
import { listStacks } from "./backend.ts";
import { keepTeamClaims } from "./kept-claims.ts";
import { proof, removeByHand, sweep } from "./leftovers.ts";
import { type Ending, frame, prefixesOf, type Run } from "./run.ts";
import { takeSnapshots } from "./snapshots.ts";
import { openStack, runStack, type StackJob } from "./stack.ts";
import { stackDir } from "./state-dir.ts";
import { type Survey, survey } from "./survey.ts";
import { failure, resultOf, sum } from "./team-result.ts";
import { runTeam, runTeams } from "./team-run.ts";
import { type DeployOptions, type RunResult, sharedTeam, type TeamResult } from "./types.ts";

/**
 * Takes the event down, or some of its teams: teams side by side, what they share last, then counts through the clouds' own
 * lists what the event still owns. What exists is read from the state, so a team that has left the event file goes too.
 */
export async function destroy(options: DeployOptions): Promise<RunResult> {
  return frame("destroy", options, destroyAll);
}

async function destroyAll(run: Run): Promise<Ending> {
  const { plan, options } = run;
  run.tell({ type: "stage", name: "inventory", detail: "what is there before" });
  const before = await survey(run);
  const jobs = jobsOf(run);
  const kept: string[] = [];
  if (jobs.length > 0)
    run.tell({ type: "stage", name: "teams", detail: `${jobs.length} ${jobs.length === 1 ? "team" : "teams"}` });
  const results = await runTeams(run, jobs, (own, job) => destroyTeam(own, job, before, kept));
  if (run.stacks.has(run.shared) && options.teams === undefined && results.every(({ ok }) => ok)) {
    run.tell({ type: "stage", name: "shared", detail: "what the teams shared" });
    const job: StackJob = {
      team: sharedTeam,
      stack: run.shared,
      prefixes: prefixesOf(plan.event.name),
      program: nothing,
    };
    results.push(await runTeam(run, job, (own, one) => destroyTeam(own, one, before, kept)));
  }
  if (options.signal.aborted) return { teams: results, kept };

  await sweep(run, before.projects);
  const leftovers = await proof(run, before, kept);
  await tidy(run, kept.length > 0);
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

async function destroyTeam(run: Run, job: StackJob, before: Survey, kept: string[]): Promise<TeamResult> {
  const { team } = job;
  const refused = (await takeSnapshots(run, team)) ?? (await keepTeamClaims(run, team, kept));
  if (refused !== undefined) return failure(run, team, 0, { code: "BV503", cause: refused });
  await openStack(run.context, job, true);
  const first = await runStack(run.context, job, "destroy", ["--remove"]);
  let engine = first;
  let { changes } = first.progress;
  if (!first.ok && !first.interrupted && team !== sharedTeam) {
    // Mostly the team's own additions stand in the way: a server on its network, a volume in its project.
    const removed = await removeByHand(run, team, before.projects);
    run.tell({
      type: "stage",
      name: "repeat",
      detail: `${team}: ${removed} objects that the team had added are removed, once more`,
    });
    engine = await runStack(run.context, job, "destroy", ["--remove", "--refresh"]);
    changes = sum(changes, engine.progress.changes);
  }
  // What the event file keeps is listed by the proof, with its name in the cloud; this is for a team that has left the file.
  if (!run.plan.teams.some((planned) => planned.team.id === team))
    for (const one of new Set([first, engine])) kept.push(...one.progress.kept.map((object) => `${team}: ${object}`));
  if (engine.ok) await rm(stackDir(run.dir, job.stack), { recursive: true, force: true });
  return resultOf(run, team, engine, engine.seconds, changes);
}

/** Removes what no later run needs once no stack is left: all but the logs, and the seed of kept users' passwords. */
async function tidy(run: Run, isKept: boolean): Promise<void> {
  if (!run.dir.local || (await listStacks(run.context, run.shared)).length > 0) return;
  const useless = ["state", "stacks", "passphrase", "passphrase.check", ...(isKept ? [] : ["seed"])];
  for (const name of useless) await rm(join(run.dir.root, name), { recursive: true, force: true });
}
