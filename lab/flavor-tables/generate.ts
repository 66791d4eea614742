// SPDX-License-Identifier: Apache-2.0

// Writes lib/flavors/tables/*.ts and the vectors of test/fixtures/flavors from nova's own wheels (extract.py runs them). Needs the
// package index once, then only the cache. With --check: writes nothing, exit 1 when a file is stale.
//   node --conditions=development lab/flavor-tables/generate.ts [--check]

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { NamesOfRelease, SpecRow, ValuePattern, ValueRule } from "../../lib/flavors/tables/row.ts";

const root = join(import.meta.dirname, "..", "..");
const oldest = 21;

/** What extract.py says of one wheel of nova. */
interface Facts {
  readonly nova: string;
  readonly "os-traits": string;
  readonly "os-resource-classes": string;
  readonly release: number;
  readonly rules: Readonly<Record<string, UpstreamRule>>;
  readonly traits: readonly string[];
  readonly classes: readonly string[];
}

interface UpstreamRule {
  readonly type: "str" | "int" | "bool";
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly deprecated?: true;
}

// A pattern that is not here is new: write its reader in lib/flavors/specs/patterns.ts first.
const patterns: Readonly<Record<string, ValuePattern>> = {
  [String.raw`\^?\d+((-\d+)?(,\^?\d+(-\d+)?)?)*`]: "cpus",
  [String.raw`(\^)?\d+((-\d+)?(,\^?\d+(-\d+)?)?)*`]: "cpus",
  [String.raw`\^\d+((-\d+)?(,\^?\d+(-\d+)?)?)*`]: "excluded-cpus",
  [String.raw`(large|small|any|\d+([kKMGT]i?)?(b|bit|B)?)`]: "page-size",
  "([a-zA-Z0-9_]+(,)?)+": "pmem",
  [String.raw`[^:]+:\d+(?:\s*,\s*[^:]+:\d+)*`]: "aliases",
  [String.raw`\d+\.\d+`]: "decimal",
};

const tails: Readonly<Record<string, string>> = {
  [String.raw`{\d+}`]: "{n}",
  "{.+}": "{any}",
  [String.raw`{(:\w+)*}`]: "{path}",
};

