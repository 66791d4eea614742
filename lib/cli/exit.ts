// SPDX-License-Identifier: Apache-2.0
import type { Finding } from "../model/index.ts";

/** What the exit code says. Scripts depend on it: numbers are never reused. */
export const exitCodes = {
  0: "done; the answer is yes",
  1: "the answer is no: findings, teams not ready, leftovers",
  2: "the question was wrong: a flag, the event file, or a fault of bivouac itself",
  3: "not let in: a cloud refused the credentials",
  4: "a cloud did not answer, or a time limit was reached",
  5: "part of the teams failed, the others are done",
  6: "someone else holds the event",
  130: "interrupted",
} as const;

export type ExitCode = keyof typeof exitCodes;

/** How a command ended. `reason` becomes the last line of stderr, `json` the document of `--json`. */
export interface Outcome {
  readonly code: ExitCode;
  /** One line; needed for every code but 0. */
  readonly reason?: string | undefined;
  readonly json?: Readonly<Record<string, unknown>> | undefined;
}

/** Ends a command early with a message for people. Not a fault of the program: no log, no stack. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  /** Printed under the message, one a line. */
  readonly help: readonly string[];
  readonly findings: readonly Finding[];
  /** File as named in findings → its text. */
  readonly sources: ReadonlyMap<string, string>;

  constructor(
    exitCode: ExitCode,
    message: string,
    options: { help?: readonly string[]; findings?: readonly Finding[]; sources?: ReadonlyMap<string, string> } = {},
  ) {
    super(message);
    this.name = "CliError";
    this.exitCode = exitCode;
    this.help = options.help ?? [];
    this.findings = options.findings ?? [];
    this.sources = options.sources ?? new Map();
  }
}

/** Lower floors say how an error should end by a field `exitCode`; no class is shared for it. */
export function exitCodeOf(error: unknown): ExitCode | undefined {
  const code = typeof error === "object" && error !== null && "exitCode" in error ? error.exitCode : undefined;
  return typeof code === "number" && code !== 0 && code in exitCodes ? (code as ExitCode) : undefined;
}

export function findingsOf(error: unknown): readonly Finding[] {
  const findings = typeof error === "object" && error !== null && "findings" in error ? error.findings : undefined;
  return Array.isArray(findings) ? (findings as Finding[]) : [];
}
