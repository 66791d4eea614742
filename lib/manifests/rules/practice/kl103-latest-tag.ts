// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (image: string): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer({ image })] });

export const latestTag: ContainerRule = {
  id: "KL103",
  name: "latest-tag",
  severity: "warning",
  scope: "container",
  what: "An image names a version or a digest, not what is latest.",
  why: "Each node runs what was latest when it pulled: replicas differ, and a restart can bring another program.",
  sources: ["kube-linter latest-tag", "https://kubernetes.io/docs/concepts/containers/images/#image-names"],
  failing: [
    { title: "latest", objects: [pod("registry.example.org/app:latest")] },
    { title: "no tag, at a registry with a port", objects: [pod("registry.example.org:5000/app")] },
  ],
  passing: [
    { title: "a version", objects: [pod("registry.example.org:5000/app:1.2")] },
    { title: "a digest", objects: [pod(`app@sha256:${"0".repeat(64)}`)] },
  ],
  *check({ value, path }) {
    const image = textAt(value, "image");
    if (image === undefined || image === "" || image.includes("@")) return;
    const last = image.slice(image.lastIndexOf("/") + 1);
    const tag = last.includes(":") ? last.slice(last.indexOf(":") + 1) : "latest";
    if (tag !== "latest") return;
    yield {
      message: "the image is whatever is latest",
      at: { path: [...path, "image"], field: "image" },
      seen: image,
      hint: "name a version, or better its digest",
    };
  },
};