function main(): void {
  const made = files();
  const stale = [...made].filter(([name, text]) => read(name) !== text);
  if (process.argv.includes("--check")) {
    for (const [name] of stale) console.error(`${name} is stale: run make tables`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const [name, text] of stale) writeFileSync(join(root, name), text);
  console.log(stale.length === 0 ? "nothing changed" : `wrote ${stale.map(([name]) => name).join(", ")}`);
}

/** Path in the repository → the text that it should have. */
function files(): Map<string, string> {
  const facts = extract("facts") as readonly Facts[];
  const newest = Math.max(...facts.map(({ release }) => release)) + oldest;
  const rows = rowsOf(facts, newest);
  const traits = namesOf(facts, "traits", "os-traits");
  const classes = namesOf(facts, "classes", "os-resource-classes");
  const novas = facts.map(({ nova }) => nova).join(" ");
  const versions = (library: "os-traits" | "os-resource-classes"): string =>
    [...new Set(facts.map((each) => each[library]))].join(" ");
  // A key a line: git shows what a new release changed.
  const vectors = Object.entries(extract("vectors") as Readonly<Record<string, unknown>>)
    .map(([key, masks]) => `${JSON.stringify(key)}: ${JSON.stringify(masks)}`)
    .join(",\n");
  return new Map([
    [
      "lib/flavors/tables/extra-specs.ts",
      table("SpecRow", "extraSpecs", rows, `nova ${novas}`, "Extra specs that Nova's validators know, in their order."),
    ],
    [
      "lib/flavors/tables/traits.ts",
      table("NamesOfRelease", "traits", traits, `os-traits ${versions("os-traits")}`, "Standard traits."),
    ],
    [
      "lib/flavors/tables/resource-classes.ts",
      table(
        "NamesOfRelease",
        "resourceClasses",
        classes,
        `os-resource-classes ${versions("os-resource-classes")}`,
        "Standard resource classes.",
      ),
    ],
    ["test/fixtures/flavors/extra-spec-vectors.json", `{"sources": "nova ${novas}", "vectors": {\n${vectors}\n}}\n`],
  ]);
}

function rowsOf(facts: readonly Facts[], newest: number): SpecRow[] {
  const keys = new Set(facts.flatMap(({ rules }) => Object.keys(rules)));
  return [...keys].filter((key) => !/^(trait|resources)\{/.test(key)).map((key) => rowOf(key, facts, newest));
}

function rowOf(key: string, facts: readonly Facts[], newest: number): SpecRow {
  const history = new Map<number, string>();
  for (const { rules, release } of facts) {
    const rule = rules[key];
    if (rule === undefined) continue;
    const said = JSON.stringify(ruleOf(rule, key));
    const before = history.get(release + oldest);
    if (before !== undefined && before !== said)
      throw new Error(`${key} changed within one release: ${before}, ${said}`);
    history.set(release + oldest, said);
  }
  const releases = [...history.keys()];
  const [since, last] = [Math.min(...releases), Math.max(...releases)];
  if (releases.length !== last - since + 1) throw new Error(`${key} has a gap: ${releases.join(" ")}`);
  const earlier = releases
    .filter((release) => release > since && history.get(release) !== history.get(release - 1))
    .map((release) => ({ before: release, rule: JSON.parse(history.get(release - 1) ?? "") as ValueRule }));
  const deprecated = facts.at(-1)?.rules[key]?.deprecated;
  return {
    key: key.replace(/\{.+\}$/, (tail) => {
      const known = tails[tail];
      if (known === undefined) throw new Error(`${key}: a kind of key that lookup.ts does not know`);
      return known;
    }),
    ...(since === oldest ? {} : { since }),
    ...(last === newest ? {} : { removed: last + 1 }),
    ...(deprecated === undefined ? {} : { deprecated }),
    rule: JSON.parse(history.get(last) ?? "") as ValueRule,
    ...(earlier.length === 0 ? {} : { earlier }),
  };
}

function ruleOf(rule: UpstreamRule, key: string): ValueRule {
  if (rule.type === "bool") return { type: "bool" };
  if (rule.type === "int")
    return {
      type: "int",
      ...(rule.min === undefined ? {} : { min: rule.min }),
      ...(rule.max === undefined ? {} : { max: rule.max }),
    };
  if (rule.pattern !== undefined) {
    const pattern = patterns[rule.pattern];
    if (pattern === undefined) throw new Error(`${key}: no reader for ${rule.pattern}`);
    return { type: "pattern", pattern };
  }
  return rule.enum === undefined ? { type: "any" } : { type: "enum", values: rule.enum };
}

function namesOf(
  facts: readonly Facts[],
  field: "traits" | "classes",
  library: "os-traits" | "os-resource-classes",
): NamesOfRelease[] {
  const known = new Set<string>();
  const made: NamesOfRelease[] = [];
  for (const each of facts) {
    const fresh = each[field].filter((name) => !known.has(name));
    for (const name of known)
      if (!each[field].includes(name)) throw new Error(`${name} went away in ${library} ${each[library]}`);
    for (const name of fresh) known.add(name);
    if (fresh.length > 0) made.push({ since: each.release + oldest, library: each[library], names: fresh.join(" ") });
  }
  return made;
}

function table(type: string, name: string, rows: readonly unknown[], sources: string, what: string): string {
  const hash = createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 16);
  const text = `// SPDX-License-Identifier: Apache-2.0
// Generated by lab/flavor-tables/generate.ts. Do not edit.
// Sources: ${sources}
// Content: ${hash}
import type { ${type} } from "./row.ts";

/** ${what} */
export const ${name}: readonly ${type}[] = ${JSON.stringify(rows)};
`;
  return formatted(`${name}.ts`, text);
}

/** In the house format, so that `make format` leaves it alone. */
function formatted(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bivouac-tables-"));
  try {
    const file = join(folder, basename(name));
    writeFileSync(file, text);
    execFileSync(join(root, "node_modules", ".bin", "oxfmt"), ["-c", join(root, ".oxfmtrc.json"), file]);
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function extract(command: string): unknown {
  const script = join(import.meta.dirname, "extract.py");
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  return JSON.parse(execFileSync("python3", [script, command], { encoding: "utf8", maxBuffer: 1 << 28, env }));
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(root, name), "utf8");
  } catch {
    return undefined;
  }
}

main();
