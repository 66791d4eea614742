// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { schemesOf } from "../../names/schemes.ts";
import type { FlavorRule } from "../../rule.ts";

/** Words in a name or description that say: this one boots from a volume, or has no disk on purpose. */
const words = ["volume", "cinder", "bfv", "diskless", "nodisk", "no-disk", "zerodisk", "0disk", "disk0", "image size"];

export const zeroDisk: FlavorRule = {
  id: "FL115",
  name: "zero-disk",
  scope: "flavor",
  severity: "info",
  what: "A flavor with disk 0 says in its name or description that its servers boot from a volume.",
  why: "The root disk is then as large as the image, unchecked and uncounted. Without the policy for it a boot from an image is refused with 403.",
  sources: [
    "nova policy os_compute_api:servers:create:zero_disk_flavor",
    "nova: BootFromVolumeRequiredForZeroDiskFlavor",
  ],
  *check(flavor, { settings }) {
    if (flavor.disk !== 0 || flavor.field("existing") === true || intends(flavor)) return;
    if (schemesOf(settings).read(flavor)?.fields.get("disk") === 0) return;
    yield {
      message: "disk is 0, and nothing says that servers boot from a volume",
      at: flavor.at("disk"),
      seen: "0",
      hint: 'say it in the description ("boots from a volume"), or give a disk',
    };
  },
  failing: [
    { title: "forgotten?", flavors: [{ name: "m1.small", disk: 0 }] },
    { title: "as digits", flavors: [{ disk: "0", description: "for builds" }] },
  ],
  passing: [
    { title: "a disk", flavors: [{ disk: 1 }] },
    { title: "it says so", flavors: [{ disk: 0, description: "Boots from a volume." }] },
    { title: "SCS names without a disk say so", flavors: [{ name: "SCS-4V-16", disk: 0 }] },
    { title: "bare metal is not counted by disk", flavors: [{ disk: 0, extraSpecs: { "resources:DISK_GB": "0" } }] },
    {
      title: "the name says 0",
      flavors: [{ name: "m2.d0", disk: 0 }],
      options: { settings: { nameTemplates: ["m{vcpus}.d{disk}"] } },
    },
  ],
};

function intends(flavor: Flavor): boolean {
  const { name = "" } = flavor;
  if (name.startsWith("SCS-") || flavor.spec("resources:DISK_GB") === "0" || flavor.specsOpen) return true;
  const description = flavor.field("description");
  const said =
    `${name.slice(0, 255)} ${typeof description === "string" ? description.slice(0, 4096) : ""}`.toLowerCase();
  return words.some((word) => said.includes(word));
}
