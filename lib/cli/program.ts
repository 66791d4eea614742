// SPDX-License-Identifier: Apache-2.0
import { Command, Help, Option } from "commander";
import picocolors from "picocolors";
import type { CommandSpec } from "./command.ts";
import { commands } from "./commands.ts";
import { wantsColor, type Context, type GlobalOptions, type Io } from "./context.ts";
import { exitCodes, type ExitCode, type Outcome } from "./exit.ts";

/** One command as it was asked for. */
export interface Invocation {
  readonly command: string;
  readonly globals: GlobalOptions;
  run(context: Context): Promise<Outcome>;
}

/** The tree of commands. Nothing of a command is loaded before it is called. */
export function createProgram(io: Io, invoke: (invocation: Invocation) => Promise<void>): Command {
  const root = new Command("bivouac")
    .description(
      "Gives every team of a time-boxed event its own OpenStack and Kubernetes environment,\nfrom one file, and removes it again with proof.",
    )
    .usage("<command> [event.yaml] [options]")
    .addHelpCommand(
      new Command("help").argument("[command]").description("show the help of a command").helpGroup("Tools:"),
    )
    .helpOption("-h, --help", "show this help");
  configure(root, io);
  for (const option of globalOptions()) root.addOption(option);
  // Answered by the command `version`, see main.ts.
  root.option("-V, --version", "print the version and where bivouac runs from");
  root.addHelpText(
    "after",
    () => `\n${rootExamples}\n\n${exitCodeHelp(Object.keys(exitCodes).map(Number) as ExitCode[])}`,
  );
  for (const spec of commands) root.addCommand(toCommand(spec, io, root, invoke), { hidden: spec.hidden === true });
  return root;
}

function toCommand(
  spec: CommandSpec,
  io: Io,
  root: Command,
  invoke: (invocation: Invocation) => Promise<void>,
  above = "",
): Command {
  const name = above === "" ? spec.name : `${above} ${spec.name}`;
  const command = new Command(spec.name)
    .summary(spec.summary)
    .description(spec.description)
    .helpOption("-h, --help", "show this help");
  configure(command, io, name);
  if (spec.group !== undefined) command.helpGroup(spec.group);
  for (const [name, description] of spec.arguments ?? []) command.argument(name, description);
  for (const option of spec.options?.() ?? []) command.addOption(option);
  if (spec.commands !== undefined) {
    command.helpCommand(false).usage("[command] [options] [event]");
    for (const below of spec.commands) command.addCommand(toCommand(below, io, root, invoke, name));
  }
  if (spec.raw === true) command.allowUnknownOption().helpOption(false);
  const examples = (spec.examples ?? []).map(
    ([line, what]) => `  $ bivouac ${line}${what === undefined ? "" : `\n      ${what}`}`,
  );
  if (examples.length > 0) command.addHelpText("after", () => `\nExamples:\n${examples.join("\n")}`);
  if (spec.exits !== undefined) command.addHelpText("after", () => `\n${exitCodeHelp(spec.exits ?? [])}`);
  command.action(async (...parameters: unknown[]) => {
    const values = parameters.slice(0, -2);
    const options = optionsOf(command, root);
    const { format, out } = options;
    await invoke({
      command: name,
      // With --out the format is that of the file.
      globals: format === "json" && out === undefined ? { ...root.opts(), json: true } : root.opts(),
      run: async (context) => (await spec.load()).run(context, values, options),
    });
  });
  return command;
}

/** Options as they were given: commander hands those that the command above knows too to that one, wherever they stand. */
function optionsOf(command: Command, root: Command): Record<string, unknown> {
  const options: Record<string, unknown> = { ...command.opts() };
  for (let above = command.parent; above !== null && above !== root; above = above.parent)
    for (const [key, value] of Object.entries(above.opts()))
      if (above.getOptionValueSource(key) === "cli") options[key] = value;
  return options;
}

function configure(command: Command, io: Io, name = ""): void {
  command.exitOverride();
  command.showHelpAfterError("  (bivouac --help lists the commands)");
  if (name !== "") command.showHelpAfterError(`  (bivouac ${name} --help shows what it takes)`);
  const color = (): boolean => wantsColor(io, {});
  command.configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    getOutHelpWidth: () => Math.min(io.stdout.columns ?? 100, 110),
    getErrHelpWidth: () => Math.min(io.stderr.columns ?? 100, 110),
    getOutHasColors: color,
    getErrHasColors: color,
  });
  const { bold, cyan, dim } = picocolors.createColors(true);
  // Commander takes the codes out again where colours are off.
  command.configureHelp({
    showGlobalOptions: true,
    visibleGlobalOptions: (of) =>
      Object.assign(new Help(), { showGlobalOptions: true })
        .visibleGlobalOptions(of)
        .filter((option) => option.long !== "--version"),
    styleTitle: bold,
    styleCommandText: cyan,
    styleSubcommandText: cyan,
    styleOptionText: cyan,
    styleArgumentText: dim,
  });
}

function globalOptions(): Option[] {
  return [
    new Option("--json", "print JSON on stdout and nothing else there (up and destroy: one event a line)"),
    new Option("--json-file <file>", "write that JSON to a file, beside the text"),
    new Option("--no-color", "no colours (also: NO_COLOR)"),
    new Option("--debug", "show stack traces of bivouac's own faults"),
  ];
}

function exitCodeHelp(codes: readonly ExitCode[]): string {
  return ["Exit codes:", ...codes.map((code) => `  ${String(code).padStart(3)}  ${exitCodes[code]}`)].join("\n");
}

const rootExamples = `Examples:
  $ bivouac validate event.yaml          every mistake in the file at once, with its place
  $ bivouac plan event.yaml              what each team would get; no cloud is touched
  $ bivouac up event.yaml                bring the event up, or what is missing of it
  $ bivouac status event.yaml            what both clouds really hold
  $ bivouac destroy event.yaml           take everything away again

Where [event] is left out, event.yaml of the working directory is meant; a folder means the event.yaml in it.`;
