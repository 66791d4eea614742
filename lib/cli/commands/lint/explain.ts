// SPDX-License-Identifier: Apache-2.0
import {
  type AnyExample,
  type EventReader,
  exampleNow,
  findRule,
  rules,
  showExample,
  type ShownExample,
} from "../../../flavors/index.ts";
import { findManifestRule, rules as manifestRules, showManifestExample } from "../../../manifests/index.ts";
import { nearest } from "../../../model/light.ts";
import type { Context } from "../../context.ts";
import { CliError, type Outcome } from "../../exit.ts";
import { ruleJson, type ScopedRule } from "../../lint/rule-json.ts";
import { plain } from "../../report/text.ts";

export async function run(context: Context, values: readonly unknown[]): Promise<Outcome> {
  const asked = String(values[0]);
  const { rule, failing, passing } = (await ofFlavors(asked)) ?? ofManifests(asked) ?? unknownRule(asked, context);
  for (const line of lines(rule, failing, passing, context)) context.print(line);
  return { code: 0, json: { rule: ruleJson(rule), failing, passing } };
}

interface Explained {
  readonly rule: ScopedRule;
  readonly failing: readonly ShownExample[];
  readonly passing: readonly ShownExample[];
}

async function ofFlavors(asked: string): Promise<Explained | undefined> {
  const rule = findRule(asked);
  if (rule === undefined) return undefined;
  const readEvent = rule.scope === "usage" ? await eventReader() : noEvents;
  const show = (example: AnyExample): ShownExample => showExample(rule, example, readEvent);
  return { rule, failing: rule.failing.map(show), passing: rule.passing.map(show) };
}

function ofManifests(asked: string): Explained | undefined {
  const rule = findManifestRule(asked);
  if (rule === undefined) return undefined;
  const show = (example: (typeof rule.failing)[number]): ShownExample => showManifestExample(rule, example);
  return { rule, failing: rule.failing.map(show), passing: rule.passing.map(show) };
}

/** @throws CliError 2 with the nearest name */
function unknownRule(asked: string, context: Context): never {
  const known = [...rules, ...manifestRules].flatMap(({ id, name }) => [id, name]);
  const near = nearest(asked, known, 1).map((name) => `did you mean ${context.self} lint explain ${name}?`);
  throw new CliError(2, `no rule "${asked}"`, { help: [...near, `all rules: ${context.self} lint rules`] });
}

function lines(
  rule: ScopedRule,
  failing: readonly ShownExample[],
  passing: readonly ShownExample[],
  { colors, self }: Context,
): string[] {
  const { id, name, severity, what, why, sources, fix, profiles, scope, ignorable } = rule;
  const fixes = { safe: "--fix does it", suggested: "--fix-suggestions does it; look at the result" };
  const only = [
    ...(profiles ?? []).map((profile) => `--profile ${profile}`),
    ...(scope === "live"
      ? [`${self} lint flavors … --live <cloud>`]
      : scope === "usage"
        ? [`${self} lint <event>`]
        : []),
  ];
  return [
    `${colors.bold(id)} ${name} (${severity})`,
    "",
    what,
    why,
    "",
    ...(fix === undefined ? [] : [`fix:     ${fixes[fix]}`]),
    ...(only.length === 0 ? [] : [`runs:    only with ${only.join(" or ")}`]),
    ...(profiles?.length === 0 ? ["runs:    only when the configuration gives it a severity"] : []),
    ...(ignorable === false ? ["ignore:  no suppression is honoured"] : []),
    ...sources.map((source, index) => `${index === 0 ? "sources: " : "         "}${source}`),
    ...failing.flatMap((example) => ["", `${colors.red("found:")} ${titleOf(example)}`, ...body(example)]),
    ...passing.flatMap((example) => ["", `${colors.green("right:")} ${titleOf(example)}`, ...body(example)]),
  ];
}

function titleOf({ title, with: conditions }: ShownExample): string {
  return conditions.length === 0 ? title : `${title} (${conditions.join(", ")})`;
}

function body({ parts, findings }: ShownExample): string[] {
  return [
    ...parts.flatMap(({ name, yaml }) => [`  ${name}:`, ...yaml.split("\n").map((line) => `    ${line}`)]),
    ...findings.flatMap(({ severity, subject, message, seen, allowed, hint, fix }) => [
      `  → ${severity} ${plain(subject)}: ${plain(message)}`,
      ...Object.entries({ seen, allowed, help: hint, fix: fix?.title }).flatMap(([key, text]) =>
        text === undefined ? [] : [`      ${key}: ${plain(text)}`],
      ),
    ]),
  ];
}

const noEvents: EventReader = () => {
  throw new Error("an example of this rule has no event");
};

async function eventReader(): Promise<EventReader> {
  const { readDocument, readEventDocument } = await import("../../../model/index.ts");
  return (text) => {
    const { document } = readDocument(text, "event.yaml");
    const event = document && readEventDocument(document, { now: exampleNow }).event;
    if (!document || !event) throw new Error("the event of an example has a mistake");
    return { event, document };
  };
}
