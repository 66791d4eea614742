// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CommandSpec } from "../command.ts";
import type { Context } from "../context.ts";
import type { Outcome } from "../exit.ts";
import { plain } from "../report/text.ts";

/** Answers the shell: one candidate a line, `word<TAB>what`, or `:files`. The last word is the one being typed. */
export async function complete(
  context: Context,
  values: readonly unknown[],
  commands: readonly CommandSpec[],
): Promise<Outcome> {
  const given = (values[0] as string[] | undefined) ?? [];
  const words = given[0] === "--" ? given.slice(1) : given;
  for (const line of await candidates(words, context, commands)) context.io.stdout.write(`${line}\n`);
  return { code: 0 };
}

const globals = [
  "--json\tJSON on stdout",
  "--json-file\tJSON into a file",
  "--no-color\tno colours",
  "--debug\tstack traces",
  "--help\tshow help",
];

async function candidates(
  words: readonly string[],
  context: Context,
  commands: readonly CommandSpec[],
): Promise<string[]> {
  const typed = words.at(-1) ?? "";
  const done = words.slice(0, -1);
  const matching = (list: readonly string[]): string[] => list.filter((line) => line.startsWith(typed));
  const spec = specOf(done, commands);
  if (spec === undefined)
    return matching(
      typed.startsWith("-")
        ? ["--help\tshow help", "--version\tprint the version"]
        : commands.filter((each) => each.hidden !== true).map((each) => `${each.name}\t${each.summary}`),
    );
  const valued = optionAt(done, spec);
  if (valued === "--team") return matching(await teams(done, context));
  const choices = optionsOf(spec).find((option) => option.long === valued)?.argChoices;
  if (choices !== undefined) return matching(choices);
  if (valued === "--profile") return matching((await import("../lint/names.ts")).profileNames());
  if (valued === "--target") return matching((await import("../lint/names.ts")).targetNames());
  if (valued === "--format-in") return matching((await import("../lint/names.ts")).formatNames());
  if (valued !== undefined && files.includes(valued)) return [":files"];
  if (typed.startsWith("-"))
    return matching([...optionsOf(spec).map((option) => `${option.long}\t${option.description}`), ...globals]);
  if (spec.name === "explain") return matching((await import("../lint/names.ts")).ruleNames());
  if (spec.commands !== undefined && (typed === "" ? done.at(-1) === spec.name : !/[./]/.test(typed))) {
    const found = matching(spec.commands.map((each) => `${each.name}\t${each.summary}`));
    if (found.length > 0) return found;
  }
  if (spec.name === "lab") return matching(["up\tstart the lab", "down\tstop the lab", "status\tshow the lab"]);
  if (spec.name === "completion") return matching(["bash", "zsh", "fish"]);
  return [":files"];
}

/** Options whose value is a file. */
const files = ["--out", "--json-file", "--config", "--baseline", "--tables"];

/** The command that the words name, as deep as they go. */
function specOf(done: readonly string[], commands: readonly CommandSpec[]): CommandSpec | undefined {
  let spec: CommandSpec | undefined;
  for (const word of done) {
    if (word.startsWith("-")) continue;
    const below = (spec === undefined ? commands : (spec.commands ?? [])).find((each) => each.name === word);
    if (below === undefined || below.hidden === true) return spec;
    spec = below;
  }
  return spec;
}

function optionsOf(spec: CommandSpec): ReturnType<NonNullable<CommandSpec["options"]>> {
  return spec.options?.() ?? [];
}

/** The long name of the option whose value is being typed. */
function optionAt(done: readonly string[], spec: CommandSpec): string | undefined {
  const last = done.at(-1) ?? "";
  if (last === "--json-file") return last;
  return optionsOf(spec).find(
    (option) => (option.required || option.optional) && (option.long === last || option.short === last),
  )?.long;
}

const largest = 2_000_000;

/** Team ids of the event file on the line. Read with a few lines of text matching: a file half-written still completes. */
async function teams(done: readonly string[], context: Context): Promise<string[]> {
  for (const word of [...done.slice(1).filter((each) => !each.startsWith("-")), "event.yaml"]) {
    const path = context.path(word);
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) continue;
    const file = info.isDirectory() ? join(path, "event.yaml") : path;
    const text = await stat(file)
      .then((each) => (each.isFile() && each.size <= largest ? readFile(file, "utf8") : ""))
      .catch(() => "");
    const found = teamIds(text);
    if (found.length > 0) return found;
  }
  return [];
}

function teamIds(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^teams:\s*(#.*)?$/.test(line));
  if (start < 0) return [];
  const ids: string[] = [];
  let indent: number | undefined;
  for (const line of lines.slice(start + 1)) {
    if (/^\S/.test(line) && !line.startsWith("#")) break;
    const key = /^( +)["']?([a-z0-9][a-z0-9_-]*)["']?:/.exec(line);
    if (!key) continue;
    indent ??= key[1]?.length;
    if (key[1]?.length === indent) ids.push(key[2] ?? "");
    else {
      const title = /^\s+title:\s*["']?(.*?)["']?\s*$/.exec(line)?.[1];
      const last = ids.at(-1);
      if (title && last !== undefined && !last.includes("\t"))
        ids[ids.length - 1] = `${last}\t${plain(title).replaceAll("\t", " ")}`;
    }
  }
  return ids;
}
