// SPDX-License-Identifier: Apache-2.0
import { type AnyExample, exampleNow, lintExample, wholeEvent } from "../../../lib/flavors/examples.ts";
import type { Rule } from "../../../lib/flavors/index.ts";
import type { LintFinding } from "../../../lib/lint/index.ts";
import { type Event, readDocument, readEventDocument, type SourceDocument } from "../../../lib/model/index.ts";

export { type AnyExample, eventHead, filled } from "../../../lib/flavors/examples.ts";

/** Lints an example with the rule switched on. */
export function findingsOf(rule: Rule, example: AnyExample): LintFinding[] {
  return lintExample(rule, example, readEvent);
}

/** The event of an example, whole. */
export function readEvent(text: string): { readonly event: Event; readonly document: SourceDocument } {
  const { document, findings: unread } = readDocument(text, "event.yaml");
  if (document === undefined) throw new Error(JSON.stringify(unread));
  const { event, findings } = readEventDocument(document, { now: exampleNow });
  if (event === undefined) throw new Error(JSON.stringify(findings));
  return { event, document };
}

export function eventDocument(text: string): SourceDocument {
  return readEvent(wholeEvent(text)).document;
}

export function eventOf(text: string): Event {
  return readEvent(wholeEvent(text)).event;
}
