// SPDX-License-Identifier: Apache-2.0
import { podSecurityOf } from "../../pod-security-level.ts";
import { fieldsAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { connectKind } from "./connect.ts";
import { sampleConnect } from "./samples.ts";

const build = { output: { type: "docker", image: "registry.example.org/connect:1" }, plugins: [] };
const quota = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota" },
  spec: { hard: { "limits.cpu": "4" } },
};
const resources = { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };

export const connectBuild: ObjectRule = {
  id: "BR111",
  name: "connect-build",
  severity: "warning",
  scope: "object",
  kinds: [connectKind],
  what: "Workers are not built in a namespace whose pods are restricted or counted.",
  why:
    "The image is built by a pod in the team's namespace. It wants rights that `restricted` refuses, a registry that it may push to, the " +
    "internet for the plugins, and resources that the quota asks of it; the workers wait for it without an end.",
  sources: [
    "https://strimzi.io/docs/operators/latest/deploying#creating-new-image-using-kafka-connect-build-str",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  ],
  failing: [
    { title: "where restricted is enforced", objects: [sampleConnect({ build })] },
    {
      title: "under a quota, without resources",
      objects: [sampleConnect({ build })],
      around: [quota],
      settings: { podSecurity: "privileged" },
    },
  ],
  passing: [
    { title: "a plugin that is mounted", objects: [sampleConnect()] },
    {
      title: "privileged, with resources",
      objects: [sampleConnect({ build: { ...build, resources } })],
      around: [quota],
      settings: { podSecurity: "privileged" },
    },
  ],
  *check({ value, namespace }, context) {
    const found = fieldsAt(value, "spec", "build");
    if (found === undefined) return;
    const { level } = podSecurityOf(namespace, context);
    const counted = context.set.of("", "ResourceQuota").some((each) => each.namespace === namespace);
    const unsized = counted && fieldsAt(found, "resources", "limits") === undefined;
    if (level !== "restricted" && !unsized) return;
    yield {
      message:
        level === "restricted"
          ? "the pod that builds the image is not one that restricted admits"
          : "the pod that builds the image has no resources, and the quota wants them",
      at: { path: ["spec", "build"], field: "build" },
      hint: "build it elsewhere, and name it in image, or mount it with plugins[].artifacts of type image",
    };
  },
};
