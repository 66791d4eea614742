// SPDX-License-Identifier: Apache-2.0
import { ownerDescription, ownerMetadata, ownerTags, resourceName, teamName } from "../model/index.ts";

/** Whose environment a component belongs to. Plain strings: names must be known before anything is deployed. */
export interface TeamIdentity {
  /** Name of the event. */
  readonly event: string;
  /** Slug of the team's id. */
  readonly team: string;
}

/** Name, tags, metadata and description of one object: the same owner in every spelling that OpenStack has. */
export interface ObjectIdentity {
  readonly name: string;
  readonly tags: string[];
  readonly metadata: Record<string, string>;
  readonly description: string;
}

/**
 * Identity of one of a team's objects. `parts` make both the name and the owner's key:
 * `identify({event, team: "nris"}, "web", 0)` is `<event>-nris-web-0` with the key `web/0`.
 */
export function identify(identity: TeamIdentity, ...parts: readonly (string | number)[]): ObjectIdentity {
  const owner = { event: identity.event, team: identity.team, key: parts.join("/") };
  return {
    name: resourceName(teamName(identity.event, identity.team), ...parts),
    tags: ownerTags(owner),
    metadata: ownerMetadata(owner),
    description: ownerDescription(owner),
  };
}
