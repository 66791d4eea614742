// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import { imageConflicts } from "../../live/image-match.ts";
import { notChecked } from "../../live/not-checked.ts";
import type { LiveRule } from "../../rule.ts";

export const imagePair: LiveRule = {
  id: "FL712",
  name: "image-pair",
  scope: "live",
  severity: "error",
  what: "A flavor boots with each image that settings.imagePairs declares for it: min_ram, min_disk, size, hw_ properties, traits and architecture.",
  why: "Nova compares flavor and image only when somebody boots them together, and refuses with 403 or 400.",
  sources: ["nova/compute/api.py, _validate_flavor_image", "nova/virt/hardware.py"],
  *check(flavors, cloud, { settings: { imagePairs } }) {
    const paired = flavors.flatMap((flavor) =>
      flavor.name !== undefined && Object.hasOwn(imagePairs, flavor.name)
        ? (imagePairs[flavor.name] ?? []).map((image) => ({ flavor, image }))
        : [],
    );
    if (paired.length === 0) return;
    const { images } = cloud;
    if (images === undefined) {
      yield* notChecked(cloud, "images");
      return;
    }
    for (const { flavor, image } of paired) {
      const found = images.filter(({ name }) => name === image);
      if (found.length === 0) {
        yield {
          flavor,
          message: `cloud ${cloud.cloud} has no image ${image}`,
          at: flavor.here,
          seen: image,
          hint: didYouMean(
            image,
            images.map(({ name }) => name),
          ),
        };
      }
      for (const each of found)
        for (const { fault, message, at, seen, allowed } of imageConflicts(flavor, each, { from: "disk" }))
          yield { flavor, message: `does not boot ${image}: ${message} (${fault})`, at, seen, allowed };
    }
  },
  failing: [
    {
      title: "the image needs more disk",
      flavors: [{ disk: 4 }],
      cloud: { images: [{ name: "ubuntu", minDisk: 8, properties: {} }] },
      options: { settings: { imagePairs: { "m1.test": ["ubuntu"] } } },
    },
    {
      title: "huge pages asked by the image alone",
      flavors: [{}],
      cloud: { images: [{ name: "dpdk", properties: { hw_mem_page_size: "large" } }] },
      options: { settings: { imagePairs: { "m1.test": ["dpdk"] } } },
    },
    {
      title: "the image is gone",
      flavors: [{}],
      cloud: { images: [{ name: "ubuntu-24.04", properties: {} }] },
      options: { settings: { imagePairs: { "m1.test": ["ubuntu-22.04"] } } },
    },
  ],
  passing: [
    {
      title: "large enough",
      flavors: [{ disk: 8 }],
      cloud: { images: [{ name: "ubuntu", minRam: 4096, minDisk: 8, properties: { hw_cpu_policy: "shared" } }] },
      options: { settings: { imagePairs: { "m1.test": ["ubuntu"] } } },
    },
    { title: "no pairs declared", flavors: [{ disk: 1 }], cloud: { images: [] } },
  ],
};
