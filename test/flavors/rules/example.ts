// SPDX-License-Identifier: Apache-2.0
import type { FlavorDefinition, FlavorFormat } from "../../../lib/flavors/definition.ts";
import {
  type FlavorInput,
  type FlavorLintOptions,
  lintEvent,
  lintFlavors,
  type Rule,
} from "../../../lib/flavors/index.ts";
import { fromInput } from "../../../lib/flavors/input.ts";
import type { LiveExample, RuleExample, UsageExample } from "../../../lib/flavors/rule.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import { type Event, readDocument, readEventDocument, type SourceDocument } from "../../../lib/model/index.ts";

export type AnyExample = RuleExample | LiveExample | UsageExample;

const base: FlavorInput = { name: "m1.test", vcpus: 2, ram: 4096, disk: 20 };

/** What stands before the teams of an example's event. */
export const eventHead = `version: 1
name: demo
title: Demo
timeZone: Europe/Zurich
window: { start: 2026-11-07T09:00, end: 2026-11-09T18:00 }
clouds: { openstack: example }
`;
const now = new Date("2026-11-01T00:00:00Z");

/** A flavor of an example with the missing fields filled in; `undefined` leaves a field out. */
export function filled(input: FlavorInput, index: number): FlavorInput {
  return { ...base, ...(index === 0 ? {} : { name: `m1.test${index + 1}` }), ...input };
}

/** Lints an example with the rule switched on. */
export function findingsOf(rule: Rule, example: AnyExample): LintFinding[] {
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
  };
  const definitions = example.flavors?.map(toDefinition);
  return "event" in example ? used(example, definitions, options) : lintFlavors(definitions ?? [], options);
}

function used(
  example: UsageExample,
  flavors: readonly FlavorDefinition[] | undefined,
  options: FlavorLintOptions,
): LintFinding[] {
  return lintEvent(eventOf(example.event), {
    ...options,
    document: eventDocument(example.event),
    ...(flavors === undefined ? {} : { flavors }),
    ...(example.earlier === undefined ? {} : { earlier: eventOf(example.earlier) }),
  });
}

export function eventDocument(text: string): SourceDocument {
  const { document, findings } = readDocument(eventHead + text, "event.yaml");
  if (document === undefined) throw new Error(JSON.stringify(findings));
  return document;
}

export function eventOf(text: string): Event {
  const { event, findings } = readEventDocument(eventDocument(text), { now });
  if (event === undefined) throw new Error(JSON.stringify(findings));
  return event;
}
