// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { countNodes, nodeSetsOf } from "./node-sets.ts";
import { sampleConfig, sampleElasticsearch, sampleNodes, sampleNodeSet } from "./samples.ts";

const one = { nodeSets: [sampleNodeSet({ count: 1 })] };

export const singleNode: ObjectRule = {
  id: "ES123",
  name: "elastic-single-node",
  severity: "warning",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A cluster that is not labelled bivouac.dev/size: demo has more than one node for data.",
  why: "With one node no shard has a copy: nothing answers while the machine is serviced, and what the disk loses is lost.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/production-guidance/availability-and-resilience/resilience-in-small-clusters",
  ],
  failing: [
    { title: "one node", objects: [sampleElasticsearch(one)] },
    {
      title: "one with data, three masters",
      objects: [sampleNodes({ count: 1 }, { name: "master", count: 3, ...sampleConfig({ "node.roles": ["master"] }) })],
    },
  ],
  passing: [
    { title: "a demo", objects: [sampleElasticsearch(one, { labels: { "bivouac.dev/size": "demo" } })] },
    { title: "three nodes", objects: [sampleElasticsearch()] },
  ],
  *check(manifest, { set }) {
    const size = manifest.labels["bivouac.dev/size"];
    const sets = nodeSetsOf(manifest, set);
    if (size === "demo" || countNodes(sets, ({ holdsData }) => holdsData) !== 1) return;
    const only = sets.find(({ roles, count }) => roles.holdsData && count > 0);
    yield {
      message: "one node holds the data: no copy survives it",
      at: { path: [...(only?.path ?? ["spec", "nodeSets"]), "count"], field: "nodeSets.count" },
      seen: "1 data node",
      allowed: "3 or more",
      hint: "use three nodes; if the data may be lost, say so with the label bivouac.dev/size: demo",
    };
  },
};
