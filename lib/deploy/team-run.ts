// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from "node:timers/promises";
import pLimit from "p-limit";
import { allCauses, type Cause, firstCause } from "./cause.ts";
import { defaultParallel } from "./machine.ts";
import { findOrphans, orphanCause, settlePending } from "./pending.ts";
import type { Run } from "./run.ts";
import { openStack, runStack, type StackJob } from "./stack.ts";
import { failure, resultOf, sum } from "./team-result.ts";
import type { TeamResult } from "./types.ts";

/** Seconds before a team's one repetition: what was busy is given time. */
const pauseBeforeRepeat = 3;

/** Runs teams at the same time; one that fails stops nobody, and after an interrupt none starts. */
export async function runTeams(
  run: Run,
  jobs: readonly StackJob[],
  act: (run: Run, job: StackJob) => Promise<TeamResult>,
): Promise<TeamResult[]> {
  const limit = pLimit(Math.max(1, run.options.parallel ?? defaultParallel(jobs.length)));
  return Promise.all(jobs.map((job) => limit(() => runTeam(run, job, act))));
}

/** One team, announced and accounted for; never rejects. */
export async function runTeam(
  run: Run,
  job: StackJob,
  act: (run: Run, job: StackJob) => Promise<TeamResult>,
): Promise<TeamResult> {
  const { team } = job;
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  let result: TeamResult;
  if (run.options.signal.aborted) {
    result = failure(run, team, 0, { code: "BV427", cause: "not started: interrupted" });
  } else {
    run.tell({ type: "team-start", team });
    try {
      result = { ...(await act(run, job)), seconds: seconds() };
    } catch (error) {
      const { code, text } = firstCause([{ message: error instanceof Error ? error.message : String(error) }]);
      result = failure(run, team, seconds(), { code, cause: text });
    }
  }
  run.tell({
    type: "team-done",
    team,
    ok: result.ok,
    seconds: result.seconds,
    changes: result.changes,
    error: result.error,
  });
  return result;
}

/**
 * Brings one stack up. Failures that may go away by themselves are repeated once, and only when nothing can be made twice:
 * where an answer was lost, the cloud is asked first whether the object came to be.
 */
export async function upTeam(run: Run, job: StackJob): Promise<TeamResult> {
  const exists = run.stacks.has(job.stack);
  await openStack(run.context, job, exists);
  if (exists) {
    const orphan = await settlePending(run, job);
    if (orphan) return failure(run, job.team, 0, orphan);
  }
  // What was removed behind our back is only seen by looking.
  const first = await runStack(run.context, job, "up", exists ? ["--refresh"] : []);
  if (first.ok || first.interrupted) return resultOf(run, job.team, first, first.seconds);
  const causes = allCauses(first.diagnostics);
  if (!worthRepeating(causes)) return resultOf(run, job.team, first, first.seconds);
  const orphans = causes.some(({ uncertain }) => uncertain) ? await findOrphans(run, job, first.progress.failed) : [];
  if (orphans.length > 0)
    return {
      ...resultOf(run, job.team, first, first.seconds),
      ...withCause(run, job, first.log, orphanCause(orphans), first.progress),
    };
  run.tell({
    type: "stage",
    name: "repeat",
    detail: `${job.team}: once more after ${causes[0]?.text ?? "a passing fault"}`,
  });
  await pause(pauseBeforeRepeat * 1000, undefined, { signal: run.options.signal }).catch(() => undefined);
  if (run.options.signal.aborted) return resultOf(run, job.team, { ...first, interrupted: true }, first.seconds);
  const second = await runStack(run.context, job, "up", ["--refresh"]);
  return resultOf(
    run,
    job.team,
    second,
    first.seconds + second.seconds,
    sum(first.progress.changes, second.progress.changes),
  );
}

/** Every failure may pass; one that will not makes repeating pointless. */
export function worthRepeating(causes: readonly Cause[]): boolean {
  return causes.length > 0 && causes.every(({ transient }) => transient);
}

function withCause(
  run: Run,
  job: StackJob,
  log: string,
  cause: Pick<Cause, "code"> & { readonly cause: string },
  progress: { readonly exists: string[]; readonly missing: string[] },
): Pick<TeamResult, "error"> {
  return { error: { ...cause, exists: progress.exists, missing: progress.missing, log, resume: run.resume(job.team) } };
}
