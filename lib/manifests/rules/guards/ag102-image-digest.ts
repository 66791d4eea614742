// SPDX-License-Identifier: Apache-2.0
import { hasDigest } from "../../image.ts";
import type { PodRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { podImages } from "./pod-images.ts";
import { sampleRails } from "./samples.ts";

const settings = sampleRails({ digests: true });
const withImage = (image: string) => samplePod({ containers: [sampleContainer({ image })] });

export const imageDigest: PodRule = {
  id: "AG102",
  name: "image-digest",
  severity: "error",
  scope: "pod",
  what: "Images are named by digest, where the organizers ask for it.",
  why: "The event's admission refuses tags: the same tag names another image tomorrow.",
  sources: ["guard images of lib/kubernetes/objects/guards"],
  failing: [
    { title: "a tag alone", objects: [withImage("registry.example.org/app:1")], settings },
    { title: "a digest that is too short", objects: [withImage("registry.example.org/app@sha256:abc")], settings },
  ],
  passing: [
    { title: "by digest", objects: [samplePod()], settings },
    { title: "digests are not asked for", objects: [withImage("registry.example.org/app:1")], settings: sampleRails() },
  ],
  *check(pod, { settings: { guardRails } }) {
    if (guardRails?.digests !== true) return;
    for (const { value, path } of podImages(pod))
      if (!hasDigest(value))
        yield {
          message: "the image has no digest",
          at: { path, field: "image" },
          seen: value,
          allowed: "name@sha256:… with 64 digits",
          hint: "write the digest that the registry shows after the push",
        };
  },
};
