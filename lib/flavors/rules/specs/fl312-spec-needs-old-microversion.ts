// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { hasOldReader, oldReader, pointRelease } from "../../specs/index.ts";
import { keysOf, valuesOf } from "./keys.ts";

export const specNeedsOldMicroversion: FlavorRule = {
  id: "FL312",
  name: "spec-needs-old-microversion",
  scope: "flavor",
  severity: "info",
  what: "The validators of microversion 2.86 know the extra specs that Nova or Ironic read.",
  why: "The validators never got to know a few keys and values that are read at boot. They work, but whoever creates the flavor must ask with a microversion below 2.86.",
  sources: [
    "nova/virt/hardware.py",
    "nova/scheduler/filters/compute_capabilities_filter.py",
    "nova/virt/ironic/driver.py",
    "nova/api/validation/extra_specs/capabilities.py",
  ],
  *check(flavor, { release }) {
    for (const key of keysOf(flavor)) {
      const reader = oldReader(key, release);
      const point = pointRelease(key, release);
      if (reader === undefined && point === undefined) continue;
      yield {
        message:
          reader === undefined
            ? `the validators know ${key} since nova ${point}, a point release`
            : `${reader} reads ${key}, but the validators of microversion 2.86 refuse it`,
        at: flavor.atSpecKey(key),
        seen: key,
        hint: reader === undefined ? "before it, create the flavor with a microversion below 2.86" : below,
      };
    }
    for (const [key, value] of valuesOf(flavor)) {
      // No validator sees the value, and a wrong one keeps every server from its host.
      if (key === addressMode && oldReader(key, release) !== undefined && !addressModes.includes(value))
        yield {
          severity: "error",
          message: `value of ${key} is none of the words that Nova takes when a server is scheduled`,
          at: flavor.atSpec(key),
          seen: value,
          allowed: addressModes.join(", "),
        };
      if (hasOldReader(key, value))
        yield {
          message: `Nova reads ${value} for ${key}, but the validators of microversion 2.86 refuse it`,
          at: flavor.atSpec(key),
          seen: value,
          hint: below,
        };
    }
  },
  failing: [
    { title: "the size of addresses", flavors: [{ extraSpecs: { "hw:maxphysaddr_mode": "emulate" } }] },
    { title: "no such mode of addresses", flavors: [{ extraSpecs: { "hw:maxphysaddr_mode": "both" } }] },
    { title: "a capability of Ironic", flavors: [{ extraSpecs: { "capabilities:boot_option": "local" } }] },
    {
      title: "limits that the validators had misnamed",
      flavors: [{ extraSpecs: { "hw:cpu_max_cores": "4" } }],
      options: { release: "2024.1" },
    },
    { title: "Secure Boot if the host can", flavors: [{ extraSpecs: { "os:secure_boot": "optional" } }] },
  ],
  passing: [
    { title: "known since", flavors: [{ extraSpecs: { "hw:cpu_max_cores": "4" } }], options: { release: "2025.2" } },
    { title: "a capability of hosts", flavors: [{ extraSpecs: { "capabilities:hypervisor_type": "QEMU" } }] },
    { title: "Secure Boot", flavors: [{ extraSpecs: { "os:secure_boot": "required" } }] },
  ],
};

const addressMode = "hw:maxphysaddr_mode";
const addressModes = ["passthrough", "emulate"];

const below = "create the flavor with a microversion below 2.86";
