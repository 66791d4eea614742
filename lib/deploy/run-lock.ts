// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import { link, open, readFile, stat, unlink } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { RunStop } from "./types.ts";

/** Who works on the event now. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly command: string;
  /** Tells one holder from the next. */
  readonly id: string;
  /** Kernel start time of the process, so that a reused pid is not taken for the holder. */
  readonly started?: string | undefined;
}

export interface RunLock {
  /** The holder that was found dead and replaced. */
  readonly replaced?: LockHolder | undefined;
  release(): Promise<void>;
}

/**
 * Takes the event's lock. A holder on this host whose process is gone is replaced; any other holder is respected.
 * @throws RunStop with exit code 6 and BV405.
 */
export async function takeLock(path: string, command: string): Promise<RunLock> {
  const me: LockHolder = {
    pid: process.pid,
    host: hostname(),
    user: userName(),
    since: new Date().toISOString(),
    command,
    id: randomUUID(),
    started: await startTime(process.pid),
  };
  let replaced: LockHolder | undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await create(path, me)) return { replaced, release: () => release(path, me) };
    const holder = await read(path);
    if (holder === "gone") continue;
    if (holder === "unreadable" || !(await isDead(holder))) throw held(path, holder);
    if (await remove(path, holder)) replaced = holder;
  }
  throw held(path, "unreadable");
}

/** The holder, for `status` and `doctor`; undefined when nobody holds the event. */
export async function lockHolder(
  path: string,
): Promise<{ readonly holder: LockHolder; readonly dead: boolean } | undefined> {
  const holder = await read(path);
  return typeof holder === "string" ? undefined : { holder, dead: await isDead(holder) };
}

async function create(path: string, me: LockHolder): Promise<boolean> {
  // Written beside and linked, so that nobody ever reads half a lock.
  const draft = `${path}.${me.id}`;
  const file = await open(draft, "wx", 0o600);
  await file.writeFile(`${JSON.stringify(me)}\n`);
  await file.close();
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function read(path: string): Promise<LockHolder | "gone" | "unreadable"> {
  try {
    const holder = JSON.parse(await readFile(path, "utf8")) as LockHolder;
    return typeof holder.pid === "number" && typeof holder.id === "string" ? holder : "unreadable";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "gone" : "unreadable";
  }
}

async function release(path: string, me: LockHolder): Promise<void> {
  const holder = await read(path);
  if (typeof holder !== "string" && holder.id === me.id) await unlink(path);
}

async function isDead(holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) return false;
  if (!isAlive(holder.pid)) return true;
  return holder.started !== undefined && holder.started !== (await startTime(holder.pid));
}

/** True when the process exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// Of all who see the same dead holder, one may remove its lock: who makes the link that bears its id.
async function remove(path: string, dead: LockHolder): Promise<boolean> {
  const claim = `${path}.dead-${dead.id}`;
  try {
    await link(path, claim);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") await dropOldClaim(claim);
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw error;
  }
  try {
    const claimed = await read(claim);
    if (typeof claimed === "string" || claimed.id !== dead.id) return false;
    await unlink(path);
    return true;
  } finally {
    await unlink(claim).catch(() => undefined);
  }
}

// Its maker died between two calls.
async function dropOldClaim(claim: string): Promise<void> {
  const made = await stat(claim).catch(() => undefined);
  if (made && Date.now() - made.ctimeMs > 10_000) await unlink(claim).catch(() => undefined);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}

// Field 22 of /proc/<pid>/stat, counted after the command's closing bracket; undefined where there is no /proc.
async function startTime(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19];
}

function held(path: string, holder: LockHolder | "unreadable"): RunStop {
  const who =
    holder === "unreadable" ? "someone" : `${holder.user}@${holder.host} (pid ${holder.pid}) since ${holder.since}`;
  const here = holder !== "unreadable" && holder.host === hostname();
  return new RunStop(6, `${who} holds the event`, [
    {
      code: "BV405",
      severity: "error",
      message: "another run holds this event",
      file: path,
      seen: holder === "unreadable" ? "a lock that cannot be read" : `${who}: ${holder.command}`,
      hint: here
        ? `wait for it, or stop it: kill -INT ${holder.pid}`
        : `wait for it; if it is surely gone: rm '${path}'`,
    },
  ]);
}
