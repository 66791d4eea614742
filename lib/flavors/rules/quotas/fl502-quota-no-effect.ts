// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { looseBool } from "../../specs/values.ts";
import { diskKeys, hasNoSizedDisk, numberOf } from "./keys.ts";

export const quotaNoEffect: FlavorRule = {
  id: "FL502",
  name: "quota-no-effect",
  scope: "flavor",
  severity: "warning",
  what: "Every quota limits something: no burst keys of Cinder, no disk throttle without a disk, no figure whose companion is missing.",
  why: "Nova stores the key and the VM boots without the limit, so that one team's VM takes the storage or the network of all. FL303 says of an unknown key that the API refuses it; this rule says what it does where it got in.",
  sources: [
    "nova/virt/libvirt/imagebackend.py, disk_qos",
    "nova/virt/libvirt/designer.py, set_vif_bandwidth_config",
    "nova/virt/libvirt/driver.py, _add_rng_device",
    "operations-puppet 906c353c784",
  ],
  fix: "suggested",
  *check(flavor) {
    yield* burstKeys(flavor);
    const set = diskKeys.filter((key) => flavor.hasSpec(key));
    if (set[0] !== undefined && hasNoSizedDisk(flavor))
      yield {
        message: "disk throttles hold for Nova's own disks, and this flavor gives none",
        at: flavor.atSpecKey(set[0]),
        seen: set.join(", "),
        hint: "throttle the volumes by a QoS of their volume type",
      };
    yield* networkKeys(flavor);
    yield* sharesKeys(flavor);
    yield* rngKeys(flavor);
    if (flavor.hasSpec("quota:cpu_period") && !flavor.mayHaveSpec("quota:cpu_quota"))
      yield {
        message: "a CPU period without a quota limits nothing",
        at: flavor.atSpecKey("quota:cpu_period"),
        hint: "set quota:cpu_quota to the microseconds of CPU in each period",
      };
  },
  failing: [
    {
      title: "a burst key of Cinder",
      flavors: [{ extraSpecs: { "quota:disk_write_iops_sec": "500", "quota:disk_write_iops_sec_max": "1000" } }],
    },
    {
      title: "boots from a volume",
      flavors: [{ disk: 0, extraSpecs: { "quota:disk_read_iops_sec": "5000" } }],
    },
    { title: "a peak without an average", flavors: [{ extraSpecs: { "quota:vif_inbound_peak": "125000" } }] },
    {
      title: "custom shares at a level of their own",
      flavors: [{ extraSpecs: { "quota:cpu_shares_level": "high", "quota:cpu_shares_share": "2000" } }],
    },
    { title: "random bytes per no time", flavors: [{ extraSpecs: { "hw_rng:rate_bytes": "2048" } }] },
  ],
  passing: [
    {
      title: "throttled disk and network",
      flavors: [
        {
          extraSpecs: {
            "quota:disk_write_iops_sec": "500",
            "quota:vif_inbound_average": "12500",
            "quota:vif_inbound_peak": "125000",
          },
        },
      ],
    },
    {
      title: "the ephemeral disk is Nova's",
      flavors: [{ disk: 0, ephemeral: 20, extraSpecs: { "quota:disk_read_iops_sec": "5000" } }],
    },
    {
      title: "custom shares",
      flavors: [{ extraSpecs: { "quota:cpu_shares_level": "custom", "quota:cpu_shares_share": "2000" } }],
    },
    {
      title: "random bytes per second",
      flavors: [{ extraSpecs: { "hw_rng:rate_bytes": "2048", "hw_rng:rate_period": "1000" } }],
    },
  ],
};

/** Keys of Cinder's front-end QoS that people carry over to flavors. */
function burstBase(key: string): string | undefined {
  if (key === "quota:disk_size_iops_sec" || key === "quota:size_iops_sec") return "";
  for (const suffix of ["_max_length", "_max"])
    if (key.endsWith(suffix)) {
      const base = key.slice(0, -suffix.length);
      return diskKeys.includes(base) ? base : undefined;
    }
  return undefined;
}

function* burstKeys(flavor: Flavor): Iterable<Problem> {
  for (const key of new Set(flavor.definition.specs.map((spec) => spec.key))) {
    const base = burstBase(key);
    if (base === undefined) continue;
    const unlimited = base !== "" && !flavor.mayHaveSpec(base);
    yield {
      message: `flavors have no burst limits${unlimited ? ", and the plain limit is missing: nothing is throttled" : ""}`,
      at: flavor.atSpecKey(key),
      seen: key,
      allowed: diskKeys.join(", "),
      hint: unlimited ? `set ${base}` : "remove it; bursts are for volumes, by a QoS of their volume type",
      ...(unlimited
        ? {}
        : {
            fix: {
              title: `remove ${key}`,
              safe: false,
              edits: [{ op: "remove" as const, path: flavor.specPath(key) }],
            },
          }),
    };
  }
}

function* networkKeys(flavor: Flavor): Iterable<Problem> {
  for (const way of ["inbound", "outbound"]) {
    const average = `quota:vif_${way}_average`;
    if (flavor.mayHaveSpec(average)) continue;
    const [key] = ["peak", "burst"].map((what) => `quota:vif_${way}_${what}`).filter((each) => flavor.hasSpec(each));
    if (key !== undefined)
      yield {
        message: `without an average Nova sets no ${way} limit at all`,
        at: flavor.atSpecKey(key),
        seen: key,
        hint: `set ${average}, in kB/s`,
      };
  }
}

function* sharesKeys(flavor: Flavor): Iterable<Problem> {
  for (const what of ["cpu", "memory", "disk_io", "vif"]) {
    const share = `quota:${what}_shares_share`;
    const level = `quota:${what}_shares_level`;
    if (!flavor.hasSpec(share)) continue;
    const value = flavor.spec(level);
    if (value === "custom" || (value === undefined && flavor.mayHaveSpec(level))) continue;
    yield {
      message: "a number of shares counts at the level custom alone",
      at: flavor.atSpecKey(share),
      seen: value === undefined ? `no ${level}` : `${level}=${value}`,
      allowed: `${level}=custom`,
    };
  }
}

function* rngKeys(flavor: Flavor): Iterable<Problem> {
  const [bytes, period, allowed] = ["hw_rng:rate_bytes", "hw_rng:rate_period", "hw_rng:allowed"] as const;
  const [first] = [bytes, period].filter((key) => flavor.hasSpec(key));
  if (first === undefined) return;
  const value = flavor.spec(allowed);
  if (value !== undefined && !looseBool(value)) {
    yield {
      message: "the VM gets no random number generator to limit",
      at: flavor.atSpecKey(first),
      seen: `${allowed}=${value}`,
    };
    return;
  }
  const missing = [bytes, period].find((key) => !flavor.mayHaveSpec(key) || numberOf(flavor, key) === 0);
  if (missing !== undefined)
    yield {
      message: "the random number generator is unlimited: bytes and period both count from 1",
      at: flavor.atSpecKey(first),
      seen: flavor.hasSpec(missing) ? `${missing}=${flavor.spec(missing)}` : `no ${missing}`,
      hint: `set ${missing}${missing === period ? ", in milliseconds" : ""}`,
    };
}
