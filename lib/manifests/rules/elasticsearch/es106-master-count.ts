// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { countNodes, nodeSetsOf } from "./node-sets.ts";
import { sampleConfig, sampleNodes } from "./samples.ts";

const master = { name: "master", ...sampleConfig({ "node.roles": ["master"] }) };
const data = sampleConfig({ "node.roles": ["data", "ingest"] });

export const masterCount: ObjectRule = {
  id: "ES106",
  name: "master-count",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "The number of nodes that may vote for a master is odd.",
  why:
    "Of two, both must be there to elect: the second doubles the chance to stand still. With four or six one of them has no vote, so it " +
    "costs and does not help.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/distributed-architecture/discovery-cluster-formation/modules-discovery-voting",
    "https://www.elastic.co/docs/deploy-manage/production-guidance/availability-and-resilience/resilience-in-small-clusters",
  ],
  failing: [
    { title: "two nodes", objects: [sampleNodes({ count: 2 })] },
    { title: "two masters beside data nodes", objects: [sampleNodes({ ...master, count: 2 }, data)] },
    { title: "four nodes", objects: [sampleNodes({ count: 4 })] },
  ],
  passing: [
    { title: "three nodes", objects: [sampleNodes({ count: 3 })] },
    { title: "three masters, two data nodes", objects: [sampleNodes(master, { ...data, count: 2 })] },
    {
      title: "two nodes and one that only votes",
      objects: [
        sampleNodes(
          { count: 2 },
          { name: "tie", count: 1, ...sampleConfig({ "node.roles": ["master", "voting_only"] }) },
        ),
      ],
    },
  ],
  *check(manifest, { set }) {
    const sets = nodeSetsOf(manifest, set);
    const voters = countNodes(sets, ({ votes }) => votes);
    if (voters === 0 || voters % 2 === 1) return;
    const first = sets.findLast(({ roles, count }) => roles.votes && count > 0);
    yield {
      message:
        voters === 2
          ? "2 nodes elect the master: when one is away, the cluster stands still"
          : `${voters} nodes may elect the master; one of them has no vote`,
      severity: voters === 2 ? "error" : "warning",
      at: { path: [...(first?.path ?? ["spec", "nodeSets"]), "count"], field: "nodeSets.count" },
      seen: `${voters} nodes with the role master`,
      allowed: voters === 2 ? "1 or 3" : `${voters - 1} or ${voters + 1}`,
      hint: voters === 2 ? "add a third, which may be a small one with master and voting_only" : "take master from one",
    };
  },
};
