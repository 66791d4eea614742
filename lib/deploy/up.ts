// SPDX-License-Identifier: Apache-2.0
import { sharedProgram, sharesAnything, teamProgram } from "../environment/index.ts";
import { lockPath, writeLock } from "../files/index.ts";
import { exitCodeOf, preflight } from "../live/index.ts";
import { type Finding, stackName } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import type { Program } from "./program-server.ts";
import { type Ending, frame, prefixesOf, type Run, tellFindings } from "./run.ts";
import type { StackJob } from "./stack.ts";
import { failure } from "./team-result.ts";
import { runTeam, runTeams, upTeam } from "./team-run.ts";
import { type DeployOptions, type RunResult, sharedTeam, type TeamResult } from "./types.ts";

/** The programs of an event; tests give their own. */
export interface Programs {
  /** undefined: the event shares nothing. */
  shared(plan: EventPlan): Program | undefined;
  team(plan: EventPlan, team: string, seed: string): Program;
  /** Read-only questions to the clouds before anything is written. @default those of `bivouac doctor` */
  readonly preflight?: typeof preflight | undefined;
}

const environmentPrograms: Programs = {
  shared: (plan) => (sharesAnything(plan.event) ? sharedProgram(plan) : undefined),
  team: (plan, team, seed) => teamProgram(plan, team, { seed }),
};

/**
 * Brings the event up, or some of its teams: checks everything first, then what the teams share, then the teams side by side.
 * Never throws for what the world is like; see `RunResult.exitCode`.
 */
export async function up(options: DeployOptions, programs: Programs = environmentPrograms): Promise<RunResult> {
  return frame("up", options, (run) => upAll(run, programs));
}

async function upAll(run: Run, programs: Programs): Promise<Ending> {
  const { plan, options } = run;
  const wanted = plan.teams
    .map(({ team }) => team.id)
    .filter((team) => options.teams === undefined || options.teams.includes(team));
  run.tell({ type: "stage", name: "preflight", detail: "both clouds, read-only" });
  const barred = sift(run, wanted, await (programs.preflight ?? preflight)(plan, { teams: options.teams }));
  await writeLock(lockPath(options.eventFile), plan.lock);

  const results: TeamResult[] = [];
  const sharedJob = programs.shared(plan) ?? (run.stacks.has(run.shared) ? async () => ({}) : undefined);
  if (sharedJob) {
    run.tell({ type: "stage", name: "shared", detail: "what the teams share" });
    const result = await runTeam(
      run,
      { team: sharedTeam, stack: run.shared, prefixes: prefixesOf(plan.event.name), program: sharedJob },
      upTeam,
    );
    results.push(result);
    if (!result.ok) return { teams: results };
  }
  const jobs = wanted.map((team): StackJob => ({
    team,
    stack: stackName(plan.event.name, team),
    prefixes: prefixesOf(plan.event.name, team),
    program: programs.team(plan, team, run.seed),
  }));
  run.tell({ type: "stage", name: "teams", detail: `${jobs.length} ${jobs.length === 1 ? "team" : "teams"}` });
  results.push(
    ...(await runTeams(run, jobs, async (own, job) => {
      const finding = barred.get(job.team);
      return finding ? failure(own, job.team, 0, { code: finding.code, cause: sentence(finding) }) : upTeam(own, job);
    })),
  );
  return { teams: results };
}

/**
 * What the preflight found, told. A fault of the whole event, or of every team, ends the run; a fault of some teams keeps only
 * them back, and not one that is up already: its servers are what fills the hosts.
 */
function sift(run: Run, wanted: readonly string[], findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const isUp = (team: string): boolean => run.stacks.has(stackName(run.plan.event.name, team));
  const judged = findings.map((finding): Finding =>
    finding.code === noRoom && finding.team !== undefined && isUp(finding.team)
      ? { ...finding, severity: "warning" }
      : finding,
  );
  const errors = judged.filter(({ severity }) => severity === "error");
  const barred = new Map(
    errors
      .toReversed()
      .flatMap((finding): [string, Finding][] => (finding.team === undefined ? [] : [[finding.team, finding]])),
  );
  const general = errors.some(({ team }) => team === undefined);
  if (general || wanted.every((team) => barred.has(team)))
    tellFindings(judged, run.tell, exitCodeOf(judged), "the preflight of both clouds");
  for (const finding of judged) run.tell({ type: "finding", finding });
  return barred;
}

// The preflight's code for a flavor that no hypervisor has room for at present.
const noRoom = "BV319";

function sentence({ message, seen, allowed, hint }: Finding): string {
  const values = [seen && `seen ${seen}`, allowed && `allowed ${allowed}`].filter(Boolean).join("; ");
  return `${message}${values === "" ? "" : ` (${values})`}${hint === undefined ? "" : `; ${hint}`}`;
}
