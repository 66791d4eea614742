// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { replicasOf, requestsFor } from "./bootstrap.ts";
import { elasticsearchKind } from "./kinds.ts";
import { amount, countDataNodes, nodeSetsOf } from "./node-sets.ts";
import { sampleBootstrap, sampleNodes, sampleRequest } from "./samples.ts";

const replicas = (count: number): Fields =>
  sampleBootstrap(
    sampleRequest("/_index_template/events", {
      index_patterns: ["events-*"],
      template: { settings: { number_of_replicas: count } },
    }),
  );

export const scaledBelowReplicas: ObjectRule = {
  id: "ES206",
  name: "scaled-below-replicas",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A cluster keeps more data nodes than its indices have replicas.",
  why:
    "Before a node goes, the operator waits until its shards lie elsewhere. A copy whose others lie on every node that stays has nowhere " +
    "to go, so the wait has no end. Where no template is known, one replica is supposed, which is the default.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/driver/stateful/downscale.go",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/nodes-orchestration",
  ],
  failing: [
    {
      title: "to two nodes, with two replicas",
      objects: [sampleNodes({ count: 2 }), replicas(2)],
      earlier: [sampleNodes({ count: 3 })],
    },
    {
      title: "to one node, with the default",
      objects: [sampleNodes({ count: 1 })],
      earlier: [sampleNodes({ count: 3 })],
    },
  ],
  passing: [
    {
      title: "to three nodes, with two replicas",
      objects: [sampleNodes({ count: 3 }), replicas(2)],
      earlier: [sampleNodes({ count: 5 })],
    },
    {
      title: "to one node, without copies",
      objects: [sampleNodes({ count: 1 }), replicas(0)],
      earlier: [sampleNodes()],
    },
    { title: "it was so", objects: [sampleNodes({ count: 1 })], earlier: [sampleNodes({ count: 1 })] },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest);
    if (earlier === undefined) return;
    const [now, then] = [countDataNodes(manifest, set), countDataNodes(earlier, set)];
    const known = requestsFor(manifest, set).flatMap((request) => replicasOf(request) ?? []);
    const most = known.length === 0 ? 1 : known.reduce((sum, { count }) => Math.max(sum, count ?? 1), 0);
    if (now >= then || now > most || then <= most) return;
    const [first] = nodeSetsOf(manifest, set).filter(({ roles }) => roles.holdsData);
    yield {
      message:
        `${then} data nodes become ${now}, and ${known.length === 0 ? "by default" : "by its templates"} ` +
        `an index has ${amount(most, "replica")}`,
      severity: known.length === 0 ? "warning" : "error",
      at: { path: [...(first?.path ?? ["spec", "nodeSets"]), "count"], field: "nodeSets.count" },
      seen: amount(now, "data node"),
      allowed: `${most + 1} or more`,
      hint: `set number_of_replicas of all indices to ${Math.max(0, now - 1)} first, those that are there too`,
    };
  },
};
