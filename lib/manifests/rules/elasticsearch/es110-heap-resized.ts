// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { heapOf, showBytes } from "./heap.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleHeap, sampleNodes } from "./samples.ts";

export const heapResized: ObjectRule = {
  id: "ES110",
  name: "heap-resized",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "-Xms and -Xmx in ES_JAVA_OPTS are there both and say the same.",
  why:
    "A node that talks to others checks this when it starts, and ends. One of the two alone switches off what the image would have chosen, " +
    "and the JVM fills in the other by its own rule.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/deploy/self-managed/bootstrap-checks#_heap_size_check",
    "https://www.elastic.co/docs/reference/elasticsearch/jvm-settings#set-jvm-heap-size",
  ],
  failing: [
    { title: "it may grow", objects: [sampleHeap("-Xms1g -Xmx2g")] },
    { title: "the largest alone", objects: [sampleHeap("-Xmx2g")] },
  ],
  passing: [
    { title: "the same in another unit", objects: [sampleHeap("-Xms2048m -Xmx2g")] },
    { title: "neither", objects: [sampleNodes()] },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const heap = heapOf(each);
      if (heap === undefined || heap.initial === heap.max) continue;
      const [initial, max] = [heap.initial, heap.max].map((bytes) => (bytes === undefined ? "" : showBytes(bytes)));
      yield {
        message:
          initial && max
            ? `${labelOf(each)}: the heap begins with ${initial} and may grow to ${max}`
            : `${labelOf(each)}: ${initial ? "-Xms" : "-Xmx"} stands alone`,
        at: { path: heap.path, field: "ES_JAVA_OPTS" },
        seen: [initial && `-Xms ${initial}`, max && `-Xmx ${max}`].filter(Boolean).join(", "),
        allowed: max ? `-Xms and -Xmx of ${max}` : "both, of one size",
        hint: "leave both out: the image takes half of the limit by itself",
      };
    }
  },
};
