// SPDX-License-Identifier: Apache-2.0
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type FlavorInput, lintFlavors, readFlavorText, rules } from "../lib/flavors/index.ts";
import type { LintFinding } from "../lib/lint/index.ts";
import { figure } from "./measure.ts";
import { Random } from "./fuzz-random.ts";
import { randomFile, randomFlavor, randomOptions } from "./fuzz-flavors.ts";

const limitMs = 50;

/**
 * Random and hostile definitions, names and files: no crash, none slow, memory flat. `FUZZ=1000000` says how many,
 * `SEED=7` which; a failing input is printed with its seed.
 */
export async function fuzz(): Promise<void> {
  const count = Number(process.env["FUZZ"] ?? 1_000_000);
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
  const files = Math.floor(count / 50);
  const found = new Set<string>();
  let slowest = 0;
  let settled = 0;
  for (let index = 0; index < count; index++) {
    const random = new Random(seed + index);
    const work = index % 50 === 0 ? fileWork(random) : flavorWork(random);
    const began = performance.now();
    const findings = await work();
    const took = performance.now() - began;
    for (const { code } of findings) found.add(code);
    const fault = findings.find(({ code }) => code === "FL000");
    if (fault) throw new Error(`seed ${seed + index}: ${fault.message}`);
    // The machine may have paused us: an input is slow when it is slow three times more.
    if (took > limitMs) slowest = Math.max(slowest, await leastOf(work, took, seed + index));
    else slowest = Math.max(slowest, took);
    if (index === Math.floor(count / 5)) settled = heapUsed();
  }
  const growth = heapUsed() / settled;
  figure("fuzz, inputs without a crash", count.toLocaleString("en"), "10^6", `${files} files, seed ${seed}`);
  figure("fuzz, slowest input", `${slowest.toFixed(1)} ms`, `≤ ${limitMs} ms`);
  figure("fuzz, heap at the end ÷ after a fifth", growth.toFixed(2), "flat");
  const unseen = rules.filter(({ id, scope }) => (scope === "flavor" || scope === "catalogue") && !found.has(id));
  figure(
    "fuzz, rules that found something",
    String(found.size),
    "",
    `not met: ${unseen.map(({ id }) => id).join(" ")}`,
  );
}

function flavorWork(random: Random): () => Promise<LintFinding[]> {
  const flavors: FlavorInput[] = Array.from({ length: random.chance(0.1) ? 4 : 1 }, () => randomFlavor(random));
  const options = randomOptions(random);
  return async () => lintFlavors(flavors, options);
}

function fileWork(random: Random): () => Promise<LintFinding[]> {
  const { text, name } = randomFile(random);
  return async () => {
    const { definitions, findings } = await readFlavorText(text, name);
    return [...findings, ...lintFlavors(definitions)];
  };
}

async function leastOf(work: () => Promise<unknown>, first: number, seed: number): Promise<number> {
  let least = first;
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    await work();
    least = Math.min(least, performance.now() - began);
  }
  if (least > limitMs) process.stdout.write(`slow: seed ${seed}, ${least.toFixed(0)} ms\n`);
  return least;
}

function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return getHeapStatistics().used_heap_size;
}
