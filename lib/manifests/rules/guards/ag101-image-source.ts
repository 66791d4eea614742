// SPDX-License-Identifier: Apache-2.0
import { isImageFrom } from "../../image.ts";
import type { PodRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment, samplePod } from "../../samples.ts";
import { podImages } from "./pod-images.ts";
import { sampleRails } from "./samples.ts";

const settings = sampleRails({ registries: ["registry.example.org/", "docker.io/library/"] });
const withImage = (image: string) => samplePod({ containers: [sampleContainer({ image })] });

export const imageSource: PodRule = {
  id: "AG101",
  name: "image-source",
  severity: "error",
  scope: "pod",
  what: "Images come from the registries that the organizers allow.",
  why: "The event's admission refuses all others: an image runs whatever its author put into it.",
  sources: ["guard images of lib/kubernetes/objects/guards", "github.com/distribution/reference normalize.go"],
  failing: [
    { title: "another registry", objects: [withImage("quay.io/app/app:1")], settings },
    { title: "a host that only begins alike", objects: [withImage("registry.example.org.evil.example/app")], settings },
    { title: "somebody's folder at Docker", objects: [withImage("someone/nginx")], settings },
    {
      title: "in an init container of a Deployment",
      objects: [sampleDeployment({ initContainers: [sampleContainer({ image: "ghcr.io/a/b" })] })],
      settings,
    },
  ],
  passing: [
    { title: "an allowed registry", objects: [samplePod()], settings },
    { title: "Docker's own by its short name", objects: [withImage("nginx:1.29")], settings },
    { title: "no registries are asked for", objects: [withImage("quay.io/app/app:1")], settings: sampleRails() },
  ],
  *check(pod, { settings: { guardRails } }) {
    const registries = guardRails?.registries ?? [];
    for (const { value, path } of podImages(pod))
      if (!isImageFrom(value, registries))
        yield {
          message: "the image comes from elsewhere than the organizers allow",
          at: { path, field: "image" },
          seen: value,
          allowed: `what begins with ${registries.join(", ")}`,
          hint: "push the image to an allowed registry, or ask the organizers for its own",
        };
  },
};
