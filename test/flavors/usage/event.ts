// SPDX-License-Identifier: Apache-2.0
import { type EventLintOptions, type FlavorInput, lintEvent } from "../../../lib/flavors/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import { eventDocument, eventOf, filled } from "../rules/example.ts";
import { fromInput } from "../../../lib/flavors/input.ts";

/** What one rule says of an event from `defaults` or `teams` on. */
export function usageFindings(
  id: string,
  event: string,
  flavors: readonly FlavorInput[] | undefined,
  options: EventLintOptions = {},
): LintFinding[] {
  return lintEvent(eventOf(event), {
    document: eventDocument(event),
    ...options,
    ...(flavors === undefined ? {} : { flavors: flavors.map((each, index) => fromInput(filled(each, index), index)) }),
  }).filter(({ code }) => code === id || code === "FL000");
}

/** A team with VM groups and more, on one line. */
export function team(id: string, vms: string, more = ""): string {
  return `  ${id}: { title: T, contact: t@example.org, vms: { ${vms} }${more === "" ? "" : `, ${more}`} }\n`;
}

export const web = (more = ""): string => `web: { flavor: m1.test, image: debian${more === "" ? "" : `, ${more}`} }`;
