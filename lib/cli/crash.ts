// SPDX-License-Identifier: Apache-2.0
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import type { Context } from "./context.ts";
import { plain } from "./report/text.ts";

export interface Crash {
  /** One line. */
  readonly message: string;
  /** For stderr. */
  readonly lines: readonly string[];
  /** File that holds stack and versions; absent when it could not be written. */
  readonly log?: string | undefined;
}

/** A fault of the program: short cause, the rest in a file that is named. The stack is printed only under `--debug`. */
export async function describeCrash(error: unknown, context: Context, argv: readonly string[]): Promise<Crash> {
  const message =
    plain((error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "").slice(0, 300) ||
    "unknown error";
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const at = context.io.now().toISOString();
  const file = join(context.io.env["TMPDIR"] ?? tmpdir(), `bivouac-${at.replaceAll(/[:.]/g, "-")}-${process.pid}.log`);
  const text = [
    `time      ${at}`,
    `node      ${process.version} ${process.platform}-${process.arch}`,
    `arguments ${JSON.stringify(argv)}`,
    "",
    stack,
    ...causes(error),
  ].join("\n");
  const log = (await written(file, text)) ? file : undefined;
  const lines = [`${context.colors.red("error")} ${message}`];
  if (context.debug) lines.push(stack, ...causes(error));
  lines.push(
    log === undefined
      ? `  log: none, ${plain(file)} could not be written`
      : `  log: ${log}${context.debug ? "" : "   (or run again with --debug)"}`,
  );
  return { message, lines, log };
}

async function written(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, `${text}\n`, { mode: 0o600, flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

function causes(error: unknown): string[] {
  const found: string[] = [];
  for (
    let at = error instanceof Error ? error.cause : undefined;
    at !== undefined && found.length < 8;
    at = at instanceof Error ? at.cause : undefined
  )
    found.push(`caused by ${at instanceof Error ? (at.stack ?? at.message) : inspect(at)}`);
  return found;
}
