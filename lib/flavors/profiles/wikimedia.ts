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
    // ram34 and ram36 were folded into ram32 when g3 became g4.
    ramRatios: [1, 2, 3, 4],
    schedulerFilters: [
      "ComputeFilter",
      "ServerGroupAntiAffinityFilter",
      "ServerGroupAffinityFilter",
      "ImagePropertiesFilter",
      "ComputeCapabilitiesFilter",
      "AggregateInstanceExtraSpecsFilter",
    ],
    requirements: [
      {
        key: "aggregate_instance_extra_specs:ceph",
        values: ["true"],
        needs: {
          "quota:disk_read_iops_sec": { suggest: "5000" },
          "quota:disk_write_iops_sec": { suggest: "500" },
          "quota:disk_total_bytes_sec": { suggest: "200000000" },
        },
        reason: "every flavor on Ceph is throttled",
      },
    ],
    baseThrottles: {
      "quota:disk_read_iops_sec": 5000,
      "quota:disk_write_iops_sec": 500,
    },
    nameTokens: { localdisk: { "aggregate_instance_extra_specs:localdisk": "*" } },
    allocationRatios: { cpu: 4, ram: 1, disk: 1.5 },
  },
};
