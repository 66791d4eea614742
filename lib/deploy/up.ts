// SPDX-License-Identifier: Apache-2.0
import { ownsFlavors, sharedProgram, teamProgram } from "../environment/index.ts";
import { lockPath, writeLock } from "../files/index.ts";
import { exitCodeOf, preflight } from "../live/index.ts";
import { stackName } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import type { Program } from "./program-server.ts";
import { type Ending, frame, prefixesOf, type Run, tellFindings } from "./run.ts";
import type { StackJob } from "./stack.ts";
import { runTeam, runTeams, upTeam } from "./team-run.ts";
import { type DeployOptions, type RunResult, sharedTeam } from "./types.ts";

/** The programs of an event; tests give their own. */
export interface Programs {
  /** undefined: the event shares nothing. */
  shared(plan: EventPlan): Program | undefined;
  team(plan: EventPlan, team: string, seed: string): Program;
  /** Read-only questions to the clouds before anything is written. @default those of `bivouac doctor` */
  readonly preflight?: typeof preflight | undefined;
}

const environmentPrograms: Programs = {
  shared: (plan) => (ownsFlavors(plan.event) ? sharedProgram(plan) : undefined),
  team: (plan, team, seed) => teamProgram(plan, team, { seed }),
};

/**
 * Brings the event up, or some of its teams: checks everything first, then what the teams share, then the teams side by side.
 * Never throws for what the world is like; see `RunResult.exitCode`.
 */
export async function up(options: DeployOptions, programs: Programs = environmentPrograms): Promise<RunResult> {
  const before = async (plan: EventPlan, tell: Parameters<typeof tellFindings>[1]): Promise<void> => {
    tell({ type: "stage", name: "preflight", detail: "both clouds, read-only" });
    const findings = await (programs.preflight ?? preflight)(plan, { teams: options.teams });
    tellFindings(findings, tell, exitCodeOf(findings), "the preflight of both clouds");
    await writeLock(lockPath(options.eventFile), plan.lock);
  };
  return frame("up", options, before, (run) => upAll(run, programs));
}

async function upAll(run: Run, programs: Programs): Promise<Ending> {
  const { plan } = run;
  const results = [];
  const sharedJob = programs.shared(plan) ?? (run.stacks.has(run.shared) ? async () => ({}) : undefined);
  if (sharedJob) {
    run.tell({ type: "stage", name: "shared", detail: "what the teams share" });
    const result = await runTeam(run, { team: sharedTeam, stack: run.shared, prefixes: prefixesOf(plan.event.name), program: sharedJob }, upTeam);
    results.push(result);
    if (!result.ok) return { teams: results };
  }
  const jobs = plan.teams
    .filter(({ team }) => run.options.teams === undefined || run.options.teams.includes(team.id))
    .map(({ team }): StackJob => ({
      team: team.id,
      stack: stackName(plan.event.name, team.id),
      prefixes: prefixesOf(plan.event.name, team.id),
      program: programs.team(plan, team.id, run.seed),
    }));
  run.tell({ type: "stage", name: "teams", detail: `${jobs.length} ${jobs.length === 1 ? "team" : "teams"}` });
  results.push(...(await runTeams(run, jobs, upTeam)));
  return { teams: results };
}
