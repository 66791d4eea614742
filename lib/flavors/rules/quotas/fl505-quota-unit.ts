// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { diskKeys, numberOf } from "./keys.ts";

const mebibyte = 1_048_576;
const mostIops = 1_000_000;
/** kB/s: 100 Gbit/s. */
const mostNetwork = 12_500_000;

export const quotaUnit: FlavorRule = {
  id: "FL505",
  name: "quota-unit",
  scope: "flavor",
  severity: "warning",
  what: "A throttle is plausible in its unit: bytes/s for disks, operations/s, kB/s for the network.",
  why: "200 meant as MB/s is 200 bytes per second: the VM boots for hours. A network figure in bytes or bits per second is no limit at all.",
  sources: [
    "libvirt: formatdomain, iotune and Quality of service",
    "https://docs.openstack.org/nova/latest/user/flavors.html",
  ],
  *check(flavor) {
    for (const key of diskKeys) {
      const value = numberOf(flavor, key) ?? 0;
      const bytes = key.endsWith("_bytes_sec");
      if (bytes && value > 0 && value < mebibyte)
        yield {
          message: "the unit is bytes per second: this is less than 1 MiB/s",
          at: flavor.atSpec(key),
          seen: flavor.spec(key),
          allowed: `${mebibyte} or more`,
          hint: `write ${value * mebibyte} if MiB/s were meant`,
        };
      else if (!bytes && value > mostIops)
        yield {
          message: "the unit is operations per second: no disk does so many",
          at: flavor.atSpec(key),
          seen: flavor.spec(key),
          allowed: `at most ${mostIops}`,
        };
    }
    for (const key of networkKeys) {
      const value = numberOf(flavor, key) ?? 0;
      if (value > mostNetwork)
        yield {
          message: "the unit is kB per second: this is more than 100 Gbit/s",
          at: flavor.atSpec(key),
          seen: flavor.spec(key),
          allowed: `at most ${mostNetwork}`,
          hint: `write ${Math.round(value / 1000)} if bytes per second were meant`,
        };
    }
  },
  failing: [
    { title: "MB/s", flavors: [{ extraSpecs: { "quota:disk_total_bytes_sec": "200" } }] },
    { title: "bytes in a key for operations", flavors: [{ extraSpecs: { "quota:disk_read_iops_sec": "104857600" } }] },
    { title: "bytes/s for the network", flavors: [{ extraSpecs: { "quota:vif_inbound_average": "125000000" } }] },
  ],
  passing: [
    {
      title: "200 MiB/s, 5000 operations/s, 1 Gbit/s",
      flavors: [
        {
          extraSpecs: {
            "quota:disk_total_bytes_sec": "209715200",
            "quota:disk_read_iops_sec": "5000",
            "quota:vif_inbound_average": "125000",
          },
        },
      ],
    },
    {
      title: "at the bounds",
      flavors: [
        {
          extraSpecs: {
            "quota:disk_total_bytes_sec": "1048576",
            "quota:disk_read_iops_sec": "1000000",
            "quota:vif_outbound_average": "12500000",
          },
        },
      ],
    },
  ],
};

const networkKeys = ["inbound", "outbound"].flatMap((way) =>
  ["average", "peak"].map((what) => `quota:vif_${way}_${what}`),
);
