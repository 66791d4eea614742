// SPDX-License-Identifier: Apache-2.0
import { glob, readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { isGlob, matchesFile } from "../../lint/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";

/** A file that is to be linted. */
export interface FoundFile {
  /** As shown: as it was named, or below the folder that was. `<stdin>` for `-`. */
  readonly name: string;
  /** False: a folder or a pattern led to it, so that it may hold something else. */
  readonly named: boolean;
}

export const stdinName = "<stdin>";

/** Endings of files that a folder means. */
const endings = [".yaml", ".yml", ".json", ".tf", ".tofu"];

/**
 * The files that arguments mean, each once, in the order of the arguments and by name below them.
 * @param base folder that relative arguments are below
 * @throws CliError 2 when a pattern or a folder means no file
 */
export async function findFiles(
  given: readonly string[],
  context: Context,
  options: { readonly exclude?: ((file: string) => boolean) | undefined; readonly base?: string | undefined } = {},
): Promise<FoundFile[]> {
  const base = options.base ?? context.io.cwd;
  const found = new Map<string, FoundFile>();
  for (const argument of given) {
    const files = argument === "-" ? [{ name: stdinName, named: true }] : await filesOf(argument, base);
    if (files.length === 0)
      throw new CliError(2, `${argument} means no file`, {
        help: [
          isGlob(argument) ? "quote the pattern, or let the shell expand it" : `files end with ${endings.join(", ")}`,
        ],
      });
    for (const file of files) {
      const name = file.name === stdinName ? file.name : shown(file.name, base, context.io.cwd);
      const before = found.get(name);
      if (!file.named && options.exclude?.(name) === true) continue;
      if (before === undefined || (file.named && !before.named)) found.set(name, { name, named: file.named });
    }
  }
  return [...found.values()];
}

/**
 * The files of a lint: those named on the command line, else those of the configuration.
 * @param example what to type, when neither names any
 * @throws CliError 2 when there are none
 */
export async function filesAsked(
  given: unknown,
  context: Context,
  {
    config,
    folder,
    relative: seen,
    example,
  }: {
    readonly config: { readonly files: readonly string[]; readonly exclude: readonly string[] };
    readonly folder: string;
    readonly relative: (file: string) => string;
    readonly example: string;
  },
): Promise<FoundFile[]> {
  const named = (given as readonly string[] | undefined) ?? [];
  if (named.length === 0 && config.files.length === 0)
    throw new CliError(2, "no files named", { help: [`fix: ${context.self} ${example}`] });
  return findFiles(named.length === 0 ? config.files : named, context, {
    base: named.length === 0 ? folder : undefined,
    exclude: (file) => config.exclude.some((pattern) => matchesFile(pattern, seen(file))),
  });
}

/** @throws CliError 2 when the standard input would have to be changed */
export function refuseStdinFix(found: readonly FoundFile[]): void {
  if (found.some(({ name }) => name === stdinName))
    throw new CliError(2, "the standard input cannot be changed", { help: ["fix: name the file, or add --diff"] });
}

async function filesOf(argument: string, base: string): Promise<FoundFile[]> {
  const path = join(base, argument);
  const info = await stat(argument.startsWith("/") ? argument : path).catch(() => undefined);
  if (info?.isDirectory()) return (await below(argument, base)).map((name) => ({ name, named: false }));
  // A file may have a star in its name.
  if (info !== undefined || !isGlob(argument)) return [{ name: argument, named: true }];
  const names: string[] = [];
  for await (const name of glob(argument, { cwd: base, exclude: hidden })) names.push(name);
  const files = await Promise.all(
    names.map(async (name) => ((await stat(join(base, name)).catch(() => undefined))?.isFile() ? [name] : [])),
  );
  return files
    .flat()
    .toSorted()
    .map((name) => ({ name, named: false }));
}

async function below(folder: string, base: string): Promise<string[]> {
  const path = folder.startsWith("/") ? folder : join(base, folder);
  const entries = await readdir(path, { withFileTypes: true });
  const names = await Promise.all(
    entries
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .filter(({ name }) => !hidden(name))
      .map(async (entry) => {
        const name = join(folder, entry.name);
        if (entry.isDirectory()) return below(name, base);
        return entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) ? [name] : [];
      }),
  );
  return names.flat();
}

/** Folders of tools: nobody's flavors are in there. */
function hidden(name: string): boolean {
  const last = name.slice(name.lastIndexOf(sep) + 1);
  return last === "node_modules" || (last.startsWith(".") && last.length > 1 && last !== "..");
}

/** As seen from the working directory when the base is another one. */
function shown(name: string, base: string, cwd: string): string {
  const clean = name.startsWith("./") ? name.slice(2) : name;
  if (base === cwd || name.startsWith("/")) return clean;
  return relative(cwd, join(base, name));
}
