// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { registerStackTransformation } from "@pulumi/pulumi/runtime/index.js";
import { type Backend, dropDeadLocks, projectName } from "./backend.ts";
import { type Diagnostic } from "./cause.ts";
import { runEngine } from "./engine-process.ts";
import { serveEvents } from "./event-server.ts";
import { type Program, serveProgram } from "./program-server.ts";
import { Progress } from "./progress.ts";
import { stackDir } from "./state-dir.ts";
import type { DeployNews } from "./types.ts";

/** One stack and what it is for. */
export interface StackJob {
  /** Team id, or the stand-in for the shared stack. */
  readonly team: string;
  readonly stack: string;
  /** What resource names of this stack may start with, longest first. */
  readonly prefixes: readonly string[];
  readonly program: Program;
}

export interface StackContext extends Backend {
  /** Resources at a time within one stack. */
  readonly parallel: number;
  readonly signal: AbortSignal;
  readonly tell: (news: DeployNews) => void;
}

/** How one run of the engine on one stack went. */
export interface StackRun {
  readonly ok: boolean;
  readonly interrupted: boolean;
  readonly progress: Progress;
  readonly diagnostics: readonly Diagnostic[];
  /** What the engine printed, for causes that it has no event for. */
  readonly printed: string;
  readonly log: string;
  readonly seconds: number;
}

/** Seconds after which a resource that is not ready is worth a line, and between two such lines. */
const waitSeconds = 10;

/** Makes the stack's folder and, unless it exists, the stack. One process for a new stack, none for an old one. */
export async function openStack(context: StackContext, job: StackJob, exists: boolean): Promise<void> {
  const cwd = stackDir(context.dir, job.stack);
  await mkdir(cwd, { recursive: true, mode: 0o700 });
  await writeFile(join(cwd, "Pulumi.yaml"), `name: ${projectName}\nruntime: nodejs\n`, { mode: 0o600 });
  if (!exists) {
    const init = await runEngine({
      binary: context.engine.binary,
      args: ["stack", "init", job.stack, "--no-select"],
      cwd,
      env: context.env,
    });
    if (init.code !== 0 && !/already exists/.test(init.stderr)) throw new Error(init.stderr.trim());
    return;
  }
  for (const holder of await dropDeadLocks(context, job.stack, cwd)) {
    context.tell({
      type: "stage",
      name: "lock",
      detail: `${job.stack}: removed the lock of a process that is gone, ${holder}`,
    });
  }
}

/**
 * Runs the engine once: `up`, `destroy` or `refresh` with the program of this process. The stack's own account of resources comes
 * with the engine's events, so nothing has to be asked afterwards (the Automation API asks four times).
 */
export async function runStack(
  context: StackContext,
  job: StackJob,
  command: "up" | "destroy" | "refresh",
  flags: readonly string[] = [],
): Promise<StackRun> {
  const progress = new Progress(job.team, job.prefixes, context.tell);
  const log = join(
    context.dir.logs,
    `${job.stack}-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}-${command}.log`,
  );
  const sink = createWriteStream(log, { mode: 0o600 });
  // A log that cannot be written must not end the run; the engine's own complaint about the disk does.
  sink.on("error", () => undefined);
  const program = await serveProgram(async () => {
    // Called as the program makes a resource object, long before its turn comes.
    registerStackTransformation(({ type, name }) => {
      progress.want(type, name);
      return undefined;
    });
    return job.program();
  });
  const events = await serveEvents((event) => progress.take(event));
  const watch = setInterval(() => progress.tick(waitSeconds), waitSeconds * 1000);
  const started = performance.now();
  try {
    const exit = await runEngine({
      binary: context.engine.binary,
      args: [
        command,
        "--yes",
        "--skip-preview",
        "--suppress-progress",
        "--stack",
        job.stack,
        "--parallel",
        String(context.parallel),
        ...(command === "refresh" ? [] : ["--continue-on-error"]),
        ...(command === "up" ? ["--suppress-outputs"] : []),
        ...flags,
        "--client",
        program.address,
        "--event-log",
        events.address,
        "--exec-kind",
        "auto.inline",
      ],
      cwd: stackDir(context.dir, job.stack),
      env: context.env,
      signal: context.signal,
      onOutput: (text) => void sink.write(text),
    });
    const own = program.errors.map((error): Diagnostic => ({ message: `the program failed: ${error.message}` }));
    if (exit.signal !== undefined) own.push({ message: `the engine was ended by ${exit.signal}` });
    for (const error of program.errors) sink.write(`\n${error.stack ?? error.message}\n`);
    return {
      ok: exit.code === 0,
      interrupted: context.signal.aborted && exit.code !== 0,
      progress,
      diagnostics: [...progress.diagnostics, ...own],
      printed: `${exit.stdout}\n${exit.stderr}`,
      log,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
  } finally {
    clearInterval(watch);
    program.close();
    events.close();
    sink.end();
  }
}
