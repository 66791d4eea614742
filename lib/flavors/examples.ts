// SPDX-License-Identifier: Apache-2.0
import { isMap, parseDocument, stringify } from "yaml";
import type { LintFinding } from "../lint/index.ts";
import type { Event, SourceDocument } from "../model/light.ts";
import type { FlavorDefinition, FlavorFormat } from "./definition.ts";
import { fromInput, ownSpelling } from "./input.ts";
import { lintFlavors } from "./lint.ts";
import type { FlavorLintOptions } from "./options.ts";
import type { ExampleOptions, FlavorInput, LiveExample, Rule, RuleExample, UsageExample } from "./rule.ts";
import { lintEvent } from "./usage/lint-event.ts";

export type AnyExample = RuleExample | LiveExample | UsageExample;

/** Understands the event of an example. Given by the caller: the event's schema is not loaded for everybody. */
export type EventReader = (text: string) => { readonly event: Event; readonly document: SourceDocument };

const base: FlavorInput = { name: "m1.test", vcpus: 2, ram: 4096, disk: 20 };

/** What stands before the teams of an example's event; teams without members get one with a key. */
export const eventHead = `version: 1
name: demo
title: Demo
timeZone: Europe/Zurich
window: { start: 2026-11-07T09:00, end: 2026-11-09T18:00 }
clouds: { openstack: example }
`;

/** A day on which events of examples are still to come. */
export const exampleNow: Date = new Date("2026-11-01T00:00:00Z");

/** A flavor of an example with the missing fields filled in; `undefined` leaves a field out. */
export function filled(input: FlavorInput, index: number): FlavorInput {
  return { ...base, ...(index === 0 ? {} : { name: `m1.test${index + 1}` }), ...input };
}

/** Lints an example with the rule switched on. */
export function lintExample(rule: Rule, example: AnyExample, readEvent: EventReader): LintFinding[] {
  const { release, profiles, settings, earlier, format = "bivouac" } = example.options ?? {};
  const toDefinition = (input: FlavorInput, index: number): FlavorDefinition =>
    fromInput(filled(input, index), index, format as FlavorFormat);
  const cloud = "cloud" in example ? example.cloud : undefined;
  const options: FlavorLintOptions = {
    profiles: [...(rule.profiles ?? []).slice(0, 1), ...(profiles ?? [])],
    ...(release === undefined ? {} : { target: release }),
    // A rule that no profile has is switched on by its severity.
    ...(rule.profiles?.length === 0 ? { severities: { [rule.id]: rule.severity } } : {}),
    settings: { ...settings, ...(earlier === undefined ? {} : { earlier: earlier.map(toDefinition) }) },
    ...(cloud === undefined ? {} : { cloud: { cloud: "example", ...cloud } }),
    now: exampleNow,
  };
  const definitions = example.flavors?.map(toDefinition);
  if (!("event" in example)) return lintFlavors(definitions ?? [], options);
  const { event, document } = readEvent(wholeEvent(example.event));
  return lintEvent(event, {
    ...options,
    document,
    ...(definitions === undefined ? {} : { flavors: definitions }),
    ...(example.earlier === undefined ? {} : { earlier: readEvent(wholeEvent(example.earlier)).event }),
  });
}

/** The event file of an example, with what no example is about filled in. */
export function wholeEvent(text: string): string {
  const document = parseDocument(eventHead + text);
  const teams = document.get("teams");
  if (isMap(teams))
    for (const { value: team } of teams.items)
      if (isMap(team) && !team.has("members")) team.set("members", document.createNode(someone));
  return document.toString();
}

/** Teams with VMs need somebody who can log in. */
const someone = [
  { id: "ann", sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann"] },
];

/** An example as people read it. */
export interface ShownExample {
  readonly title: string;
  /** `profile wikimedia`, `target yoga`: what must be so for the example to mean something. */
  readonly with: readonly string[];
  /** Name of the part (`flavors`, `event`, `cloud`, `before`, `settings`) and its YAML. */
  readonly parts: readonly { readonly name: string; readonly yaml: string }[];
  /** What the rule says of it. */
  readonly findings: readonly LintFinding[];
}

/** An example with what the rule really says of it. */
export function showExample(rule: Rule, example: AnyExample, readEvent: EventReader): ShownExample {
  const { options = {} } = example;
  const parts = [
    ...("event" in example && example.earlier !== undefined
      ? [{ name: "before", yaml: example.earlier.trimEnd() }]
      : []),
    ...("event" in example ? [{ name: "event", yaml: example.event.trimEnd() }] : []),
    ...(options.earlier === undefined ? [] : [{ name: "before", yaml: flavorsYaml(options.earlier) }]),
    ...(example.flavors === undefined || example.flavors.length === 0
      ? []
      : [{ name: "flavors", yaml: flavorsYaml(example.flavors) }]),
    ...("cloud" in example && example.cloud !== undefined ? [{ name: "cloud", yaml: yamlOf(example.cloud) }] : []),
    ...(options.settings === undefined ? [] : [{ name: "settings", yaml: yamlOf(options.settings) }]),
  ];
  return {
    title: example.title,
    with: conditions(rule, options),
    parts,
    findings: lintExample(rule, example, readEvent).filter(({ code }) => code === rule.id),
  };
}

function conditions({ profiles: own }: Rule, { release, profiles = [], format }: ExampleOptions): string[] {
  const all = [...(own ?? []).slice(0, 1), ...profiles];
  return [
    ...all.map((name) => `profile ${name}`),
    ...(release === undefined ? [] : [`target ${release}`]),
    ...(format === undefined ? [] : [`format ${format}`]),
  ];
}

const order = [...Object.values(ownSpelling), "extraSpecs"];

/** As in `flavors.yaml`; a list where a name is missing, no text, or there twice. */
function flavorsYaml(inputs: readonly FlavorInput[]): string {
  const flavors = inputs.map((input, index) => defined(filled(input, index)));
  const names = flavors.map(({ name }) => name);
  const named = names.every((name) => typeof name === "string") && new Set(names).size === names.length;
  if (!named)
    return flavors.map((fields) => `- ${short(fields) ?? yamlOf(fields).replaceAll("\n", "\n  ")}`).join("\n");
  return flavors
    .map(({ name, ...fields }) => {
      const key = yamlOf(name);
      return `${key}:${short(fields, key.length) ?? `\n  ${yamlOf(fields).replaceAll("\n", "\n  ")}`}`.replace(
        ":{",
        ": {",
      );
    })
    .join("\n");
}

/** The known fields first, in their usual order; those set to undefined are left out. */
function defined(input: FlavorInput): FlavorInput {
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.toSorted(([a], [b]) => place(a) - place(b)));
}

/** On one line, if it fits there. */
function short(fields: object, before = 0): string | undefined {
  const line = stringify(fields, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
  return line.length + before <= 100 && !line.includes("\n") ? line : undefined;
}

function yamlOf(value: unknown): string {
  return stringify(value, { lineWidth: 110, aliasDuplicateObjects: false, flowCollectionPadding: true }).trimEnd();
}
