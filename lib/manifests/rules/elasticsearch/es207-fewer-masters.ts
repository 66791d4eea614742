// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { countNodes, nodeSetsOf } from "./node-sets.ts";
import { sampleConfig, sampleNodes } from "./samples.ts";

const data = { name: "data", ...sampleConfig({ "node.roles": ["data", "ingest"] }) };

export const fewerMasters: ObjectRule = {
  id: "ES207",
  name: "fewer-masters",
  severity: "warning",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A cluster that could lose a master does not become one that cannot.",
  why: "With three, two elect a new master when one is away. With one, nothing is written until that one is back; its disk holds the only copy of what the cluster is.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/distributed-architecture/discovery-cluster-formation/modules-discovery-voting",
  ],
  failing: [
    { title: "from three to one", objects: [sampleNodes({ count: 1 })], earlier: [sampleNodes({ count: 3 })] },
    {
      title: "the role goes to one set",
      objects: [sampleNodes({ name: "master", count: 1 }, data)],
      earlier: [sampleNodes({ name: "master", count: 1 }, { name: "data", count: 2 })],
    },
  ],
  passing: [
    { title: "from five to three", objects: [sampleNodes({ count: 3 })], earlier: [sampleNodes({ count: 5 })] },
    { title: "it was one", objects: [sampleNodes({ count: 1 })], earlier: [sampleNodes({ count: 1 })] },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest);
    if (earlier === undefined) return;
    const [now, then] = [manifest, earlier].map((each) => countNodes(nodeSetsOf(each, set), ({ votes }) => votes));
    if (now === undefined || then === undefined || then < 3 || now >= 3 || now === 0) return;
    yield {
      message: `${then} nodes could become master, ${now} can: none may be away any more`,
      at: { path: ["spec", "nodeSets"], field: "nodeSets" },
      seen: `${now} of the role master`,
      allowed: "3 or more",
      hint: "keep three, of which one may be small and only vote",
    };
  },
};
