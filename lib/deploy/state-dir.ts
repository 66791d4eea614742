// SPDX-License-Identifier: Apache-2.0
import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, open, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { RunStop } from "./types.ts";

/** Everything that bivouac keeps of an event: `.bivouac/<event>/` beside the event file. */
export interface StateDir {
  readonly root: string;
  readonly state: string;
  readonly logs: string;
  readonly lock: string;
  /** The file backend's address, or the one that the user set in PULUMI_BACKEND_URL. */
  readonly backendUrl: string;
  /** True when the state is files below `state`. */
  readonly local: boolean;
}

export interface StateSecrets {
  readonly passphrase: string;
  /** Passwords are derived from it. */
  readonly seed: string;
}

/** Free bytes below which no create is started: room for the checkpoints of one run. */
const roomNeeded = 32 * 1024 * 1024;

export function stateDir(eventFile: string, event: string, env: NodeJS.ProcessEnv = process.env): StateDir {
  const root = join(dirname(resolve(eventFile)), ".bivouac", event);
  const state = join(root, "state");
  const given = env["PULUMI_BACKEND_URL"];
  return {
    root,
    state,
    logs: join(root, "logs"),
    lock: join(root, "run.lock"),
    backendUrl: given ?? `file://${state}`,
    local: given === undefined,
  };
}

/** The folder that one stack's engine works in. */
export function stackDir(dir: StateDir, stack: string): string {
  return join(dir.root, "stacks", stack);
}

/**
 * Makes the folders, for the owner's eyes alone, and proves that they can be written.
 * @throws RunStop with BV403 when they cannot, or when the disk is as good as full.
 */
export async function prepareStateDir(dir: StateDir): Promise<void> {
  try {
    for (const folder of [dirname(dir.root), dir.root, dir.state, dir.logs]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
    }
    const probe = join(dir.root, `.probe-${randomUUID()}`);
    await writeFile(probe, randomBytes(4096), { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    throw cannotWrite(dir.root, (error as Error).message);
  }
  const { bavail, bsize } = await statfs(dir.state);
  const free = bavail * bsize;
  if (free < roomNeeded)
    throw cannotWrite(dir.root, `${Math.floor(free / 1024)} KiB free, ${roomNeeded / 1024} needed`);
}

/**
 * Passphrase and seed; made on the first run. `PULUMI_CONFIG_PASSPHRASE` and `PULUMI_CONFIG_PASSPHRASE_FILE` go before the file.
 * @throws RunStop with BV404 when the passphrase is empty, BV423 when it is another than on the first run.
 */
export async function readSecrets(dir: StateDir, env: NodeJS.ProcessEnv = process.env): Promise<StateSecrets> {
  const seed = await readOrMake(join(dir.root, "seed"));
  const fromFile = env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  const passphrase =
    env["PULUMI_CONFIG_PASSPHRASE"] ??
    (fromFile === undefined
      ? await readOrMake(join(dir.root, "passphrase"))
      : (await readFile(fromFile, "utf8")).trim());
  if (passphrase === "") {
    throw new RunStop(2, "the passphrase is empty", [
      {
        code: "BV404",
        severity: "error",
        message: "the passphrase that protects the event's secrets is empty",
        file: env["PULUMI_CONFIG_PASSPHRASE"] === undefined ? (fromFile ?? join(dir.root, "passphrase")) : undefined,
        hint: "unset PULUMI_CONFIG_PASSPHRASE to use the event's own, or put the right one there",
      },
    ]);
  }
  await checkPassphrase(join(dir.root, "passphrase.check"), passphrase);
  return { passphrase, seed };
}

// A new stack takes whatever passphrase it is given; so one that is not the event's must not come that far.
async function checkPassphrase(path: string, passphrase: string): Promise<void> {
  const salt = randomBytes(16);
  const made = await readOrMake(
    path,
    `${salt.toString("base64url")}.${scryptSync(passphrase, salt, 32).toString("base64url")}`,
  );
  const [saltText = "", hash = ""] = made.split(".");
  const expected = Buffer.from(hash, "base64url");
  const seen = scryptSync(passphrase, Buffer.from(saltText, "base64url"), 32);
  if (expected.length === seen.length && timingSafeEqual(expected, seen)) return;
  throw new RunStop(2, "wrong passphrase", [
    {
      code: "BV423",
      severity: "error",
      message: "the passphrase is not the one that protects this event's secrets",
      hint: "unset PULUMI_CONFIG_PASSPHRASE to use the event's own, or give the one that the event was brought up with",
    },
  ]);
}

async function readOrMake(path: string, value: string = randomBytes(32).toString("base64url")): Promise<string> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(`${value}\n`);
      await file.sync();
      return value;
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return (await readFile(path, "utf8")).trim();
    throw cannotWrite(dirname(path), (error as Error).message);
  }
}

function cannotWrite(path: string, why: string): RunStop {
  return new RunStop(2, "the state cannot be written", [
    {
      code: "BV403",
      severity: "error",
      message: "the event's state cannot be written, so nothing is created",
      file: path,
      seen: why,
      hint: "make room or fix the rights, then run the same command again",
    },
  ]);
}
