// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { lintFlavors, readFlavorText } from "../lib/flavors/index.ts";

/** CPU seconds of one pass over the files, in this process. */
export async function measureLint(work: string, paths: readonly string[]): Promise<number> {
  const before = process.cpuUsage();
  if (work === "parse") for (const path of paths) parse(await readFile(path, "utf8"));
  else await lintFiles(paths);
  return seconds(before);
}

export async function measureText(text: string): Promise<number> {
  const before = process.cpuUsage();
  const { definitions } = await readFlavorText(text, "flavors.yaml");
  const findings = lintFlavors(definitions);
  if (definitions.length === 0 || findings.length === 0) throw new Error("the bench measures nothing");
  return seconds(before);
}

async function lintFiles(paths: readonly string[]): Promise<void> {
  const definitions = [];
  for (const path of paths) definitions.push(...(await readFlavorText(await readFile(path, "utf8"), path)).definitions);
  if (lintFlavors(definitions).length === 0) throw new Error("the bench measures nothing");
}

function seconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
