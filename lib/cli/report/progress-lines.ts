// SPDX-License-Identifier: Apache-2.0
import type { DeployEvent } from "../../deploy/index.ts";
import type { Context } from "../context.ts";
import { renderFindings } from "./findings.ts";
import { longestWait, RunState, changesText, type Progress } from "./progress.ts";
import { count, duration, plain } from "./text.ts";

const words = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
} as const;

/** One line a change, no control codes, and a sign of life every 30 seconds that says what is waited for. */
export function lineProgress(context: Context, now: () => number = Date.now): Progress {
  const state = new RunState();
  const begin = now();
  const print = (line: string): void => context.print(line);
  const heartbeat = setInterval(() => beat(), 30_000);
  heartbeat.unref();

  function beat(): void {
    const all = [...state.teams.values()];
    const done = all.filter((team) => team.phase === "ready" || team.phase === "failed").length;
    const busy = all.filter((team) => team.phase === "working");
    print(
      `  … ${duration((now() - begin) / 1000)}: ${done} of ${count(all.length, "team")} done, ${busy.length} working${state.stage === "" ? "" : `; ${state.stage}`}`,
    );
    for (const team of busy) {
      const wait = longestWait(team, now());
      if (wait !== undefined) print(`  …   ${team.team}: ${wait}`);
    }
  }

  return {
    onEvent(event) {
      state.apply(event);
      const line = describe(event, context);
      if (line !== undefined) print(line);
    },
    note: print,
    close: () => clearInterval(heartbeat),
  };
}

function describe(event: DeployEvent, context: Context): string | undefined {
  const { colors } = context;
  if (event.type === "run-start") return `• ${plain(event.event)}: ${count(event.teams.length, "team")}`;
  if (event.type === "stage")
    return `• ${plain(event.name)}${event.detail === undefined || event.detail === "" ? "" : `: ${plain(event.detail)}`}`;
  if (event.type === "finding") return renderFindings([event.finding], context);
  if (event.type === "resource") {
    if (event.state === "start" || event.action === "same") return undefined;
    const took = event.seconds === undefined ? "" : ` (${duration(event.seconds)})`;
    if (event.state === "failed")
      return `  ${colors.red("✗")} ${event.team}  ${event.action} ${plain(event.resource)}${event.detail === undefined ? "" : `: ${plain(event.detail)}`}${took}`;
    return `    ${event.team}  ${words[event.action]} ${plain(event.resource)}${took}`;
  }
  if (event.type !== "team-done") return undefined;
  if (event.ok)
    return `  ${colors.green("✓")} ${event.team}  ${changesText(event.changes)} in ${duration(event.seconds)}`;
  return `  ${colors.red("✗")} ${event.team}  ${plain(event.error?.cause ?? "failed")} after ${duration(event.seconds)}`;
}
