// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { heapOf, showBytes } from "./heap.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleHeap } from "./samples.ts";

const most = 31n * 1024n ** 3n;

export const heapTooLarge: ObjectRule = {
  id: "ES111",
  name: "heap-too-large",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "The heap of a node is 31 GiB at most.",
  why: "Near 32 GiB the JVM turns from pointers of four bytes to eight: a heap of 40 GiB then holds no more than one of 31.",
  sources: ["https://www.elastic.co/docs/reference/elasticsearch/jvm-settings#set-jvm-heap-size"],
  failing: [
    { title: "32 GiB", objects: [sampleHeap("-Xms32g -Xmx32g", "64Gi")] },
    { title: "one more in bytes", objects: [sampleHeap("-Xms33285996545 -Xmx33285996545", "64Gi")] },
  ],
  passing: [
    { title: "31 GiB", objects: [sampleHeap("-Xms31g -Xmx31g", "64Gi")] },
    { title: "a large limit, and the image decides", objects: [sampleHeap("", "128Gi")] },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const heap = heapOf(each);
      if (heap?.max === undefined || heap.max <= most) continue;
      yield {
        message: `${labelOf(each)}: a heap of ${showBytes(heap.max)} loses the JVM's short pointers`,
        at: { path: heap.path, field: "ES_JAVA_OPTS" },
        seen: showBytes(heap.max),
        allowed: "31Gi at most",
        hint: "use more nodes of 31Gi heap",
      };
    }
  },
};
