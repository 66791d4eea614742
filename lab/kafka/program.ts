// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What one of the Java programs refused, by the class of its exception: `TopicAuthorizationException`. */
export class KafkaError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
    this.name = "KafkaError";
    this.type = type;
  }
}

/** A Java program that answers questions until it is closed. */
export interface Program {
  readonly pid: number;
  /** @throws KafkaError when the program refuses; Error when it has ended */
  ask<T>(question: object): Promise<T>;
  /** Ends it, whatever it does, and waits for its end. */
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: { readonly type: string; readonly message: string } | undefined;
}

export interface ProgramOptions {
  /** Largest heap of the JVM. @default "512m" */
  readonly heap?: string | undefined;
  /** Of log4j; goes to stderr, which is kept for the message of a failure. @default "warn" */
  readonly log?: "error" | "warn" | "info" | "debug" | undefined;
}

/** Compiles it first, when it is not in the cache. */
export async function startProgram(name: "Judge" | "Broker" | "Admin", options: ProgramOptions = {}): Promise<Program> {
  const { heap = "512m", log = "warn" } = options;
  const { stdout } = await run(join(import.meta.dirname, "build"));
  const child = spawn(stdout.trim(), [name], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, BIVOUAC_KAFKA_HEAP: heap, BIVOUAC_KAFKA_LOG: log },
  });
  const waiting = new Map<number, { done: (value: unknown) => void; fail: (reason: Error) => void }>();
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    if (said.length > 200) said.shift();
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, answer, error } = JSON.parse(line) as Answer;
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asker?.done(answer);
    else asker?.fail(new KafkaError(error.type, error.message));
  });
  const ended = endOf(child);
  const closed = ended.then((how) => {
    const reason = new Error(`${name} ended (${how}); its last lines:\n${said.slice(-20).join("\n")}`);
    for (const { fail } of waiting.values()) fail(reason);
    waiting.clear();
    return reason;
  });
  // A question to a program that has ended fails by `closed`, not by an event that nobody hears.
  child.stdin.on("error", () => {});
  let last = 0;
  return {
    pid: child.pid ?? -1,
    ask<T>(question: object): Promise<T> {
      last += 1;
      const id = last;
      return new Promise<T>((done, fail) => {
        waiting.set(id, { done: (value) => done(value as T), fail });
        if (child.exitCode !== null || child.signalCode !== null) void closed.then(fail);
        else child.stdin.write(`${JSON.stringify({ ...question, id })}\n`);
      });
    },
    async close(): Promise<void> {
      child.stdin.end();
      await closed;
    },
  };
}

async function endOf(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.once("error", (error) => done(error.message));
    child.once("close", (code, signal) => done(signal ?? `exit code ${code}`));
  });
}
