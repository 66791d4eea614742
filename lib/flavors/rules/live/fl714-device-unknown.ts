// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import { notChecked } from "../../live/not-checked.ts";
import type { LiveRule } from "../../rule.ts";

export const deviceUnknown: LiveRule = {
  id: "FL714",
  name: "device-unknown",
  scope: "live",
  severity: "warning",
  what: "The PCI aliases of pci_passthrough:alias are those of nova.conf (settings.pciAliases), and accel:device_profile is one that Cyborg has.",
  why: "Nova's API refuses every server of a flavor with an unknown alias. No API tells the aliases, so that they must be declared.",
  sources: ["nova/pci/request.py", "cyborg GET /v2/device_profiles"],
  *check(flavors, cloud, { settings: { pciAliases } }) {
    let aliases = 0;
    let profiles = 0;
    for (const flavor of flavors) {
      const wanted = (flavor.spec("pci_passthrough:alias") ?? "")
        .split(",")
        .map((each) => each.slice(0, each.lastIndexOf(":")).trim());
      for (const alias of wanted) {
        if (alias === "") continue;
        aliases++;
        if (pciAliases === undefined || pciAliases.includes(alias)) continue;
        yield {
          flavor,
          message: "no PCI alias of that name in nova.conf",
          at: flavor.atSpec("pci_passthrough:alias"),
          seen: alias,
          allowed: pciAliases.join(", "),
          hint: didYouMean(alias, pciAliases),
        };
      }
      const profile = flavor.spec("accel:device_profile");
      if (!profile) continue;
      profiles++;
      if (cloud.deviceProfiles === undefined || cloud.deviceProfiles.includes(profile)) continue;
      yield {
        flavor,
        message: `Cyborg of cloud ${cloud.cloud} has no such device profile`,
        at: flavor.atSpec("accel:device_profile"),
        seen: profile,
        allowed: cloud.deviceProfiles.join(", "),
        hint: didYouMean(profile, cloud.deviceProfiles),
      };
    }
    if (aliases > 0 && pciAliases === undefined)
      yield {
        message: "not checked: the PCI aliases of nova.conf are not declared",
        subject: cloud.cloud,
        hint: "list them in settings.pciAliases",
        notChecked: true,
      };
    if (profiles > 0) yield* notChecked(cloud, "deviceProfiles");
  },
  failing: [
    {
      title: "an alias that nova.conf has not",
      flavors: [{ extraSpecs: { "pci_passthrough:alias": "a100:1" } }],
      cloud: {},
      options: { settings: { pciAliases: ["a100-40g", "v100"] } },
    },
    {
      title: "a device profile that is gone",
      flavors: [{ extraSpecs: { "accel:device_profile": "fpga-1" } }],
      cloud: { deviceProfiles: ["fpga-2"] },
    },
  ],
  passing: [
    {
      title: "both known",
      flavors: [{ extraSpecs: { "pci_passthrough:alias": "v100:2, a100:1", "accel:device_profile": "fpga-2" } }],
      cloud: { deviceProfiles: ["fpga-2"] },
      options: { settings: { pciAliases: ["a100", "v100"] } },
    },
    { title: "no device", flavors: [{}], cloud: {} },
  ],
};
