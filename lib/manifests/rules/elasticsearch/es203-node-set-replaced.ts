// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { Quantity } from "../../../model/light.ts";
import { listAt, numberAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { storageOf } from "./claims.ts";
import { elasticsearchKind } from "./kinds.ts";
import { amount, computeOf, countNodes, type NodeSet, nodeSetsOf } from "./node-sets.ts";
import { sampleElasticsearch, sampleNodes, sampleNodeSet } from "./samples.ts";

export const nodeSetReplaced: ObjectRule = {
  id: "ES203",
  name: "node-set-replaced",
  severity: "warning",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A nodeSet that got another name, or is gone, is meant.",
  why:
    "Under another name a nodeSet is another: new nodes and new claims come up beside the old ones, all data moves over, then the old " +
    "claims are deleted. A quota must have room for both meanwhile.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/driver/stateful/upscale_state.go:47",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/nodes-orchestration",
  ],
  failing: [
    { title: "another name, one at a time", objects: [sampleNodes({ name: "hot" })], earlier: [sampleNodes()] },
    {
      title: "another name, all at once",
      objects: [sampleElasticsearch({ updateStrategy: undefined, nodeSets: [sampleNodeSet({ name: "hot" })] })],
      earlier: [sampleNodes()],
    },
    {
      title: "one of two is gone",
      objects: [sampleNodes()],
      earlier: [sampleNodes({}, { name: "warm", count: 2 })],
    },
  ],
  passing: [
    { title: "one more", objects: [sampleNodes({}, { name: "warm" })], earlier: [sampleNodes()] },
    { title: "another order", objects: [sampleNodes({ name: "b" }, {})], earlier: [sampleNodes({}, { name: "b" })] },
    { title: "nothing was before", objects: [sampleNodes({ name: "hot" })] },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest);
    if (earlier === undefined) return;
    const [now, then] = [nodeSetsOf(manifest, set), nodeSetsOf(earlier, set)];
    const gone = then.filter(({ name, count }) => count > 0 && !now.some((each) => each.name === name));
    const added = now.filter(({ name, count }) => count > 0 && !then.some((each) => each.name === name));
    if (gone.length === 0) return;
    if (added.length === 0) {
      yield removed(gone);
      return;
    }
    const written = numberAt(manifest.value, "spec", "updateStrategy", "changeBudget", "maxSurge");
    const most = written !== undefined && Number.isSafeInteger(written) ? written : -1;
    const grown = countNodes(now, () => true) - countNodes(then, () => true);
    yield replaced(gone, added, most < 0 ? Infinity : Math.max(0, most + grown), most);
  },
};

/** `atOnce`: nodes that the operator lets come up before old ones go. */
function replaced(gone: readonly NodeSet[], added: readonly NodeSet[], atOnce: number, most: number): Problem {
  const all = countNodes(added, () => true);
  const beside = Math.min(all, atOnce);
  const cost = costOf(added, beside);
  const bounded = beside < all;
  return {
    message:
      `nodeSet ${namesOf(added)} comes in place of ${namesOf(gone)}: ` +
      (beside === 0
        ? "maxSurge 0 leaves no room for a new node beside the old ones"
        : `${amount(beside, "node")} with ${amount(cost.claims, "claim")} of ${cost.storage} and ${cost.memory} of memory ${beside === 1 ? "stands" : "stand"} beside the old ones${bounded ? " at a time" : ""}`),
    at: { path: [...(added[0]?.path ?? []), "name"], field: "nodeSets.name" },
    seen: namesOf(added),
    allowed: namesOf(gone),
    hint:
      most < 0
        ? "set updateStrategy.changeBudget.maxSurge to 1 to have one at a time, and see that the quota has room for it"
        : beside === 0
          ? "set updateStrategy.changeBudget.maxSurge to 1"
          : "see that the quota has room for it, and let no snapshot or large import run meanwhile",
  };
}

function removed(gone: readonly NodeSet[]): Problem {
  const nodes = countNodes(gone, () => true);
  const cost = costOf(gone, nodes);
  return {
    message: `nodeSet ${namesOf(gone)} is gone: its data moves to the others, then ${amount(cost.claims, "claim")} of ${cost.storage} ${cost.claims === 1 ? "is" : "are"} deleted`,
    at: { path: ["spec", "nodeSets"], field: "nodeSets" },
    seen: `${amount(nodes, "node")} fewer`,
    hint: "see that the others have room for its data; a snapshot before it costs little",
  };
}

function namesOf(sets: readonly NodeSet[]): string {
  return sets.map(({ name }) => name).join(", ");
}

/** Of the `nodes` largest. */
function costOf(sets: readonly NodeSet[], nodes: number): { claims: number; storage: string; memory: string } {
  let [claims, left, storage, memory] = [0, nodes, Quantity.zero, Quantity.zero];
  const sized = sets.map((each) => ({ each, memory: computeOf(each, "limits", "memory") ?? Quantity.zero }));
  for (const { each, memory: one } of sized.toSorted((a, b) => b.memory.compare(a.memory))) {
    const count = Math.min(each.count, left);
    left -= count;
    memory = memory.plus(one.times(count));
    for (const claim of listAt(each.made, "volumeClaimTemplates")) {
      claims += count;
      storage = storage.plus((storageOf(claim) ?? Quantity.zero).times(count));
    }
  }
  return { claims, storage: storage.canonical, memory: memory.canonical };
}
