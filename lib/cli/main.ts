// SPDX-License-Identifier: Apache-2.0
import { writeFile } from "node:fs/promises";
import { CommanderError } from "commander";
import { createContext, type Context, type GlobalOptions, type Io } from "./context.ts";
import { describeCrash } from "./crash.ts";
import { CliError, exitCodeOf, findingsOf, type ExitCode, type Outcome } from "./exit.ts";
import { createProgram, type Invocation } from "./program.ts";
import { plain } from "./report/text.ts";

/** Starts the command line of this process and ends the process with its exit code. */
export async function start(): Promise<void> {
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  };
  const argv = process.argv.slice(2);
  // A closed pipe (`| head`) must not stop a deployment half-way.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  for (const name of ["uncaughtException", "unhandledRejection"] as const)
    process.on(name, (error: unknown) => {
      // A run in progress listens itself: one team's stray rejection must not stop the others.
      if (name === "uncaughtException" || process.listenerCount(name) === 1) void crash(error, argv, io);
    });
  process.on("exit", () => {
    if (process.exitCode === 2 && !ended)
      process.stderr.write("exit 2: bivouac stopped before it was done; please report this\n");
  });
  await exit(await main(argv, io));
}

/** Runs one command. @returns the exit code; everything else has been written to `io`. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let context = createContext(io, early(argv));
  let command = argv.find((word) => !word.startsWith("-")) ?? "";
  const program = createProgram(io, async (invocation: Invocation) => {
    context = createContext(io, invocation.globals, invocation.command);
    command = invocation.command;
    outcome = await invocation.run(context);
  });
  let outcome: Outcome = { code: 0 };
  try {
    await program.parseAsync(withVersion(argv), { from: "user" });
  } catch (error) {
    outcome = await explain(error, context, argv);
  }
  if (command !== "") await writeJson(context, command, outcome);
  if (outcome.code !== 0) io.stderr.write(`exit ${outcome.code}: ${plain(outcome.reason ?? "no reason given")}\n`);
  return outcome.code;
}

let ended = false;

/** Everything written before the process ends, whatever sockets are still open. */
async function exit(code: ExitCode): Promise<never> {
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  ended = true;
  process.exit(code);
}

const flush = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => (stream.writable ? stream.write("", () => done()) : done()));

/** Outside any command: the same lines, the same document, the end. */
async function crash(error: unknown, argv: readonly string[], io: Io): Promise<never> {
  const context = createContext(io, early(argv));
  const outcome = await explain(error, context, argv);
  await writeJson(context, argv[0] ?? "", outcome);
  io.stderr.write(`exit ${outcome.code}: ${plain(outcome.reason ?? "")}\n`);
  return exit(outcome.code);
}

/** Any error as the outcome of the command; its lines go to stderr, the cause first. */
async function explain(error: unknown, context: Context, argv: readonly string[]): Promise<Outcome> {
  const { io, colors } = context;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { code: 0 };
    const reason =
      error.code === "commander.help" ? "no command given" : error.message.replace(/^error: /, "").split("\n")[0];
    return { code: 2, reason, json: { error: { message: reason } } };
  }
  const code = exitCodeOf(error);
  if (code !== undefined && error instanceof Error) {
    const findings = findingsOf(error);
    const help = error instanceof CliError ? error.help : [];
    if (!context.json && findings.length > 0) {
      const { renderFindings } = await import("./report/findings.ts");
      io.stderr.write(`${renderFindings(findings, context, error instanceof CliError ? error.sources : undefined)}\n`);
    }
    io.stderr.write(`${colors.red("error")} ${plain(error.message)}\n`);
    for (const line of help) io.stderr.write(`  ${plain(line)}\n`);
    return { code, reason: error.message.split("\n")[0], json: { error: { message: error.message, help }, findings } };
  }
  const { message, lines, log } = await describeCrash(error, context, argv);
  for (const line of lines) io.stderr.write(`${line}\n`);
  return { code: 2, reason: `bivouac failed: ${message}`, json: { error: { message, log } } };
}

/** The document of `--json` (stdout) and of `--json-file`. Events of a run were written before it, one a line. */
async function writeJson(context: Context, command: string, outcome: Outcome): Promise<void> {
  if (!context.json && (context.jsonFile === undefined || outcome.json === undefined)) return;
  const document = {
    version: 1,
    command,
    ...outcome.json,
    exitCode: outcome.code,
    ...(outcome.reason === undefined ? {} : { reason: plain(outcome.reason) }),
  };
  const text = `${JSON.stringify(document)}\n`;
  if (context.json) context.io.stdout.write(text);
  if (context.jsonFile === undefined) return;
  // Runs write their events to the file as they happen; the document is then its last line.
  await writeFile(context.path(context.jsonFile), text, { flag: "type" in document ? "a" : "w" }).catch(
    (error: unknown) => {
      context.io.stderr.write(
        `could not write ${context.jsonFile}: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    },
  );
}

/** `bivouac --version` is the command of that name. */
function withVersion(argv: readonly string[]): string[] {
  const flags = ["--version", "-V"];
  return argv.every((word) => word.startsWith("-")) && argv.some((word) => flags.includes(word))
    ? ["version", ...argv.filter((word) => !flags.includes(word))]
    : [...argv];
}

/** Global options as far as they matter before, or without, a parsed command line. */
function early(argv: readonly string[]): GlobalOptions {
  const at = argv.indexOf("--");
  const words = at < 0 ? argv : argv.slice(0, at);
  return { json: words.includes("--json"), color: !words.includes("--no-color"), debug: words.includes("--debug") };
}
