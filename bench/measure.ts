// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Sample {
  /** User and system seconds of the process and its children. */
  readonly cpu: number;
  readonly wall: number;
}

/** Run a command as a whole process and read its times from bash's own accounting. Throws when it fails. */
export async function time(
  command: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv | undefined },
): Promise<Sample> {
  const script = `TIMEFORMAT='BENCH %R %U %S'; time "$@" >/dev/null`;
  const { stderr } = await run("bash", ["-c", script, "bash", ...command], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    maxBuffer: 64 << 20,
  });
  const match = /BENCH (\S+) (\S+) (\S+)/.exec(stderr);
  if (!match) throw new Error(`no times in: ${stderr}`);
  return { wall: Number(match[1]), cpu: Number(match[2]) + Number(match[3]) };
}

/** Run several commands in turn, `repeats` times round, and keep the least processor time of each. */
export async function interleaved<Name extends string>(
  commands: Readonly<Record<Name, () => Promise<number>>>,
  repeats = 5,
): Promise<Record<Name, number>> {
  const names = Object.keys(commands) as Name[];
  const least = Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY])) as Record<Name, number>;
  for (let round = 0; round < repeats; round++) {
    for (const name of names) least[name] = Math.min(least[name], await commands[name]());
  }
  return least;
}

/** CPU seconds of this process that the work takes. */
export async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** One figure of the list, printed as it is measured. */
export function figure(name: string, value: string, goal: string, detail = ""): void {
  process.stdout.write(`${name.padEnd(44)} ${value.padStart(10)}   goal ${goal.padEnd(10)} ${detail}\n`);
}

export function header(): void {
  process.stdout.write(
    `node ${process.version}, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}, ${new Date().toISOString()}\n\n`,
  );
}
