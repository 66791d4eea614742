// SPDX-License-Identifier: Apache-2.0
import { imageConflicts } from "../../live/image-match.ts";
import type { UsageRule } from "../../rule.ts";
import { imageOf } from "../../usage/images.ts";
import { perPlace } from "../../usage/places.ts";

export const imageMismatch: UsageRule = {
  id: "FL810",
  name: "image-mismatch",
  scope: "usage",
  severity: "error",
  what: "The flavor of a VM group boots its image: memory, disk, hw_ properties, traits and architecture. Images are those of settings.images, else of the cloud that was asked.",
  why: "Nova compares the two only when the VM is made, and refuses with 403 or 400.",
  sources: ["nova/compute/api.py, _validate_flavor_image", "nova/virt/hardware.py"],
  *check(usage, { settings }) {
    yield* perPlace(usage, function* ({ group, flavor, at }) {
      const image = imageOf(usage, settings, group.image);
      if (flavor === undefined || image === undefined) return;
      const volume = group.rootVolume;
      // The size of a volume is the business of FL809.
      const boot =
        volume === undefined ? ({ from: "disk" } as const) : ({ from: "volume", sizeGiB: Infinity } as const);
      for (const { fault, message, seen, allowed } of imageConflicts(flavor, image, boot))
        yield {
          message: `${flavor.subject} does not boot ${group.image}: ${message} (${fault})`,
          at: at("flavor"),
          seen,
          allowed,
          hint: "choose a flavor and an image that go together",
        };
    });
  },
  failing: [
    {
      title: "too little memory",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: windows } } }`,
      flavors: [{}],
      options: { settings: { images: { windows: { minRam: 8192 } } } },
    },
    {
      title: "the cloud's image is larger than the disk",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: data } } }`,
      flavors: [{}],
      cloud: { images: [{ name: "data", virtualSizeGiB: 100, properties: {} }] },
    },
  ],
  passing: [
    {
      title: "fits",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}],
      options: { settings: { images: { debian: { minRam: 4096, minDisk: 20 } } } },
    },
    {
      title: "on a volume",
      event: `teams:
  nris:
    title: NRIS
    contact: ann@example.org
    vms: { web: { flavor: m1.test, image: data, rootVolume: { sizeGiB: 100 } } }`,
      flavors: [{}],
      options: { settings: { images: { data: { minDisk: 100 } } } },
    },
  ],
};
