// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from "node:child_process";

export interface EngineCommand {
  /** Path of the `pulumi` binary. */
  readonly binary: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Aborting sends the one interrupt on which the engine finishes what is in flight. */
  readonly signal?: AbortSignal | undefined;
  /** Each piece of what it prints; stdout and stderr in the order they came. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

export interface EngineExit {
  /** -1 when a signal ended it. */
  readonly code: number;
  readonly signal?: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one `pulumi` process in a process group of its own: the terminal's Ctrl-C reaches us alone, and the engine gets it
 * from us exactly once. Never rejects for an exit code; rejects when the binary cannot be started.
 */
export function runEngine(command: EngineCommand): Promise<EngineExit> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.binary, [...command.args, "--non-interactive", "--color", "never"], {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (piece: string) => {
        text[name] += piece;
        command.onOutput?.(piece);
      });
    }
    const interrupt = (): void => void child.kill("SIGINT");
    track(child);
    command.signal?.addEventListener("abort", interrupt, { once: true });
    const settle = (): void => {
      command.signal?.removeEventListener("abort", interrupt);
      children.delete(child);
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("close", (code, signal) => {
      settle();
      resolve({ code: code ?? -1, signal: signal ?? undefined, ...text });
    });
  });
}

const children = new Set<ChildProcess>();

let watching = false;

// When we are made to end at once, the engines must not go on unseen: a second interrupt stops them where they are.
function track(child: ChildProcess): void {
  children.add(child);
  if (watching) return;
  watching = true;
  process.on("exit", stopAll);
}

function stopAll(): void {
  for (const child of children) {
    if (child.pid === undefined) continue;
    try {
      process.kill(-child.pid, "SIGINT");
    } catch {
      // Gone already.
    }
  }
}
