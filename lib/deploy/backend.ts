// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Engine } from "./engine.ts";
import { runEngine } from "./engine-process.ts";
import { isAlive } from "./run-lock.ts";
import type { StateDir } from "./state-dir.ts";

/** The Pulumi project of every stack. */
export const projectName = "bivouac";

/** How to reach the state: what each call on a backend needs. */
export interface Backend {
  readonly engine: Engine;
  readonly env: Readonly<Record<string, string>>;
  readonly dir: StateDir;
}

/** An operation that the engine began and never saw the end of. */
export interface PendingOperation {
  readonly type: string;
  readonly urn: string;
  readonly id?: string | undefined;
}

export interface StackState {
  readonly resources: readonly { readonly urn: string; readonly type: string; readonly id?: string | undefined }[];
  readonly pending: readonly PendingOperation[];
}

/**
 * Names of the event's stacks, the shared one included. For local state a look into its folder: a process a call would cost
 * more than the whole answer.
 */
export async function listStacks(backend: Backend, shared: string): Promise<string[]> {
  const ours = (name: string): boolean => name === shared || name.startsWith(`${shared}.`);
  if (backend.dir.local) {
    const files = await readdir(join(backend.dir.state, ".pulumi", "stacks", projectName)).catch(() => []);
    return files.flatMap((file) => /^(.+)\.json(\.gz)?$/.exec(file)?.[1] ?? []).filter(ours);
  }
  const { code, stdout, stderr } = await runEngine({
    binary: backend.engine.binary,
    args: ["stack", "ls", "--json", "--project", projectName],
    cwd: backend.dir.root,
    env: backend.env,
  });
  if (code !== 0) throw new Error(stderr.trim());
  return (JSON.parse(stdout) as { readonly name: string }[])
    .map(({ name }) => name.split("/").at(-1) ?? name)
    .filter(ours);
}

/** What the state knows of a stack. */
export async function readStack(backend: Backend, stack: string, cwd: string): Promise<StackState> {
  const text = backend.dir.local
    ? await readFile(stackFile(backend.dir, stack), "utf8").catch(() => undefined)
    : undefined;
  if (text !== undefined)
    return stateOf(
      (JSON.parse(text) as { readonly checkpoint?: { readonly latest?: RawDeployment | null } }).checkpoint?.latest,
    );
  const { code, stdout, stderr } = await runEngine({
    binary: backend.engine.binary,
    args: ["stack", "export", "--stack", stack],
    cwd,
    env: backend.env,
  });
  if (code !== 0) throw new Error(stderr.trim());
  return stateOf((JSON.parse(stdout) as { readonly deployment?: RawDeployment }).deployment);
}

/**
 * Removes what a killed engine left of its lock on a stack: a lock of this host whose process is gone. The event's own lock is
 * ours, so nobody else of ours can be at it.
 * @returns the holders that were removed
 */
export async function dropDeadLocks(backend: Backend, stack: string, cwd: string): Promise<string[]> {
  if (!backend.dir.local) return [];
  const folder = join(backend.dir.state, ".pulumi", "locks", "organization", projectName, stack);
  const locks = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".json"));
  const dead: string[] = [];
  for (const file of locks) {
    const lock = await readFile(join(folder, file), "utf8")
      .then((text) => JSON.parse(text) as { pid?: number; username?: string; hostname?: string; timestamp?: string })
      .catch(() => undefined);
    // Half a lock was written by a process that did not live to finish it.
    if (lock && (lock.hostname !== hostname() || lock.pid === undefined || isAlive(lock.pid))) return [];
    dead.push(lock ? `${lock.username}@${lock.hostname} (pid ${lock.pid}) of ${lock.timestamp}` : file);
  }
  if (dead.length > 0)
    await runEngine({
      binary: backend.engine.binary,
      args: ["cancel", "--yes", "--stack", stack],
      cwd,
      env: backend.env,
    });
  for (const file of locks) await rm(join(folder, file), { force: true });
  return dead;
}

function stackFile(dir: StateDir, stack: string): string {
  return join(dir.state, ".pulumi", "stacks", projectName, `${stack}.json`);
}

interface RawDeployment {
  readonly resources?: readonly RawResource[] | undefined;
  readonly pending_operations?: readonly { readonly type: string; readonly resource: RawResource }[] | undefined;
}

interface RawResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string | undefined;
}

function stateOf(deployment: RawDeployment | null | undefined): StackState {
  return {
    resources: (deployment?.resources ?? []).map(({ urn, type, id }) => ({ urn, type, id })),
    pending: (deployment?.pending_operations ?? []).map(({ type, resource }) => ({
      type,
      urn: resource.urn,
      id: resource.id,
    })),
  };
}
