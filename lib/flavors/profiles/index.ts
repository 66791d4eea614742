// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../profile.ts";
import { event } from "./event.ts";
import { scs0100 } from "./scs-0100.ts";
import { scs0103 } from "./scs-0103.ts";
import { wikimedia } from "./wikimedia.ts";

/** The only list of profiles. `nova@<release>` is a target, not one of these. */
export const profiles: readonly Profile[] = [scs0100, scs0103, wikimedia, event];

export function findProfile(name: string): Profile | undefined {
  return profiles.find((profile) => profile.name === name);
}
