// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../profile.ts";

/** SCS-0103 v1: the standard flavors are there, exactly, with their properties. */
export const scs0103: Profile = {
  name: "scs-0103",
  what: "SCS standard flavors and properties, scs-0103-v1",
  settings: {},
};
