// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { loadEvent } from "../files/index.ts";
import { connect, findCloud, LiveError, type OpenStack } from "../live/index.ts";
import { type Finding, hasErrors, slug, stackName } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import { listStacks } from "./backend.ts";
import { engineEnv, findEngine, hideLogins } from "./engine.ts";
import { resourcesAtOnce } from "./machine.ts";
import { takeLock } from "./run-lock.ts";
import type { StackContext } from "./stack.ts";
import { prepareStateDir, readSecrets, type StateDir, stateDir } from "./state-dir.ts";
import {
  type DeployNews,
  type DeployOptions,
  type LeftoverReport,
  RunStop,
  sharedTeam,
  type TeamResult,
} from "./types.ts";
import type { RunResult } from "./types.ts";

export type Command = "up" | "destroy";

/** A run that holds the event: what every step needs. */
export interface Run {
  readonly options: DeployOptions;
  readonly plan: EventPlan;
  readonly dir: StateDir;
  readonly context: StackContext;
  readonly seed: string;
  /** Stack of what the event shares. */
  readonly shared: string;
  /** Stacks that are there. */
  readonly stacks: ReadonlySet<string>;
  readonly tell: (news: DeployNews) => void;
  /** The event's OpenStack as administrator, connected once; undefined when the event names none. */
  cloud(): Promise<OpenStack | undefined>;
  resume(team?: string): string;
}

export interface Ending {
  readonly teams: readonly TeamResult[];
  readonly kept?: readonly string[] | undefined;
  readonly leftovers?: LeftoverReport | undefined;
  /** @default made of the teams' results */
  readonly exitCode?: number | undefined;
  readonly reason?: string | undefined;
}

/**
 * The frame of `up` and `destroy`: reads the event, takes its lock, finds the engine, and turns whatever stops the run into
 * findings and an exit code. Frees the lock however it ends.
 */
export async function frame(
  command: Command,
  options: DeployOptions,
  body: (run: Run) => Promise<Ending>,
): Promise<RunResult> {
  const started = performance.now();
  const tell = (news: DeployNews): void => options.onEvent({ at: new Date().toISOString(), ...news });
  const restore = hideLogins();
  const finish = (ending: Ending): RunResult => {
    const { exitCode, reason } = verdict(ending, options.signal.aborted);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    tell({ type: "run-done", ok: exitCode === 0, exitCode, reason, seconds });
    return { exitCode, reason, teams: ending.teams, kept: ending.kept ?? [], leftovers: ending.leftovers, seconds };
  };
  try {
    const plan = await readPlan(options, tell);
    checkTeams(plan, command, options.teams);
    tell({ type: "run-start", event: plan.event.name, teams: options.teams ?? plan.teams.map(({ team }) => team.id) });
    const engine = await findEngine();
    const dir = stateDir(options.eventFile, plan.event.name);
    await prepareStateDir(dir);
    const lock = await takeLock(dir.lock, commandLine(command, options));
    if (lock.replaced)
      tell({ type: "stage", name: "lock", detail: `taken over from pid ${lock.replaced.pid}, which is gone` });
    try {
      const secrets = await readSecrets(dir);
      const cloudsFile = fileOf(plan.event.clouds.openstack);
      const env = engineEnv(engine, { passphrase: secrets.passphrase, backendUrl: dir.backendUrl, cloudsFile });
      const context: StackContext = { engine, env, dir, parallel: resourcesAtOnce, signal: options.signal, tell };
      const shared = stackName(plan.event.name);
      let cloud: Promise<OpenStack> | undefined;
      try {
        return finish(
          await body({
            options,
            plan,
            dir,
            context,
            seed: secrets.seed,
            shared,
            tell,
            stacks: new Set(await listStacks(context, shared)),
            cloud: async () =>
              plan.event.clouds.openstack === undefined ? undefined : (cloud ??= connect(plan.event.clouds.openstack)),
            resume: (team) => commandLine(command, options, team),
          }),
        );
      } finally {
        await cloud?.then(
          (open) => open.close(),
          () => undefined,
        );
      }
    } finally {
      await lock.release();
    }
  } catch (error) {
    const stop = stopOf(error);
    for (const finding of stop.findings) tell({ type: "finding", finding });
    return finish({ teams: [], exitCode: stop.exitCode, reason: stop.message });
  } finally {
    restore();
  }
}

