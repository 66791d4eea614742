// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import { type Event, type Finding, readEventDocument, type SourceDocument } from "../../model/index.ts";
import type { FlavorDefinition } from "../definition.ts";
import { type FlavorLintOptions, lintFlavors } from "../lint.ts";
import type { FlavorInput } from "../rule.ts";

export interface EventLintOptions extends Omit<FlavorLintOptions, "usage"> {
  /** The definitions of the flavors file that the event names. @default it names none: flavors are those of the cloud */
  readonly flavors?: readonly (FlavorDefinition | FlavorInput)[] | undefined;
  /** The event as it stands now, when the file is a change of it. @default nothing is compared */
  readonly earlier?: Event | undefined;
  /** @default the present */
  readonly now?: Date | undefined;
}

export interface EventLint {
  /** Absent when the event itself has errors: how it uses flavors is then not known. */
  readonly event?: Event | undefined;
  /** Of the event (`BV…`): everything but its flavors, which are the linter's matter. */
  readonly eventFindings: readonly Finding[];
  /** Of the flavors and their use (`FL…`). */
  readonly findings: readonly LintFinding[];
}

/**
 * Checks an event file, its flavors and how it uses them.
 * @param document of `readDocument`
 * @throws TypeError for a profile or a release that does not exist
 */
export function lintEvent(document: SourceDocument, options: EventLintOptions = {}): EventLint {
  const { flavors, earlier, now, ...rest } = options;
  const { event, findings: eventFindings } = readEventDocument(document, now === undefined ? {} : { now });
  const findings = lintFlavors(flavors ?? [], {
    ...rest,
    ...(event === undefined
      ? {}
      : {
          usage: {
            event,
            document,
            ...(flavors === undefined ? { withoutCatalogue: true } : {}),
            ...(earlier === undefined ? {} : { earlier }),
          },
        }),
  });
  return { ...(event === undefined ? {} : { event }), eventFindings, findings };
}
