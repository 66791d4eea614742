// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { aggregate } from "../../quota/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { budgetOf } from "./namespaces.ts";
import { sampleLimits, sampleResources } from "./samples.ts";

const whole = (resources: object, container: object = {}) =>
  samplePod({ resources, containers: [sampleContainer({ resources: {}, ...container })] });
const defaults = sampleLimits({ default: { cpu: "500m", memory: "512Mi" } });

export const podResources: ObjectRule = {
  id: "QF111",
  name: "pod-resources",
  severity: "error",
  scope: "object",
  what: "Resources of the whole pod hold what its containers ask for, with the defaults of a LimitRange.",
  why: "The apiserver refuses the pod. A LimitRange gives containers its defaults even when the pod names resources of its own.",
  sources: [
    "k8s.io/kubernetes pkg/apis/core/validation/validation.go, validatePodResourceConsistency",
    "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
  ],
  failing: [
    {
      title: "less for the pod than the default of a container",
      objects: [whole({ requests: { memory: "256Mi" }, limits: { memory: "256Mi" } })],
      around: [defaults],
    },
    {
      title: "a container that asks for more than the pod",
      objects: [whole({ requests: { cpu: "1" }, limits: { cpu: "2" } }, sampleResources({ cpu: "1500m" }))],
    },
  ],
  passing: [
    {
      title: "room for the defaults",
      objects: [whole({ requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } })],
      around: [defaults],
    },
    { title: "no LimitRange", objects: [whole({ limits: { memory: "256Mi" } })] },
    { title: "containers alone", objects: [samplePod()], around: [defaults] },
  ],
  *check(manifest, context) {
    const charge = budgetOf(manifest.namespace, context)?.podOf(manifest);
    if (charge?.pod.whole === undefined || manifest.pod === undefined) return;
    const { whole: given, containers } = charge.pod;
    const path = [...manifest.pod.path, "resources"];
    const problem = (side: string, resource: string, message: string, seen: string, least: string): Problem => ({
      message,
      at: { path: [...path, side, resource], field: `resources.${side}.${resource}` },
      seen,
      allowed: `at least ${least}`,
      hint: `set ${side}.${resource} of the pod to ${least} at least, or name less in its containers: they get the defaults of the LimitRange`,
    });
    for (const [resource, asked] of aggregate(containers, "requests")) {
      const request = given.requests.get(resource);
      if (request === undefined || asked.compare(request) <= 0) continue;
      const message = `containers request ${asked.canonical} ${resource}, the whole pod ${request.canonical}`;
      yield problem("requests", resource, message, request.canonical, asked.canonical);
    }
    for (const [resource, limited] of aggregate(containers, "limits")) {
      const limit = given.limits.get(resource);
      if (limit === undefined || !resource.startsWith("hugepages-") || limited.compare(limit) <= 0) continue;
      const message = `containers limit ${resource} to ${limited.canonical}, the whole pod to ${limit.canonical}`;
      yield problem("limits", resource, message, limit.canonical, limited.canonical);
    }
    for (const { name, init, limits } of containers)
      for (const [resource, own] of limits) {
        const limit = given.limits.get(resource);
        if (init || limit === undefined || own.compare(limit) <= 0) continue;
        const message = `container ${name} has a limit of ${own.canonical} ${resource}, the whole pod of ${limit.canonical}`;
        yield problem("limits", resource, message, limit.canonical, own.canonical);
      }
    for (const [resource, request] of given.requests) {
      const limit = given.limits.get(resource);
      if (limit === undefined || request.compare(limit) <= 0) continue;
      const message = `the whole pod requests ${request.canonical} ${resource}, more than its limit of ${limit.canonical}`;
      yield problem("limits", resource, message, limit.canonical, request.canonical);
    }
  },
};
