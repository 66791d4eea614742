// SPDX-License-Identifier: Apache-2.0
import { effectivePod, limitsOf } from "../../quota/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { budgetOf } from "./namespaces.ts";
import { sampleLimits } from "./samples.ts";

const asking = (resources: object) => samplePod({ containers: [sampleContainer({ resources })] });

export const requestOverLimit: ObjectRule = {
  id: "QF110",
  name: "request-over-limit",
  severity: "error",
  scope: "object",
  what: "No container requests more than its limit, its own or the default of a LimitRange.",
  why: "The apiserver refuses the pod. A container that names only a request gets the default limit, which may be less.",
  sources: [
    "k8s.io/kubernetes pkg/apis/core/validation/validation.go, validateContainerResourceRequirements",
    "https://kubernetes.io/docs/tasks/administer-cluster/manage-resources/memory-default-namespace/",
  ],
  failing: [
    {
      title: "a request above the default limit",
      objects: [asking({ requests: { memory: "1Gi" } })],
      around: [sampleLimits({ default: { memory: "512Mi" } })],
    },
    {
      title: "a request above its own limit",
      objects: [asking({ requests: { cpu: "2" }, limits: { cpu: "1500m" } })],
    },
  ],
  passing: [
    {
      title: "both said",
      objects: [asking({ requests: { memory: "1Gi" }, limits: { memory: "1Gi" } })],
      around: [sampleLimits({ default: { memory: "512Mi" } })],
    },
    { title: "no limit at all", objects: [asking({ requests: { memory: "1Gi" } })] },
  ],
  *check(manifest, context) {
    const budget = budgetOf(manifest.namespace, context);
    const { minor } = context.settings;
    if (manifest.pod === undefined) return;
    // A PodTemplate makes no pods and is in no budget.
    const { containers } =
      budget?.podOf(manifest)?.pod ?? effectivePod(manifest.pod, { limits: limitsOf([]), set: context.set, minor });
    for (const { name, path, requests, limits } of containers)
      for (const [resource, request] of requests) {
        const limit = limits.get(resource);
        // Devices are told by QF106.
        if (limit === undefined || resource.includes("/") || request.compare(limit) <= 0) continue;
        yield {
          message: `container ${name} requests ${request.canonical} ${resource}, more than its limit of ${limit.canonical}`,
          at: { path: [...path, "resources", "requests", resource], field: `requests.${resource}` },
          seen: request.canonical,
          allowed: `at most ${limit.canonical}`,
          hint: `set limits.${resource} to ${request.canonical}: a container without a limit gets the default of the LimitRange`,
        };
      }
  },
};
