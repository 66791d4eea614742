// SPDX-License-Identifier: Apache-2.0
import { firstCause } from "./cause.ts";
import type { Run } from "./run.ts";
import type { StackRun } from "./stack.ts";
import type { Changes, TeamError, TeamResult } from "./types.ts";

const none: Changes = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };

/** The account of one team, made of its last run of the engine. */
export function resultOf(
  run: Run,
  team: string,
  engine: StackRun,
  seconds: number,
  changes: Changes = engine.progress.changes,
): TeamResult {
  const { progress } = engine;
  if (engine.ok) return { team, ok: true, seconds, changes, outputs: progress.outputs };
  const cause = firstCause(engine.diagnostics, engine.printed);
  const interrupted = engine.interrupted && (cause.code === "BV449" || cause.code === "BV426");
  return {
    team,
    ok: false,
    seconds,
    changes,
    outputs: progress.outputs,
    error: {
      code: interrupted ? "BV427" : cause.code,
      cause: interrupted ? "interrupted; what was in flight is finished" : cause.text,
      exists: progress.exists,
      missing: progress.missing,
      log: engine.log,
      resume: run.resume(team),
    },
  };
}

/** A team that the engine was never started for, or whose stack could not be opened. */
export function failure(
  run: Run,
  team: string,
  seconds: number,
  error: Pick<TeamError, "code" | "cause"> & Partial<TeamError>,
): TeamResult {
  return {
    team,
    ok: false,
    seconds,
    changes: none,
    error: { exists: [], missing: [], log: run.dir.logs, resume: run.resume(team), ...error },
  };
}

export function sum(a: Changes, b: Changes): Changes {
  return {
    create: a.create + b.create,
    update: a.update + b.update,
    replace: a.replace + b.replace,
    delete: a.delete + b.delete,
    same: b.same,
  };
}
