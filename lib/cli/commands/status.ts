// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { ExitCode, Outcome } from "../exit.ts";
import { onInterrupt } from "../interrupt.ts";
import { type EventStatus, liveStatus } from "../live-status.ts";
import { type LoadedEvent, loadForRun } from "../load.ts";
import { renderFindings } from "../report/findings.ts";
import { statusTable } from "../report/status-table.ts";
import { count, plain } from "../report/text.ts";
import { teamsOption } from "../teams.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const loaded = await loadForRun(context, values[0] as string | undefined);
  const teams = teamsOption(options["team"], loaded.event);
  const every = options["watch"] as number | undefined;
  const status =
    every === undefined ? await liveStatus(context, loaded.plan, teams) : await watch(context, loaded, teams, every);
  if (status === undefined) return { code: 130, reason: "interrupted" };
  if (every === undefined) for (const line of describe(context, loaded, status)) context.print(line);
  return outcome(loaded, status);
}

/** Asks again until every team is ready. @returns undefined when interrupted */
async function watch(
  context: Context,
  loaded: LoadedEvent,
  teams: readonly string[] | undefined,
  seconds: number,
): Promise<EventStatus | undefined> {
  const stop = new AbortController();
  const release = onInterrupt({ first: () => stop.abort(), second: () => {} });
  try {
    for (;;) {
      const status = await liveStatus(context, loaded.plan, teams);
      if (context.terminal) context.io.stdout.write("\u001b[H\u001b[J");
      for (const line of describe(context, loaded, status)) context.print(line);
      if (status.ready && status.problems.length === 0) return status;
      if (stop.signal.aborted) return undefined;
      await sleep(seconds * 1000, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted) return undefined;
    }
  } finally {
    release();
  }
}

function describe(context: Context, { event, argument }: LoadedEvent, status: EventStatus): string[] {
  const ready = status.teams.filter((team) => team.ready).length;
  const at = context.io.now().toISOString().slice(11, 19);
  return [
    context.colors.bold(
      plain(`${event.title} · ${ready} of ${count(status.teams.length, "team")} ready · asked at ${at} UTC`),
    ),
    ...statusTable(status, context.colors),
    ...(status.problems.length > 0 ? ["", renderFindings(status.problems, context)] : []),
    ...(status.drift.length > 0 ? ["", renderFindings(status.drift, context)] : []),
    "",
    ...next(context, argument, status),
  ];
}

function next(context: Context, argument: string, status: EventStatus): string[] {
  if (status.problems.length > 0) return [`next: ${context.self} doctor ${argument}`];
  if (status.ready) return [`next: ${context.self} credentials ${argument} --team ${status.teams[0]?.team ?? "<id>"}`];
  return [`next: ${context.self} up ${argument}   (makes what is missing)`];
}

function outcome({ event }: LoadedEvent, status: EventStatus): Outcome {
  const notReady = status.teams.filter((team) => !team.ready).map((team) => team.team);
  const json = {
    event: event.name,
    ready: status.ready && status.problems.length === 0,
    teams: status.teams,
    problems: status.problems,
    drift: status.drift,
  };
  if (status.exitCode === 0) return { code: 0, json };
  const first = status.problems[0];
  const reason =
    first === undefined && notReady.length === 0
      ? `${count(status.drift.length, "guard rail")} not as planned`
      : first === undefined
        ? `${notReady.length} of ${count(status.teams.length, "team")} not ready: ${notReady.join(", ")}`
        : first.message;
  return { code: status.exitCode satisfies ExitCode, reason, json };
}