// Where the provider must look; that the cloud is in no file is the preflight's to say, with all else.
function fileOf(cloud: string | undefined): string | undefined {
  if (cloud === undefined) return undefined;
  try {
    return resolve(findCloud(cloud).file);
  } catch (error) {
    if (error instanceof LiveError) return undefined;
    throw error;
  }
}

/** Findings that do not stop are told; those that do end the run. */
export function tellFindings(
  findings: readonly Finding[],
  tell: (news: DeployNews) => void,
  exitCode: number,
  what: string,
): void {
  if (hasErrors(findings)) {
    const errors = findings.filter(({ severity }) => severity === "error").length;
    throw new RunStop(exitCode, `${errors} ${errors === 1 ? "finding" : "findings"} in ${what}`, findings);
  }
  for (const finding of findings) tell({ type: "finding", finding });
}

async function readPlan(options: DeployOptions, tell: (news: DeployNews) => void): Promise<EventPlan> {
  const { plan, findings } = await loadEvent(options.eventFile, { now: options.now });
  const unreadable = findings.some(({ code, file }) => code === "BV001" && file === options.eventFile);
  tellFindings(findings, tell, unreadable ? 2 : 1, "the event file");
  if (!plan) throw new RunStop(2, "the event file says nothing", findings);
  return plan;
}

// `destroy` may name a team that has left the file: its stack says that it exists.
function checkTeams(plan: EventPlan, command: Command, teams: readonly string[] | undefined): void {
  if (command === "destroy") return;
  const known = plan.teams.map(({ team }) => team.id);
  const unknown = (teams ?? []).filter((team) => !known.includes(team));
  if (unknown.length === 0) return;
  throw new RunStop(
    2,
    `no team ${unknown.join(", ")} in the event`,
    unknown.map((team) => ({
      code: "BV406",
      severity: "error",
      message: "the event has no such team",
      seen: team,
      allowed: known.join(", "),
    })),
  );
}

function verdict(ending: Ending, interrupted: boolean): { readonly exitCode: number; readonly reason: string } {
  if (ending.exitCode !== undefined) return { exitCode: ending.exitCode, reason: ending.reason ?? "" };
  const teams = ending.teams.filter(({ team }) => team !== sharedTeam);
  const failed = ending.teams.filter(({ ok }) => !ok);
  if (failed.length > 0 && interrupted) return { exitCode: 130, reason: "interrupted" };
  if (failed.length > 0 && failed.every(({ error }) => error?.code === "BV423"))
    return { exitCode: 2, reason: "wrong passphrase" };
  if (failed.some(({ team }) => team === sharedTeam)) return { exitCode: 5, reason: "what the teams share failed" };
  if (failed.length > 0)
    return {
      exitCode: 5,
      reason: `${failed.length} of ${teams.length} teams failed: ${failed.map(({ team }) => team).join(", ")}`,
    };
  const left = ending.leftovers;
  if (left && left.owned.length > 0)
    return {
      exitCode: 1,
      reason: `${left.owned.length} owned ${left.owned.length === 1 ? "object is" : "objects are"} left`,
    };
  if (left && left.unreadable.length > 0)
    return { exitCode: 1, reason: `${left.unreadable.length} lists could not be read, so nothing is proven` };
  return { exitCode: 0, reason: ending.reason ?? "done" };
}

function stopOf(error: unknown): RunStop {
  if (error instanceof RunStop) return error;
  if (error instanceof LiveError) return new RunStop(error.exitCode, error.message, [error.finding]);
  throw error;
}

function commandLine(command: Command, options: DeployOptions, team?: string): string {
  const short = relative(process.cwd(), options.eventFile);
  const file = short.startsWith("..") ? options.eventFile : short;
  const teams = team === undefined ? (options.teams ?? []) : [team];
  return [
    "bivouac",
    command,
    /\s/.test(file) ? `'${file}'` : file,
    ...teams.filter((one) => one !== sharedTeam).map((one) => `--team ${one}`),
  ].join(" ");
}

/** True when the event's state folder is there at all. */
export async function hasState(dir: StateDir): Promise<boolean> {
  return stat(dir.state).then(
    () => true,
    () => false,
  );
}

/** What a team's resource names start with. */
export function prefixesOf(event: string, team?: string): string[] {
  return team === undefined ? [slug(event)] : [`${slug(event)}-${slug(team)}`, slug(team)];
}
