// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "./flavors.ts";
import { figure, interleaved, time } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const files = 50;
const perFile = 10;

/** P10: linting flavors against reading and parsing the same files; start of the command; linearity. */
export async function lint(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bivouac-bench-"));
  try {
    const paths: string[] = [];
    for (let file = 0; file < files; file++) {
      const path = join(folder, `flavors-${String(file).padStart(2, "0")}.yaml`);
      await writeFile(path, catalogue(perFile, file * perFile));
      paths.push(path);
    }
    await ratio(paths);
    await startUp(paths[0] ?? "");
    await linear();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both in one process after the imports, then both as whole processes. */
async function ratio(paths: readonly string[]): Promise<void> {
  const cpu = async (work: string, parameters: readonly string[]): Promise<number> => {
    const { measureLint } = await import("./lint-work.ts");
    return await measureLint(work, parameters);
  };
  const inside = await interleaved({ lint: () => cpu("lint", paths), parse: () => cpu("parse", paths) }, 7);
  figure(
    "P10 lint of 500 flavors ÷ read and parse",
    (inside.lint / inside.parse).toFixed(2),
    "≤ 1.5",
    `${(inside.lint * 1000).toFixed(0)} ÷ ${(inside.parse * 1000).toFixed(0)} CPU ms, in one process`,
  );
  const parse = `const {parse} = await import("yaml"); const {readFileSync} = await import("node:fs"); for (const file of process.argv.slice(1)) parse(readFileSync(file, "utf8"));`;
  const whole = async (command: readonly string[]): Promise<number> =>
    (await time(["bash", "-c", '"$@" || [ $? = 1 ]', "bash", ...command], { cwd: root })).cpu;
  const processes = await interleaved({
    lint: () => whole([process.execPath, "bin/bivouac.js", "lint", "flavors", ...paths]),
    parse: () => whole([process.execPath, "--input-type=module", "-e", parse, ...paths]),
  });
  figure(
    "    the same, whole processes",
    (processes.lint / processes.parse).toFixed(2),
    "≤ 1.5",
    `${processes.lint.toFixed(3)} ÷ ${processes.parse.toFixed(3)} CPU s`,
  );
}

async function startUp(path: string): Promise<void> {
  const cpu = async (command: readonly string[]): Promise<number> =>
    (await time(["bash", "-c", '"$@" || [ $? = 1 ]', "bash", ...command], { cwd: root })).cpu;
  const { lint: command, bare } = await interleaved({
    lint: () => cpu([process.execPath, "bin/bivouac.js", "lint", "flavors", path]),
    bare: () => cpu([process.execPath, "-e", "0"]),
  });
  figure(
    "start: lint of one file of 10 flavors",
    `${(command * 1000).toFixed(0)} ms`,
    "≤ 150 ms",
    `CPU; bare Node ${(bare * 1000).toFixed(0)} ms`,
  );
}

/** Slope of log CPU from 2,000 to 20,000 definitions in one file each. */
async function linear(): Promise<void> {
  const { measureText } = await import("./lint-work.ts");
  const small = catalogue(2000);
  const large = catalogue(20_000);
  const least = await interleaved({ small: () => measureText(small), large: () => measureText(large) }, 3);
  const slope = Math.log10(least.large / least.small);
  figure(
    "linearity, 2,000 → 20,000 definitions",
    slope.toFixed(3),
    "≤ 1.05",
    `${least.small.toFixed(2)} → ${least.large.toFixed(2)} CPU s`,
  );
}
