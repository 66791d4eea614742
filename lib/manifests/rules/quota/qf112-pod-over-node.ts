// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { effectivePod, limitsOf, podRequests } from "../../quota/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment } from "../../samples.ts";
import { budgetOf } from "./namespaces.ts";
import { sampleResources } from "./samples.ts";

const pods = (cpu: string, memory: string): Readonly<Record<string, unknown>> =>
  sampleDeployment({ containers: [sampleContainer(sampleResources({ cpu, memory }))] });
const largestNode = { cpu: "8", memory: "30Gi" };

export const podOverNode: ObjectRule = {
  id: "QF112",
  name: "pod-over-node",
  severity: "error",
  scope: "object",
  what: "No pod asks for more than the largest node gives to pods, where that is known.",
  why: "A quota counts sums and takes it; the scheduler finds no node, and the pod is Pending until somebody looks.",
  sources: [
    "k8s.io/kubernetes pkg/scheduler/framework/plugins/noderesources/fit.go",
    "bivouac lint manifests --largest-node",
  ],
  failing: [
    { title: "more memory than any node", objects: [pods("1", "32Gi")], settings: { largestNode } },
    { title: "more CPU than any node", objects: [pods("12", "1Gi")], settings: { largestNode } },
    {
      title: "a node of Elasticsearch, which the operator makes",
      objects: [
        {
          apiVersion: "elasticsearch.k8s.elastic.co/v1",
          kind: "Elasticsearch",
          metadata: { name: "search" },
          spec: {
            version: "9.4.3",
            nodeSets: [
              {
                name: "all",
                count: 3,
                resources: { requests: { cpu: "2", memory: "64Gi" }, limits: { cpu: "2", memory: "64Gi" } },
              },
            ],
          },
        },
      ],
      settings: { largestNode },
    },
  ],
  passing: [
    { title: "as much as the node gives", objects: [pods("8", "30Gi")], settings: { largestNode } },
    { title: "the nodes are not known", objects: [pods("64", "512Gi")] },
  ],
  *check(manifest, context) {
    const { largestNode: node, minor } = context.settings;
    if (node === undefined || manifest.pod === undefined) return;
    const pod =
      budgetOf(manifest.namespace, context)?.podOf(manifest)?.pod ??
      effectivePod(manifest.pod, { limits: limitsOf([]), set: context.set, minor });
    const asked = podRequests(pod);
    for (const resource of ["cpu", "memory"] as const) {
      const [wanted, most] = [asked.get(resource), Quantity.read(node[resource])];
      if (wanted === undefined || most === undefined || wanted.compare(most) <= 0) continue;
      yield {
        message: `a pod asks for ${wanted.canonical} ${resource}, the largest node gives ${most.canonical}`,
        at: { path: manifest.pod.path, field: resource },
        seen: wanted.canonical,
        allowed: `at most ${most.canonical}`,
        hint: "ask for less, or have a larger node: a pod is never split",
      };
    }
  },
};
