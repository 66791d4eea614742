// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../profile.ts";

/** Wikimedia Cloud VPS: names that tell the size, an aggregate for every flavor, throttles on Ceph. */
export const wikimedia: Profile = {
  name: "wikimedia",
  what: "Wikimedia Cloud VPS: structured names, an aggregate and throttles for every flavor",
  settings: {
    nameTemplates: [
      "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}|.ephemeral{ephemeral}][.{iops}xiops][.localdisk]",
    ],
    exactNames: true,
    schedulerFilters: [
      "ComputeFilter",
      "ServerGroupAntiAffinityFilter",
      "ServerGroupAffinityFilter",
      "ImagePropertiesFilter",
      "ComputeCapabilitiesFilter",
      "AggregateInstanceExtraSpecsFilter",
    ],
    allocationRatios: { cpu: 4, ram: 1, disk: 1.5 },
  },
};
