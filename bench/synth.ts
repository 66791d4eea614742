// SPDX-License-Identifier: Apache-2.0
import { deepStrictEqual } from "node:assert";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "rolldown";
import { teamObjects } from "../lib/kubernetes/light.ts";
import { figure, interleaved, time } from "./measure.ts";
import { benchEvent, benchTeam } from "./synth-team.ts";

const root = join(import.meta.dirname, "..");
const ways = ["floor", "fast", "constructs"] as const;
type Way = (typeof ways)[number];

/**
 * P1: whole processes that write the objects of 500 teams as JSON: by the constructs, by the fast path, and by a program that holds
 * nothing but literals. P2: growth from 100 to 1,000 teams. Memory at both sizes.
 */
export async function synth(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bivouac-bench-"));
  try {
    await compile(folder);
    const command = (way: Way, teams: number): string[] => [
      process.execPath,
      join(folder, `${way}.mjs`),
      String(teams),
      join(folder, `${way}.out`),
    ];
    const cpu = async (way: Way, teams: number): Promise<number> =>
      (await time(["bash", "-c", '"$@" 2>/dev/null', "bash", ...command(way, teams)], { cwd: root })).cpu;
    for (const way of ways) await cpu(way, 500);
    await requireSame(folder);
    const at500 = await interleaved(
      { floor: () => cpu("floor", 500), fast: () => cpu("fast", 500), constructs: () => cpu("constructs", 500) },
      7,
    );
    const ms = (seconds: number): string => (seconds * 1000).toFixed(0);
    for (const [way, goal] of [
      ["constructs", "≤ 12"],
      ["fast", "≤ 3"],
    ] as const)
      figure(
        `P1 synth of 500 teams, ${way === "fast" ? "fast path" : "constructs"} ÷ literals`,
        (at500[way] / at500.floor).toFixed(2),
        goal,
        `${ms(at500[way])} ÷ ${ms(at500.floor)} CPU ms, whole processes`,
      );
    for (const way of ["constructs", "fast"] as const) {
      const bare = () => cpu(way, 0);
      const least = await interleaved({ bare, small: () => cpu(way, 100), large: () => cpu(way, 1000) }, 3);
      const slope = Math.log10((least.large - least.bare) / (least.small - least.bare));
      figure(
        `P2 growth from 100 to 1,000 teams, ${way === "fast" ? "fast path" : "constructs"}`,
        slope.toFixed(3),
        "≤ 1.05",
        `${ms(least.small)} → ${ms(least.large)} CPU ms, less ${ms(least.bare)} of the start`,
      );
      const [small, large] = [await memory(command(way, 100)), await memory(command(way, 1000))];
      figure(
        "    peak memory at 1,000 ÷ at 100",
        (large / small).toFixed(2),
        "flat",
        `${large.toFixed(0)} ÷ ${small.toFixed(0)} MiB`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As published: compiled, libraries apart. */
async function compile(folder: string): Promise<void> {
  await writeFile(join(folder, "floor.ts"), await floorSource());
  for (const way of ways)
    await build({
      input: way === "floor" ? join(folder, "floor.ts") : join(root, "bench", `synth-${way}.ts`),
      cwd: root,
      platform: "node",
      external: (id) => !id.startsWith(".") && !id.startsWith("/"),
      output: {
        file: join(folder, `${way}.mjs`),
        format: "esm",
        paths: (id) => (id.startsWith("node:") ? id : import.meta.resolve(id)),
        codeSplitting: false,
      },
      logLevel: "warn",
    });
}

/** A program that holds a team's objects as literals with the few texts that differ in place: no program can do less. */
async function floorSource(): Promise<string> {
  const [id, name, title] = ["team-424242", "bench-team-424242", "Team 424242"];
  const literal = JSON.stringify(teamObjects({ event: benchEvent, team: benchTeam(424_242) }))
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${")
    .replaceAll(
      /"([^"]*424242[^"]*)"/g,
      (_, text: string) =>
        `\`${text.replaceAll(name, "bench-team-${index}").replaceAll(id, "team-${index}").replaceAll(title, "Team ${index}")}\``,
    );
  return `import { writeTeams } from ${JSON.stringify(join(root, "bench/synth-write.ts"))};\nwriteTeams((index) => (${literal}));\n`;
}

/** All three wrote the same objects, or the ratio says nothing. cdk8s sorts keys. */
async function requireSame(folder: string): Promise<void> {
  const [floor = "", ...others] = await Promise.all(ways.map((way) => readFile(join(folder, `${way}.out`), "utf8")));
  const parsed = (text: string): unknown[] =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  for (const text of others) deepStrictEqual(parsed(text), parsed(floor));
}

async function memory([program = "", ...options]: readonly string[]): Promise<number> {
  const { stderr } = await promisify(execFile)(program, [...options]);
  return Number(/RSS (\d+)/.exec(stderr)?.[1]) / 1024;
}
