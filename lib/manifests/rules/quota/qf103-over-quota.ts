// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment, samplePod } from "../../samples.ts";
import { exceeded } from "./namespaces.ts";
import { sampleQuota, sampleResources } from "./samples.ts";

const pods = (cpu: string, replicas: number) =>
  sampleDeployment({ containers: [sampleContainer(sampleResources({ cpu, memory: "1Gi" }))] }, { replicas });

export const overQuota: SetRule = {
  id: "QF103",
  name: "over-quota",
  severity: "error",
  scope: "set",
  what: "All pods of a namespace together stay inside its quota of CPU, memory, devices and pods.",
  why: "Which pods come depends on who is first; the rest is refused, and their workloads wait without end.",
  sources: [
    "k8s.io/kubernetes pkg/quota/v1/evaluator/core/pods.go",
    "k8s.io/component-helpers resource/helpers.go",
    "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  ],
  failing: [
    { title: "replicas that are too many", objects: [pods("2", 3)], around: [sampleQuota({ "requests.cpu": "5" })] },
    {
      title: "an init container larger than all that follows",
      objects: [
        samplePod({ initContainers: [sampleContainer({ name: "load", ...sampleResources({ memory: "8Gi" }) })] }),
      ],
      around: [sampleQuota({ "requests.memory": "4Gi" })],
    },
    {
      title: "a GPU where none is given",
      objects: [samplePod({ containers: [sampleContainer(sampleResources({ "nvidia.com/gpu": "1" }))] })],
      around: [sampleQuota({ "requests.nvidia.com/gpu": "0" })],
    },
    {
      title: "an autoscaler that may go too far",
      objects: [
        pods("1", 1),
        {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name: "app" },
          spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "app" }, maxReplicas: 10 },
        },
      ],
      around: [sampleQuota({ "requests.cpu": "4" })],
    },
  ],
  passing: [
    { title: "as much as there is", objects: [pods("2", 2)], around: [sampleQuota({ "requests.cpu": "4" })] },
    { title: "no quota", objects: [pods("64", 100)] },
    {
      title: "what a quota of other pods does not count",
      objects: [pods("2", 3)],
      around: [sampleQuota({ "requests.cpu": "1" }, { scopes: ["Terminating"] })],
    },
  ],
  *check(set, context) {
    yield* exceeded(set, context, isCompute);
  },
};

function isCompute(resource: string): boolean {
  if (resource.includes("/")) return resource.startsWith("requests.");
  return resource === "pods" || /^((requests|limits)\.)?(cpu|memory|ephemeral-storage|hugepages-)/.test(resource);
}
