// SPDX-License-Identifier: Apache-2.0
import type { LintFinding } from "../../lint/index.ts";
import type { Event, SourceDocument } from "../../model/light.ts";
import type { FlavorDefinition } from "../definition.ts";
import { type FlavorLintOptions, lintFlavors } from "../lint.ts";
import type { FlavorInput } from "../rule.ts";

export interface EventLintOptions extends Omit<FlavorLintOptions, "usage"> {
  /** The definitions of the flavors file that the event names. @default it names none: flavors are those of the cloud */
  readonly flavors?: readonly (FlavorDefinition | FlavorInput)[] | undefined;
  /** The event's file, for places and fixes. @default findings on the event have no place */
  readonly document?: SourceDocument | undefined;
  /** The event as it stands now, when this is a change of it. @default nothing is compared */
  readonly earlier?: Event | undefined;
}

/**
 * Checks the flavors of an event and how it uses them.
 * @param event resolved without its flavors file, so that a wrong name of a flavor is said by the linter and not by the model
 * @throws TypeError for a profile or a release that does not exist
 */
export function lintEvent(event: Event, options: EventLintOptions = {}): LintFinding[] {
  const { flavors, document, earlier, ...rest } = options;
  return lintFlavors(flavors ?? [], {
    ...rest,
    usage: {
      event,
      document,
      ...(flavors === undefined ? { withoutCatalogue: true } : {}),
      ...(earlier === undefined ? {} : { earlier }),
    },
  });
}
