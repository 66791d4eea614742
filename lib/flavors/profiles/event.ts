// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../profile.ts";

/** What a team of an event may be given without asking. */
export const event: Profile = {
  name: "event",
  what: "flavors for the teams of an event: no giants, no devices or pinned CPUs without approval",
  settings: {
    caps: {
      vcpus: 16,
      ram: 65_536,
      disk: 500,
      gpus: 0,
      forbiddenSpecs: ["hw:cpu_policy", "hw:cpu_realtime", "hw:locked_memory"],
    },
  },
};
