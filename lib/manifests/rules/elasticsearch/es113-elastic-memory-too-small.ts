// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import type { Fields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { computeOf, computePath, labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleNodes } from "./samples.ts";

const least = Quantity.binary(2, 3);
const sized = (memory: string): Fields => ({
  resources: { requests: { cpu: "1", memory }, limits: { cpu: "1", memory } },
});

export const memoryTooSmall: ObjectRule = {
  id: "ES113",
  name: "elastic-memory-too-small",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: `A node has ${least.canonical} of memory at least.`,
  why: "Its heap is half of that. With less, templates and dashboards of a stack alone trip the circuit breakers, and the kernel ends it under load.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/manage-compute-resources",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/nodespec/defaults.go:29",
  ],
  failing: [
    { title: "one", objects: [sampleNodes(sized("1Gi"))] },
    { title: "2G are less than 2Gi", objects: [sampleNodes(sized("2G"))] },
  ],
  passing: [
    { title: "two", objects: [sampleNodes(sized("2Gi"))] },
    { title: "the operator's default", objects: [sampleNodes({ resources: undefined })] },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const limit = computeOf(each, "limits", "memory");
      if (limit === undefined || limit.compare(least) >= 0) continue;
      yield {
        message: `${labelOf(each)}: ${limit.canonical} of memory is too little for a node`,
        at: { path: computePath(each, "limits", "memory"), field: "resources.limits.memory" },
        seen: limit.canonical,
        allowed: `${least.canonical} or more`,
        hint: "use fewer nodes with more memory, or a size demo of one node",
      };
    }
  },
};
