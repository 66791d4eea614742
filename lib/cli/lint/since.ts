// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import { type FlavorDefinition, type FlavorText, readFlavorTexts } from "../../flavors/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import { stdinName } from "./files.ts";
import type { ReadFile } from "./read.ts";

const run = promisify(execFile);
const maxBuffer = 64 * 1024 * 1024;

/**
 * All definitions of the files as they were at a commit. A file that was not there had none; one that could not be read is
 * as good as that. @throws CliError 2 when there is no such commit, or no repository
 */
export async function earlierFlavors(
  ref: string,
  files: readonly ReadFile[],
  context: Context,
): Promise<readonly FlavorDefinition[]> {
  const here = files.filter(({ name }) => name !== stdinName);
  const folder = here[0] === undefined ? context.io.cwd : dirname(context.path(here[0].name));
  const commit = await git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  if (commit === undefined)
    throw new CliError(2, `--since ${ref}: there is no such commit`, {
      help: ["name a commit, branch or tag of the repository that holds the files; a shallow clone has few"],
    });
  const earlier: FlavorText[] = [];
  for (const { name, format } of here) {
    const path = context.path(name);
    const text = await git(dirname(path), ["show", `${commit.trim()}:./${basename(path)}`]);
    if (text === undefined) continue;
    earlier.push({ file: name, text, format });
  }
  return (await readFlavorTexts(earlier)).flatMap(({ definitions }) => definitions);
}

/** What git prints; undefined when it says no. @throws CliError 2 when there is no git */
async function git(folder: string, argv: readonly string[]): Promise<string | undefined> {
  try {
    return (await run("git", ["-C", folder, ...argv], { maxBuffer, encoding: "utf8" })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new CliError(2, "--since needs git, which was not found", {
        help: ["fix: install git, or leave out --since"],
      });
    return undefined;
  }
}
