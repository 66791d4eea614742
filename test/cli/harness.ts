// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { main } from "../../lib/cli/main.ts";

export const bin: string = fileURLToPath(new URL("../../bin/bivouac.js", import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with these files, removed when the test ends. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "bivouac-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** One command in this process, without a terminal. */
export async function cli(
  argv: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; terminal?: boolean } = {},
): Promise<Result> {
  let stdout = "";
  let stderr = "";
  const code = await main(argv, {
    stdout: { write: (text) => (stdout += text), isTTY: options.terminal, columns: options.terminal ? 100 : undefined },
    stderr: { write: (text) => (stderr += text) },
    stdin: Object.assign(new PassThrough(), { isTTY: false }),
    env: options.env ?? {},
    cwd: options.cwd ?? tmpdir(),
    now: () => new Date("2022-10-01T00:00:00Z"),
  });
  return { code, stdout, stderr };
}

/** One command as a user starts it. */
export function spawnCli(
  argv: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; node?: readonly string[] } = {},
): Promise<Result> {
  return new Promise((done, fail) => {
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    const child = spawn(process.execPath, [...(options.node ?? []), bin, ...argv], {
      cwd: options.cwd ?? tmpdir(),
      env: { ...env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => (stdout += String(data)));
    child.stderr.on("data", (data) => (stderr += String(data)));
    child.on("error", fail);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

/** The last line of stderr. */
export const lastLine = (text: string): string => text.trimEnd().split("\n").at(-1) ?? "";
