// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, writeFileSync } from "node:fs";
import type { DeployEvent, DeployOptions, RunResult } from "../deploy/index.ts";
import type { Context } from "./context.ts";
import { exitCodes, type ExitCode, type Outcome } from "./exit.ts";
import { onInterrupt } from "./interrupt.ts";
import type { LoadedEvent } from "./load.ts";
import type { Progress } from "./report/progress.ts";
import { summary } from "./report/summary.ts";

export interface Drive {
  readonly command: "up" | "destroy";
  readonly act: (options: DeployOptions) => Promise<RunResult>;
  /** Event file as the user wrote it. */
  readonly file: string;
  readonly loaded: LoadedEvent;
  readonly teams?: readonly string[] | undefined;
  readonly parallel?: number | undefined;
}

/** Runs the deployment, shows it, and ends with what exists, what is missing and the command to go on with. */
export async function drive(context: Context, drive: Drive): Promise<Outcome> {
  const { act, command, file, loaded, teams, parallel } = drive;
  const progress = await createProgress(context);
  const orphans = new Set<string>();
  const write = jsonLines(context);
  const abort = new AbortController();
  const again = `${context.self} ${command} ${file}${(teams ?? []).map((team) => ` --team ${team}`).join("")}`;
  const release = onInterrupt({
    first() {
      abort.abort();
      progress.note(
        `Interrupted: finishing what is in flight, starting nothing new. Ctrl-C again stops at once. Go on later with: ${again}`,
      );
    },
    second() {
      progress.close();
      const lines = [...orphans].map((resource) => `  may be left without an owner: ${resource}`);
      context.io.stderr.write(
        [
          ...lines,
          `  look: ${context.self} status ${file}   go on: ${again}`,
          "exit 130: interrupted twice; stopped at once",
          "",
        ].join("\n"),
      );
    },
  });
  // Programs run in this process. What they throw outside their own promises, as when the engine is told to stop, must not
  // end the run: the engine reports the team's failure by itself.
  const onRejection = (error: unknown): void =>
    void (context.debug && context.io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`));
  process.on("unhandledRejection", onRejection);
  const errors: string[] = [];
  const onEvent = (event: DeployEvent): void => {
    if (event.type === "finding" && event.finding.severity === "error") errors.push(event.finding.message);
    track(orphans, event);
    write(event);
    progress.onEvent(event);
  };
  try {
    const result = await act({ eventFile: loaded.file, teams, parallel, signal: abort.signal, onEvent });
    progress.close();
    for (const line of summary(result, { context, command, file, title: loaded.event.title })) context.print(line);
    const code = (result.exitCode in exitCodes ? result.exitCode : 2) as ExitCode;
    return {
      code,
      // Stopped by a single finding: its own words are the reason.
      reason: code === 0 ? undefined : result.teams.length === 0 && errors.length === 1 ? errors[0] : result.reason,
      json: { type: "result", event: loaded.event.name, ...withoutSecrets(result) },
    };
  } finally {
    progress.close();
    release();
    process.off("unhandledRejection", onRejection);
  }
}

async function createProgress(context: Context): Promise<Progress> {
  if (context.json)
    return { onEvent: () => {}, note: (line) => void context.io.stderr.write(`${line}\n`), close: () => {} };
  if (context.terminal) return (await import("./report/progress-live.ts")).liveProgress(context);
  return (await import("./report/progress-lines.ts")).lineProgress(context);
}

/** Events as JSON, one a line: on stdout under `--json`, and in the file of `--json-file`. */
function jsonLines(context: Context): (event: DeployEvent) => void {
  const file = context.jsonFile === undefined ? undefined : context.path(context.jsonFile);
  if (file !== undefined) writeFileSync(file, "");
  return (event) => {
    if (!context.json && file === undefined) return;
    const line = `${JSON.stringify({ version: 1, ...event })}\n`;
    if (context.json) context.io.stdout.write(line);
    if (file !== undefined) appendFileSync(file, line);
  };
}

/** Creations that have begun and not ended: the cloud may know them while the state does not. */
function track(orphans: Set<string>, event: DeployEvent): void {
  if (event.type === "team-done") {
    for (const name of orphans) if (name.startsWith(`${event.team}: `)) orphans.delete(name);
  }
  if (event.type !== "resource" || (event.action !== "create" && event.action !== "replace")) return;
  const name = `${event.team}: ${event.resource}`;
  if (event.state === "start") orphans.add(name);
  else orphans.delete(name);
}

function withoutSecrets({ teams, kept, leftovers, seconds }: RunResult): Record<string, unknown> {
  return { teams, kept, ...(leftovers === undefined ? {} : { leftovers }), seconds };
}
