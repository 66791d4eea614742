// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { renderFindings } from "./findings.ts";
import { longestWait, RunState, type Progress, type TeamState } from "./progress.ts";
import { count, cut, duration, plain } from "./text.ts";

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const up = (rows: number): string => (rows === 0 ? "" : `\u001b[${rows}A`);
const clear = "\r\u001b[0J";

/** A row a team, redrawn in place; teams that are ready fold into one line. */
export function liveProgress(context: Context, now: () => number = Date.now): Progress {
  const { io, colors } = context;
  const state = new RunState();
  const begin = now();
  let drawn = 0;
  let turn = 0;
  let closed = false;
  const draw = (): void => {
    turn++;
    const rows = render();
    io.stdout.write(`${up(drawn)}${clear}${rows.map((row) => `${row}\n`).join("")}`);
    drawn = rows.length;
  };
  const timer = setInterval(draw, 200);
  timer.unref();

  function render(): string[] {
    const teams = [...state.teams.values()];
    const ready = teams.filter((team) => team.phase === "ready");
    const waiting = teams.filter((team) => team.phase === "waiting");
    const columns = (io.stdout.columns ?? 80) - 1;
    const name = Math.max(8, ...teams.map((team) => team.team.length));
    const tick = spinner[turn % spinner.length] ?? "";
    const rows = [
      `${colors.green("✓")} ${ready.length} of ${count(teams.length, "team")} done, ${duration((now() - begin) / 1000)}`,
      ...teams
        .filter((team) => team.phase === "failed")
        .map(
          (team) =>
            `${colors.red("✗")} ${cut(`${team.team.padEnd(name)}  ${plain(team.cause ?? "failed")}`, columns - 2)}`,
        ),
      ...teams
        .filter((team) => team.phase === "working")
        .map((team) => `${colors.cyan(tick)} ${cut(`${team.team.padEnd(name)}  ${working(team)}`, columns - 2)}`),
      ...(state.stage !== "" && !closed && !teams.some((team) => team.phase === "working")
        ? [`${colors.cyan(tick)} ${cut(state.stage, columns - 2)}`]
        : []),
      ...(waiting.length > 0
        ? [colors.dim(cut(`  waiting: ${waiting.map((team) => team.team).join(", ")}`, columns))]
        : []),
    ];
    // A region taller than the screen cannot be redrawn; what is cut is counted.
    const most = Math.max(4, (process.stdout.rows ?? 24) - 2);
    return rows.length <= most
      ? rows
      : [...rows.slice(0, most - 1), colors.dim(`  and ${rows.length - most + 1} more`)];
  }

  const working = (team: TeamState): string => {
    const wait = longestWait(team, now());
    return `${team.done} done${wait === undefined ? "" : `, ${wait}`}`;
  };

  /** Above the region, once. */
  const note = (line: string): void => {
    io.stdout.write(`${up(drawn)}${clear}${line}\n`);
    drawn = 0;
    draw();
  };

  return {
    onEvent(event) {
      state.apply(event);
      if (event.type === "finding") note(renderFindings([event.finding], context));
    },
    note,
    close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      draw();
    },
  };
}
