// SPDX-License-Identifier: Apache-2.0
// The text of RULES.md, from the rules and what they say of their own examples.
// Write it: node --conditions=development test/flavors/rules/page.ts > RULES.md   Check it: … --check
import { readFileSync } from "node:fs";
import { type Rule, rules, showExample, type ShownExample } from "../../../lib/flavors/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import { type AnyExample, readEvent } from "./example.ts";

/** @returns the whole page */
export function rulesPage(): string {
  return [head, ...table(), ...rules.flatMap((rule) => ["", ...section(rule)]), ""].join("\n");
}

const head = `# Rules of bivouac's flavor linter

Written by \`test/flavors/rules/page.ts\` from the rules; every finding below is what the rule says of the example above it, and a test
keeps it so. In a shell: \`bivouac lint rules\`, \`bivouac lint explain FL303\`. How to run the linter: [docs/lint.md](docs/lint.md).

**error**: Nova, placement or libvirt refuses it, or it cannot work. **warning**: accepted, but not what it says. **info**: advice.
**fix**: \`safe\` keeps the meaning (\`--fix\`), \`suggested\` wants a human (\`--fix-suggestions\`). Flavors of examples have 2 vCPUs, 4096 MiB and 20 GiB
unless they say otherwise.
`;

function table(): string[] {
  return [
    "| rule | name | severity | fix | only with | what |",
    "|---|---|---|---|---|---|",
    ...rules.map((rule) => {
      const { id, name, severity, fix, what } = rule;
      return `| [${id}](#${anchor(rule)}) | ${name} | ${severity} | ${fix ?? ""} | ${only(rule).join(", ")} | ${cell(what)} |`;
    }),
  ];
}

/** As GitHub and GitLab make them of a heading. */
const anchor = ({ id, name }: Rule): string => `${id} ${name}`.toLowerCase().replaceAll(" ", "-");

function only({ profiles, scope }: Rule): string[] {
  const houses = profiles?.length === 0 ? ["a severity in the configuration"] : (profiles ?? []);
  return [...houses, ...(scope === "live" ? ["`--live`"] : scope === "usage" ? ["an event"] : [])];
}

function section(rule: Rule): string[] {
  const { id, name, severity, what, why, sources, fix, ignorable } = rule;
  const facts = [
    severity,
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
    ...(only(rule).length === 0 ? [] : [`only with ${only(rule).join(", ")}`]),
    ...(ignorable === false ? ["cannot be suppressed"] : []),
  ];
  const show = (example: AnyExample): ShownExample => showExample(rule, example, readEvent);
  return [
    `## ${id} ${name}`,
    "",
    `*${facts.join(" · ")}*`,
    "",
    text(what),
    "",
    `**Why:** ${text(why)}`,
    "",
    `**Sources:** ${sources.map((source) => text(source)).join("; ")}`,
    ...rule.failing.map(show).flatMap((example) => shown("❌", example)),
    ...rule.passing.map(show).flatMap((example) => shown("✅", example)),
  ];
}

function shown(sign: string, { title, with: conditions, parts, findings }: ShownExample): string[] {
  const needs = conditions.length === 0 ? "" : ` (${conditions.join(", ")})`;
  const yaml = parts.flatMap(({ name, yaml }) => [
    `${name}:`,
    ...yaml.split("\n").map((line) => `  ${line}`.trimEnd()),
  ]);
  return ["", `${sign} ${text(title)}${needs}`, "", "```yaml", ...yaml, "```", ...findings.flatMap(said)];
}

function said({ severity, subject, field, message, seen, allowed, hint, fix, notChecked }: LintFinding): string[] {
  const more = Object.entries({
    seen,
    allowed,
    help: hint,
    fix: fix && `${fix.title}${fix.safe ? "" : " (look first)"}`,
  });
  const about = [subject, field].filter((part) => part !== undefined && part !== "").join(" ");
  return [
    "",
    `> **${severity}** ${code(about)} ${text(message)}${notChecked ? " *(not checked)*" : ""}`,
    ...more.flatMap(([key, value]) => (value === undefined ? [] : [`> - ${key}: ${code(value)}`])),
    ...(fix?.edits ?? []).map((edit) => `>   - ${code(JSON.stringify(edit))}`),
  ];
}

/** Text of a rule: it may hold code in ticks, no other marks. */
function text(words: string): string {
  const marks = (part: string): string =>
    part
      .replaceAll("<", "&lt;")
      .replaceAll("*", String.raw`\*`)
      .replaceAll(/(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, String.raw`\_`);
  return words
    .split("`")
    .map((part, index) => (index % 2 === 0 ? marks(part) : part))
    .join("`");
}

const cell = (words: string): string => text(words).replaceAll("|", String.raw`\|`);

/** Code style for any text: more ticks outside than in a row inside. */
function code(value: string): string {
  const one = value.replaceAll("\n", " ");
  const longest = Math.max(0, ...[...one.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  const space = one.startsWith("`") || one.endsWith("`") || one === "" ? " " : "";
  return `${ticks}${space}${one}${space}${ticks}`;
}

if (import.meta.main) {
  if (!process.argv.includes("--check")) process.stdout.write(rulesPage());
  else if (readFileSync(new URL("../../../RULES.md", import.meta.url), "utf8") !== rulesPage()) {
    process.stderr.write("RULES.md is not what the rules say: make rules\n");
    process.exitCode = 1;
  }
}
