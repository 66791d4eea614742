// SPDX-License-Identifier: Apache-2.0
// A page of rules in Markdown, from what the rules say of themselves and of their own examples.
import type { LintFinding, RuleMeta } from "../../lib/lint/index.ts";

/** A rule of any linter. */
export type PageRule = RuleMeta & { readonly scope: string };

/** An example as people read it. */
export interface PageExample {
  readonly title: string;
  readonly with: readonly string[];
  readonly parts: readonly { readonly name: string; readonly yaml: string }[];
  readonly findings: readonly LintFinding[];
}

/** A rule with its examples, each with what the rule really says of it. */
export interface PageSection {
  readonly rule: PageRule;
  readonly failing: readonly PageExample[];
  readonly passing: readonly PageExample[];
}

/** The whole page: the head, a table of all rules, a section a rule. */
export function pageOf(head: string, sections: readonly PageSection[]): string {
  return [
    head,
    ...table(sections.map(({ rule }) => rule)),
    ...sections.flatMap((each) => ["", ...section(each)]),
    "",
  ].join("\n");
}

function table(rules: readonly PageRule[]): string[] {
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
const anchor = ({ id, name }: PageRule): string => `${id} ${name}`.toLowerCase().replaceAll(" ", "-");

function only({ profiles, scope }: PageRule): string[] {
  const houses = profiles?.length === 0 ? ["a severity in the configuration"] : (profiles ?? []);
  return [...houses, ...(scope === "live" ? ["`--live`"] : scope === "usage" ? ["an event"] : [])];
}

function section({ rule, failing, passing }: PageSection): string[] {
  const { id, name, severity, what, why, sources, fix, ignorable } = rule;
  const facts = [
    severity,
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
    ...(only(rule).length === 0 ? [] : [`only with ${only(rule).join(", ")}`]),
    ...(ignorable === false ? ["cannot be suppressed"] : []),
  ];
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
    ...failing.flatMap((example) => shown("❌", example)),
    ...passing.flatMap((example) => shown("✅", example)),
  ];
}

function shown(sign: string, { title, with: conditions, parts, findings }: PageExample): string[] {
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
