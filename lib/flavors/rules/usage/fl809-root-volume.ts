// SPDX-License-Identifier: Apache-2.0
import type { UsageRule } from "../../rule.ts";
import { imageOf } from "../../usage/images.ts";
import { perPlace } from "../../usage/places.ts";

export const rootVolume: UsageRule = {
  id: "FL809",
  name: "root-volume",
  scope: "usage",
  severity: "error",
  what: "A VM of a flavor without a root disk boots from a volume, and the volume holds the image.",
  why: "Nova refuses an image boot with 403 BootFromVolumeRequiredForZeroDiskFlavor; Cinder fails on a volume below the image's min_disk, minutes later.",
  sources: [
    "nova policy servers:create:zero_disk_flavor",
    "nova/compute/api.py, VolumeSmallerThanMinDisk",
    "bivouac BV233",
  ],
  fix: "suggested",
  *check(usage, { settings }) {
    yield* perPlace(usage, function* ({ group, flavor, at }) {
      const image = imageOf(usage, settings, group.image);
      const needed = Math.max(image?.minDisk ?? 0, image?.virtualSizeGiB ?? 0);
      const { rootVolume: volume } = group;
      if (volume === undefined) {
        if (flavor?.disk !== 0) return;
        const spot = at("flavor");
        const size = Math.max(needed, 20);
        yield {
          message: `the flavor has no root disk, so the VM group ${group.key} must boot from a volume`,
          at: spot,
          seen: group.flavor,
          hint: `add rootVolume: { sizeGiB: ${size} }`,
          fix: {
            title: `boot from a volume of ${size} GiB`,
            safe: false,
            edits: [{ op: "set", path: [...spot.path.slice(0, -1), "rootVolume"], value: { sizeGiB: size } }],
          },
        };
      } else if (volume.sizeGiB < needed) {
        const { path, field } = at("rootVolume");
        yield {
          message: `the root volume is smaller than the image ${group.image}`,
          at: { path: [...path, "sizeGiB"], field: `${field}.sizeGiB` },
          seen: `${volume.sizeGiB} GiB`,
          allowed: `at least ${needed} GiB`,
          fix: {
            title: `make it ${needed} GiB`,
            safe: false,
            edits: [{ op: "set", path: [...path, "sizeGiB"], value: needed }],
          },
        };
      }
    });
  },
  failing: [
    {
      title: "no root disk, no volume",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ disk: 0 }],
    },
    {
      title: "a volume that does not hold the image",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    vms: { web: { flavor: m1.test, image: debian, rootVolume: { sizeGiB: 2 } } }`,
      flavors: [{ disk: 0 }],
      options: { settings: { images: { debian: { minDisk: 3 } } } },
    },
  ],
  passing: [
    {
      title: "boots from a volume",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    vms: { web: { flavor: m1.test, image: debian, rootVolume: { sizeGiB: 3 } } }`,
      flavors: [{ disk: 0 }],
      options: { settings: { images: { debian: { minDisk: 3 } } } },
    },
    {
      title: "has a root disk",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{ disk: 10 }],
    },
  ],
};
