// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { computeOf, computePath, labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleNodes } from "./samples.ts";

export const cpuRequest: ObjectRule = {
  id: "ES114",
  name: "elastic-cpu-request",
  severity: "warning",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A node asks for CPU.",
  why:
    "The operator's defaults name memory alone. A node without a CPU request gets what others leave, and a quota on CPU refuses its pods " +
    "when no LimitRange fills it in.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/nodespec/defaults.go:35",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/manage-compute-resources",
  ],
  failing: [
    { title: "nothing said", objects: [sampleNodes({ resources: undefined })] },
    {
      title: "memory alone",
      objects: [sampleNodes({ resources: { requests: { memory: "4Gi" }, limits: { memory: "4Gi" } } })],
    },
  ],
  passing: [
    { title: "a request", objects: [sampleNodes()] },
    {
      title: "a limit: the request follows",
      objects: [sampleNodes({ resources: { limits: { cpu: "1", memory: "4Gi" } } })],
    },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      if ((computeOf(each, "requests", "cpu") ?? computeOf(each, "limits", "cpu")) !== undefined) continue;
      yield {
        message: `${labelOf(each)} asks for no CPU`,
        at: { path: computePath(each, "requests", "cpu"), field: "resources.requests.cpu" },
        hint: 'set resources.requests.cpu of the nodeSet, for example to "1"',
      };
    }
  },
};
