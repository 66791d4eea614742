// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../profile.ts";

/** SCS-0100 v3: every flavor whose name starts with `SCS-` keeps what its name says. */
export const scs0100: Profile = {
  name: "scs-0100",
  what: "SCS flavor naming, scs-0100-v3",
  settings: {},
};
