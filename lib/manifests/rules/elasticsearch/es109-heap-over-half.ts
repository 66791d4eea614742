// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { heapOf, showBytes } from "./heap.ts";
import { elasticsearchKind } from "./kinds.ts";
import { computeOf, labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleHeap, sampleNodes } from "./samples.ts";

export const heapOverHalf: ObjectRule = {
  id: "ES109",
  name: "heap-over-half",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "The heap of ES_JAVA_OPTS is half of the container's memory limit at most.",
  why:
    "The other half is for the network's buffers, the JVM itself and the files that Lucene reads. With less, searches go to the disk and " +
    "the kernel ends the container when it passes its limit.",
  sources: [
    "https://www.elastic.co/docs/reference/elasticsearch/jvm-settings#set-jvm-heap-size",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/manage-compute-resources",
  ],
  failing: [
    { title: "three of four", objects: [sampleHeap("-Xms3g -Xmx3g")] },
    {
      title: "of the default limit of 2Gi",
      objects: [
        sampleNodes({
          resources: undefined,
          podTemplate: {
            spec: {
              containers: [{ name: "elasticsearch", env: [{ name: "ES_JAVA_OPTS", value: "-Xms1500m -Xmx1500m" }] }],
            },
          },
        }),
      ],
    },
  ],
  passing: [
    { title: "half", objects: [sampleHeap("-Xms2g -Xmx2g")] },
    { title: "nothing said: the image takes half", objects: [sampleHeap("-Dlog4j2.level=info"), sampleNodes()] },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const heap = heapOf(each);
      const limit = computeOf(each, "limits", "memory");
      if (heap?.max === undefined || limit === undefined || heap.max * 2n <= limit.units) continue;
      yield {
        message: `${labelOf(each)}: a heap of ${showBytes(heap.max)} is more than half of the limit of ${limit.canonical}`,
        at: { path: heap.path, field: "ES_JAVA_OPTS" },
        seen: showBytes(heap.max),
        allowed: `${showBytes(limit.units / 2n)} at most`,
        hint: "leave -Xms and -Xmx out: the image takes half of the limit by itself",
      };
    }
  },
};
