// SPDX-License-Identifier: Apache-2.0
import type { Event, SourceDocument } from "../../model/light.ts";
import type { Flavor } from "../flavor.ts";
import type { CloudFacts } from "../live/facts.ts";

/** An event with the flavors that it may name. */
export interface Usage {
  readonly event: Event;
  /** The event's file, for places and fixes. Absent for an event written in a program. */
  readonly document?: SourceDocument | undefined;
  /** The event names no flavors file: its flavors are those of the cloud. @default the flavors are all there are */
  readonly withoutCatalogue?: true | undefined;
  /** The event as it stands now, when this is a change of it. */
  readonly earlier?: Event | undefined;
  readonly flavors: readonly Flavor[];
  /** What the event's cloud said. @default not asked */
  readonly cloud?: CloudFacts | undefined;
}
