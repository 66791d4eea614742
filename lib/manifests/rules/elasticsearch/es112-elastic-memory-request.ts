// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { computeOf, computePath, labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleNodes } from "./samples.ts";

export const memoryRequest: ObjectRule = {
  id: "ES112",
  name: "elastic-memory-request",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A node's memory has a limit, and the request is the same.",
  why:
    "The heap is half of the limit and is taken from the start. A node that was promised less is the first to go when the machine runs " +
    "short; without a limit the heap is half of the whole machine. `resources` of the nodeSet wins over the pod template, key by key.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/manage-compute-resources",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/nodespec/defaults.go:35",
  ],
  failing: [
    {
      title: "half of it promised",
      objects: [sampleNodes({ resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { memory: "4Gi" } } })],
    },
    {
      title: "the short form changes one of the two",
      objects: [
        sampleNodes({
          resources: { limits: { memory: "4Gi" } },
          podTemplate: {
            spec: {
              containers: [
                { name: "elasticsearch", resources: { requests: { memory: "2Gi" }, limits: { memory: "2Gi" } } },
              ],
            },
          },
        }),
      ],
    },
    { title: "CPU alone, and so no limit", objects: [sampleNodes({ resources: { requests: { cpu: "1" } } })] },
  ],
  passing: [
    { title: "the same", objects: [sampleNodes()] },
    {
      title: "the same in another unit",
      objects: [sampleNodes({ resources: { requests: { memory: "4096Mi" }, limits: { memory: "4Gi" } } })],
    },
    {
      title: "a limit alone: the request follows",
      objects: [sampleNodes({ resources: { limits: { memory: "4Gi" } } })],
    },
    { title: "nothing: the operator gives 2Gi", objects: [sampleNodes({ resources: undefined })] },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const limit = computeOf(each, "limits", "memory");
      const request = computeOf(each, "requests", "memory") ?? limit;
      if (limit === undefined)
        yield {
          message: `${labelOf(each)}: the memory has no limit`,
          at: { path: computePath(each, "limits", "memory"), field: "resources.limits.memory" },
          hint: `set resources.limits.memory of the nodeSet${request === undefined ? "" : ` to ${request.canonical}`}`,
        };
      else if (request !== undefined && !request.equals(limit))
        yield {
          message: `${labelOf(each)}: ${request.canonical} of memory are promised, ${limit.canonical} may be used`,
          at: { path: computePath(each, "requests", "memory"), field: "resources.requests.memory" },
          seen: request.canonical,
          allowed: limit.canonical,
          hint: `set resources.requests.memory of the nodeSet to ${limit.canonical}`,
        };
    }
  },
};
