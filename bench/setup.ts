// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { figure } from "./measure.ts";

/** Stages of the last `make demo` and of the last build of each tool, as they were written down then. */
export async function setup(): Promise<void> {
  const cache =
    process.env["BIVOUAC_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bivouac");
  const names = (await readdir(join(cache, "log")).catch(() => [])).filter((name) => /^demo-.*\.time$/.test(name));
  for (const name of names.toSorted()) {
    const [wall, user, system] = (await readFile(join(cache, "log", name), "utf8")).trim().split(/\s+/).map(Number);
    figure(
      `make demo, ${name.slice(5, -5)}`,
      `${(wall ?? 0).toFixed(0)} s`,
      "-",
      `${((user ?? 0) + (system ?? 0)).toFixed(0)} CPU s`,
    );
  }
  const times = await readFile(join(cache, "tools", "times.tsv"), "utf8").catch(() => "");
  for (const line of times.split("\n").filter(Boolean)) process.stdout.write(`  ${line.replaceAll("\t", "  ")}\n`);
  if (names.length === 0) process.stdout.write("no make demo has run with this cache yet\n");
}
