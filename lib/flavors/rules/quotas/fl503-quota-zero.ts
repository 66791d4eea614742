// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { diskKeys, numberOf } from "./keys.ts";

export const quotaZero: FlavorRule = {
  id: "FL503",
  name: "quota-zero",
  scope: "flavor",
  severity: "warning",
  what: "A disk throttle is not 0.",
  why: "0 is unlimited for libvirt, not nothing. Checks that look for the key alone take the flavor for throttled.",
  sources: ["libvirt: formatdomain, iotune", "operations-puppet: check_flavor_properties.py"],
  *check(flavor) {
    for (const key of diskKeys)
      if (numberOf(flavor, key) === 0)
        yield {
          message: "0 means unlimited",
          at: flavor.atSpec(key),
          seen: flavor.spec(key),
          allowed: "1 or more",
          hint: "set the limit, or remove the key if there is to be none",
        };
  },
  failing: [
    { title: "no writes wanted, all writes given", flavors: [{ extraSpecs: { "quota:disk_write_iops_sec": "0" } }] },
    { title: "as a number", flavors: [{ extraSpecs: { "quota:disk_total_bytes_sec": 0 } }] },
  ],
  passing: [
    { title: "a limit", flavors: [{ extraSpecs: { "quota:disk_write_iops_sec": "500" } }] },
    { title: "no key", flavors: [{}] },
  ],
};
