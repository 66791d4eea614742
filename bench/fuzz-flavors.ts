// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FlavorInput, type FlavorLintOptions, profiles, releases, rules } from "../lib/flavors/index.ts";
import type { Random } from "./fuzz-random.ts";

const fixtures = join(import.meta.dirname, "..", "test", "fixtures", "flavors", "defects");
const corpus = readdirSync(fixtures).map((file) => ({ name: file, text: readFileSync(join(fixtures, file), "utf8") }));

/** Flavors of the rules' own examples are the soil that mutations grow from. */
const seeds: readonly FlavorInput[] = rules.flatMap((rule) =>
  [...rule.failing, ...rule.passing].flatMap((example) => ("flavors" in example ? (example.flavors ?? []) : [])),
);
const keys = [...new Set(seeds.flatMap((flavor) => Object.keys(flavor.extraSpecs ?? {})))];
const values = [...new Set(seeds.flatMap((flavor) => Object.values(flavor.extraSpecs ?? {})))];
const names = [...new Set(seeds.map((flavor) => flavor.name))];
const odd: readonly unknown[] = [
  undefined,
  null,
  true,
  "",
  " ",
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 31,
  2 ** 60,
  "0",
  "02",
  "+3",
  "1_000",
  "٣",
  "8 GB",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  [],
  {},
  [[1]],
  { a: 1 },
];
const pieces = [
  "SCS-",
  "4V",
  "-16",
  "-",
  "_",
  ".",
  "x",
  "ephem",
  "cores",
  "ram",
  "disk",
  "0",
  "9",
  ":",
  "^",
  ",",
  "[",
  "(",
  "a",
  "=",
  "<in>",
  "$",
  "é",
  "g4",
];

export function randomFlavor(random: Random): FlavorInput {
  const seed = random.pick(seeds);
  const flavor: Record<string, unknown> = {
    name: random.chance(0.5) ? random.pick(names) : randomText(random),
    vcpus: 1 + random.below(64),
    ram: 512 * (1 + random.below(128)),
    disk: random.below(200),
    ...seed,
  };
  const specs: Record<string, unknown> = { ...seed.extraSpecs };
  for (let count = random.below(5); count > 0; count--)
    specs[random.chance(0.7) ? random.pick(keys) : randomText(random)] = random.chance(0.6)
      ? random.pick(values)
      : random.chance(0.5)
        ? random.pick(odd)
        : randomText(random);
  flavor["extraSpecs"] = specs;
  if (random.chance(0.3)) flavor[random.pick([...Object.keys(flavor), "vcpu", "x-lint", "access"])] = random.pick(odd);
  return flavor;
}

export function randomOptions(random: Random): FlavorLintOptions {
  return {
    profiles: profiles.filter(() => random.chance(0.25)).map(({ name }) => name),
    target: random.pick(releases).name,
  };
}

/** A defect file with a few bytes changed, doubled, cut or nested. */
export function randomFile(random: Random): { readonly text: string; readonly name: string } {
  const { name, text } = random.pick(corpus);
  let changed = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(changed.length + 1);
    const until = Math.min(changed.length, at + random.below(40));
    changed = random.pick([
      () => changed.slice(0, at) + randomText(random) + changed.slice(at),
      () => changed.slice(0, at) + changed.slice(until),
      () => changed.slice(0, until) + changed.slice(at),
      () =>
        changed.slice(0, at) +
        random.pick(["{", "[", '"', "'", "&a ", "*a", "\t", "\n", ": ", "- ", "}", "${", "<<EOT\n"]) +
        changed.slice(at),
      () => changed.slice(0, at) + random.pick(["[", "{", "("]).repeat(random.below(300)) + changed.slice(at),
    ])();
  }
  return { text: changed, name };
}

function randomText(random: Random): string {
  let text = "";
  for (let count = random.below(8); count > 0; count--) text += random.pick(pieces);
  if (random.chance(0.002)) return text.repeat(1 + random.below(20_000));
  return random.chance(0.1) ? text + String.fromCodePoint(random.below(0xd7ff)) : text;
}
