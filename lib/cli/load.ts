// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type LoadedEvent as Loaded, loadEvent, lockPath, readLock } from "../files/index.ts";
import { type Event, type Finding, hasErrors } from "../model/index.ts";
import type { EventLock, EventPlan } from "../planning/index.ts";
import type { Context } from "./context.ts";
import { dataFindings } from "./data-check.ts";
import { CliError } from "./exit.ts";
import { countFindings, shortPath } from "./report/findings.ts";

export interface ReadResult extends Loaded {
  /** Event file as the user wrote it. */
  readonly argument: string;
  /** Absolute path of the event file. */
  readonly file: string;
  /** The file itself could not be read: the question was wrong, not the answer no. */
  readonly unreadable: boolean;
}

/** An event without errors, planned. */
export interface LoadedEvent {
  readonly argument: string;
  readonly file: string;
  readonly event: Event;
  readonly plan: EventPlan;
  /** Warnings and notes. */
  readonly findings: readonly Finding[];
  readonly lockFile: string;
  /** The lock as it is on disk; absent before the first `up`. */
  readonly earlier?: EventLock | undefined;
}

/** Reads an event; `event.yaml` where nothing or a folder is given. Its mistakes are findings. */
export async function read(context: Context, argument: string | undefined): Promise<ReadResult> {
  const given = argument ?? "event.yaml";
  const isFolder = await stat(context.path(given)).then(
    (info) => info.isDirectory(),
    () => false,
  );
  const named = isFolder ? join(given, "event.yaml") : given;
  const file = context.path(named);
  const loaded = await loadEvent(file, { now: context.io.now() });
  const unreadable = loaded.findings.some((finding) => finding.code === "BV001" && finding.file === file);
  const more = loaded.plan === undefined ? [] : await dataFindings(loaded.plan, file, loaded.sources.get(file));
  return { ...loaded, findings: [...loaded.findings, ...more], argument: named, file, unreadable };
}

/** Reads an event for a command that needs one without errors. @throws CliError 2 when the file cannot be read, 1 with all findings */
export async function loadForRun(context: Context, argument: string | undefined): Promise<LoadedEvent> {
  const { plan, findings, file, argument: named, unreadable, sources } = await read(context, argument);
  if (unreadable) throw unreadableEvent(context, named, findings);
  if (plan === undefined || hasErrors(findings))
    throw new CliError(1, `${shortPath(file, context)} has ${countFindings(findings)}`, {
      findings,
      sources,
      help: [`look: ${context.self} validate ${named}`],
    });
  const lockFile = lockPath(file);
  const { lock } = await readLock(lockFile);
  return { argument: named, file, event: plan.event, plan, findings, lockFile, earlier: lock };
}

/**
 * Ends the command when the linter has errors about the event's flavors file or what the teams do with it. The linter is
 * loaded only when there is such a file.
 * @throws CliError 1 with the errors
 */
export async function refuseBadFlavors(context: Context, loaded: LoadedEvent): Promise<void> {
  if (loaded.event.flavors === undefined) return;
  const { refuseLintErrors } = await import("./lint/gate.ts");
  await refuseLintErrors(context, loaded);
}

export function unreadableEvent(context: Context, named: string, findings: readonly Finding[]): CliError {
  const why = findings.find((finding) => finding.code === "BV001");
  const help = [
    ...(why?.hint === undefined ? [] : [why.hint]),
    `fix: name the event file: ${context.self} ${context.command} path/to/event.yaml`,
  ];
  return new CliError(2, `cannot read ${named}: ${why?.message ?? "unknown"}`, { help });
}
