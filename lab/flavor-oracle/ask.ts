// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Definition } from "./vectors.ts";

/** What Nova's own code says of a flavor. */
export interface Verdict {
  /** Keys that the validators of microversion 2.86 refuse. */
  readonly refused: readonly string[];
  /** Name of the first exception on the way to a host; null: it boots. */
  readonly fault: string | null;
  readonly stage: "api" | "scheduler" | "filter" | "compute" | null;
}

/**
 * Asks Nova about flavors, in their order.
 * @param python an interpreter that has Nova; the lab's is /usr/bin/python3
 */
export async function ask(definitions: readonly Definition[], python = "/usr/bin/python3"): Promise<Verdict[]> {
  const oracle = spawn(python, [join(import.meta.dirname, "oracle.py")], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<number | null>((done, fail) => oracle.once("error", fail).once("close", done));
  oracle.stdin.end(definitions.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const [answers, errors, code] = await Promise.all([text(oracle.stdout), text(oracle.stderr), ended]);
  if (code !== 0) throw new Error(`${python} oracle.py ended with exit code ${code}: ${errors}`);
  const verdicts = answers
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Verdict);
  if (verdicts.length !== definitions.length)
    throw new Error(`${verdicts.length} answers to ${definitions.length} questions`);
  return verdicts;
}
