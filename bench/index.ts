// SPDX-License-Identifier: Apache-2.0
import { header } from "./measure.ts";

// `make bench` prints every figure; `node bench/index.ts start program` only those named.
const figures: Record<string, () => Promise<void>> = {
  start: async () => (await import("./start.ts")).start(),
  lint: async () => (await import("./lint.ts")).lint(),
  synth: async () => (await import("./synth.ts")).synth(),
  manifests: async () => (await import("./manifests.ts")).manifests(),
  fuzz: async () => (await import("./fuzz.ts")).fuzz(),
  program: async () => (await import("./program.ts")).program(),
  setup: async () => (await import("./setup.ts")).setup(),
  up: async () => (await import("./up.ts")).up(),
};

/** Run only when named. */
const long: ReadonlySet<string> = new Set(["fuzz"]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in figures));
if (unknown.length > 0) {
  process.stderr.write(`unknown figure ${unknown.join(", ")}: one of ${Object.keys(figures).join(", ")}\n`);
  process.exit(2);
}
header();
for (const [name, measure] of Object.entries(figures))
  if (wanted.length === 0 ? !long.has(name) : wanted.includes(name)) await measure();
