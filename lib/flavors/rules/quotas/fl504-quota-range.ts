// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { numberOf } from "./keys.ts";

/** ULLONG_MAX / 1000, and the nearest double to compare with. */
const mostQuota = { text: "18446744073709551", number: 18_446_744_073_709_552 };

export const quotaRange: FlavorRule = {
  id: "FL504",
  name: "quota-range",
  scope: "flavor",
  severity: "error",
  what: "CPU period, quota and shares are in the ranges that libvirt takes.",
  why: "Nova accepts any number; libvirt refuses the VM on the host. Shares above 10000 fail on hosts with cgroups v2, which is every current distribution.",
  sources: [
    "libvirt: src/conf/domain_validate.c, cputune",
    "libvirt: formatdomain, CPU Tuning",
    "https://bugs.launchpad.net/nova/+bug/1978489",
  ],
  *check(flavor) {
    const period = numberOf(flavor, "quota:cpu_period");
    if (period !== undefined && period !== 0 && (period < 1000 || period > 1_000_000))
      yield {
        message: "libvirt takes no such CPU period",
        at: flavor.atSpec("quota:cpu_period"),
        seen: flavor.spec("quota:cpu_period"),
        allowed: "1000 to 1000000 µs, or 0 for the host's",
      };
    const quota = numberOf(flavor, "quota:cpu_quota");
    if (quota !== undefined && quota > 0 && (quota < 1000 || quota > mostQuota.number))
      yield {
        message: "libvirt takes no such CPU quota",
        at: flavor.atSpec("quota:cpu_quota"),
        seen: flavor.spec("quota:cpu_quota"),
        allowed: `1000 to ${mostQuota.text} µs, negative for no limit, or 0 for the host's`,
      };
    else if (quota !== undefined && quota > 0 && !flavor.mayHaveSpec("quota:cpu_period"))
      yield {
        message: "a CPU quota without a period depends on the host's period",
        severity: "warning",
        at: flavor.atSpecKey("quota:cpu_quota"),
        hint: "set quota:cpu_period; it is mostly 100000 µs",
      };
    const shares = numberOf(flavor, "quota:cpu_shares");
    if (shares === undefined || shares <= 0 || (shares >= 2 && shares <= 10_000)) return;
    const refused = shares < 2 || shares > 262_144;
    yield {
      message: refused ? "libvirt takes no such CPU shares" : "hosts with cgroups v2 take no such CPU shares",
      ...(refused ? {} : { severity: "warning" as const }),
      at: flavor.atSpec("quota:cpu_shares"),
      seen: flavor.spec("quota:cpu_shares"),
      allowed: "2 to 10000",
    };
  },
  failing: [
    {
      title: "a period of half a millisecond",
      flavors: [{ extraSpecs: { "quota:cpu_period": "500", "quota:cpu_quota": "1000" } }],
    },
    {
      title: "a quota in milliseconds",
      flavors: [{ extraSpecs: { "quota:cpu_period": "100000", "quota:cpu_quota": "50" } }],
    },
    { title: "a quota without a period", flavors: [{ extraSpecs: { "quota:cpu_quota": "50000" } }] },
    { title: "shares for 16 vCPUs of old", flavors: [{ extraSpecs: { "quota:cpu_shares": "16384" } }] },
  ],
  passing: [
    {
      title: "half a CPU",
      flavors: [{ extraSpecs: { "quota:cpu_period": "100000", "quota:cpu_quota": "50000" } }],
    },
    {
      title: "no limit",
      flavors: [{ extraSpecs: { "quota:cpu_period": "1000", "quota:cpu_quota": "-1", "quota:cpu_shares": "10000" } }],
    },
  ],
};
