// SPDX-License-Identifier: Apache-2.0
import { cloudRelease, cloudReleases, minorOf, validatingMicroversion } from "../../live/cloud-release.ts";
import { notChecked } from "../../live/not-checked.ts";
import { releaseName } from "../../release.ts";
import type { LiveRule } from "../../rule.ts";
import { accepts } from "../../specs/index.ts";

export const cloudValidates: LiveRule = {
  id: "FL713",
  name: "cloud-validates",
  scope: "live",
  severity: "info",
  what: "The cloud's own Nova takes the extra specs at microversion 2.86 and later, where it checks them.",
  why: "The other rules judge for the target release. A cloud of another release refuses other keys, and one before Ussuri stores anything unread.",
  sources: ["nova/api/openstack/compute/rest_api_version_history.rst, 2.86", "nova/api/validation/extra_specs"],
  *check(flavors, cloud, { release }) {
    if (flavors.every(({ specs }) => specs.size === 0)) return;
    const minor = minorOf(cloud.microversion);
    if (minor === undefined) {
      yield* notChecked(cloud, "microversion");
      return;
    }
    if (minor < validatingMicroversion) {
      yield {
        subject: cloud.cloud,
        message: `cloud ${cloud.cloud} stores extra specs unread`,
        seen: `newest microversion ${cloud.microversion}`,
        allowed: `2.${validatingMicroversion}`,
        hint: "nothing there tells a typo: lint before every change",
      };
      return;
    }
    // Several releases share a newest microversion: only what all of them refuse is sure.
    const releases = cloudReleases(cloud);
    for (const flavor of flavors)
      for (const [key, value] of flavor.specs) {
        if (!accepts(key, value, release) || releases.some((each) => accepts(key, value, each))) continue;
        yield {
          flavor,
          message: `the Nova of cloud ${cloud.cloud} refuses ${key}, that of the target does not`,
          at: flavor.atSpec(key),
          seen: `${key}=${value}`,
          hint: `lint for it: --target nova@${releaseName(cloudRelease(cloud) ?? release)}`,
        };
      }
  },
  failing: [
    {
      title: "a key of Zed on a cloud of Wallaby",
      flavors: [{ extraSpecs: { "hw:viommu_model": "virtio" } }],
      cloud: { microversion: "2.88" },
    },
    {
      title: "a cloud that checks nothing",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "shared" } }],
      cloud: { microversion: "2.79" },
    },
  ],
  passing: [
    {
      title: "known there too",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "shared" } }],
      cloud: { microversion: "2.95" },
    },
    { title: "no extra specs", flavors: [{}], cloud: { microversion: "2.60" } },
  ],
};
