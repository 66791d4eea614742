// SPDX-License-Identifier: Apache-2.0
import { type Fields, numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { countNodes, nodeSetsOf } from "./node-sets.ts";
import { sampleElasticsearch } from "./samples.ts";

const budget = (maxSurge: number | undefined): Fields => ({ updateStrategy: { changeBudget: { maxSurge } } });

export const unboundedSurge: ObjectRule = {
  id: "ES124",
  name: "unbounded-surge",
  severity: "warning",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "updateStrategy.changeBudget.maxSurge bounds the nodes that come up beside the old ones.",
  why:
    "By default there is no bound. A nodeSet gets a new name to have smaller disks or another storage class; then all of its nodes and " +
    "claims come up at once beside the old ones, and a quota stops them halfway.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/driver/stateful/upscale_state.go:47",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/update-strategy",
  ],
  failing: [
    { title: "nothing said", objects: [sampleElasticsearch({ updateStrategy: undefined })] },
    { title: "negative: without bounds", objects: [sampleElasticsearch(budget(-1))] },
  ],
  passing: [
    { title: "one", objects: [sampleElasticsearch(budget(1))] },
    { title: "none", objects: [sampleElasticsearch(budget(0))] },
  ],
  *check(manifest, { set }) {
    const steps = ["spec", "updateStrategy", "changeBudget", "maxSurge"];
    const most = numberAt(manifest.value, ...steps);
    if (most !== undefined && most >= 0) return;
    const nodes = countNodes(nodeSetsOf(manifest, set), () => true);
    yield {
      message: `a replaced nodeSet comes up whole beside the old one: up to ${nodes} more nodes with their claims`,
      at: { path: steps, field: "changeBudget.maxSurge" },
      seen: most === undefined ? undefined : String(most),
      allowed: "0 or more",
      hint: "set it to 1",
    };
  },
};
