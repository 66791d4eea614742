// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterOf, replicasOf, requestsOf } from "./bootstrap.ts";
import { amount, countDataNodes } from "./node-sets.ts";
import { sampleBootstrap, sampleElasticsearch, sampleNodes, sampleRequest } from "./samples.ts";

const template = (settings: Fields): Fields =>
  sampleRequest("/_index_template/events", { index_patterns: ["events-*"], template: { settings } });
const one = sampleNodes({ count: 1 });

export const replicasWithoutNodes: ObjectRule = {
  id: "ES128",
  name: "replicas-without-nodes",
  severity: "error",
  scope: "object",
  kinds: ["ConfigMap"],
  what: "Index templates ask for fewer replicas than the cluster has data nodes.",
  why:
    "A copy never lies on the node of another. Copies without a node keep the health yellow for good; of several nodes the disruption " +
    "budget then lets none go, and the machines cannot be serviced.",
  sources: [
    "https://www.elastic.co/docs/reference/elasticsearch/index-settings/index-modules",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/pod-disruption-budget",
  ],
  failing: [
    {
      title: "three copies beside the first, three nodes",
      objects: [sampleElasticsearch(), sampleBootstrap(template({ "index.number_of_replicas": 3 }))],
    },
    {
      title: "nested, as text",
      objects: [one, sampleBootstrap(template({ index: { number_of_replicas: "1" } }))],
    },
    { title: "one node, and nothing said: one copy", objects: [one, sampleBootstrap(template({}))] },
    {
      title: "a phase of a policy",
      objects: [
        one,
        sampleBootstrap(
          sampleRequest("/_ilm/policy/events", {
            policy: { phases: { warm: { actions: { allocate: { number_of_replicas: 1 } } } } },
          }),
        ),
      ],
    },
  ],
  passing: [
    {
      title: "two beside the first",
      objects: [sampleElasticsearch(), sampleBootstrap(template({ number_of_replicas: 2 }))],
    },
    {
      title: "as many as there are nodes for",
      objects: [one, sampleBootstrap(template({ "index.auto_expand_replicas": "0-1", number_of_replicas: 1 }))],
    },
    { title: "no copies", objects: [one, sampleBootstrap(template({ index: { number_of_replicas: 0 } }))] },
    { title: "a cluster that is not known here", objects: [sampleBootstrap(template({ number_of_replicas: 9 }))] },
  ],
  *check(manifest, { set }) {
    const cluster = clusterOf(manifest, set);
    if (cluster === undefined) return;
    const nodes = countDataNodes(cluster, set);
    if (nodes === 0) return;
    for (const request of requestsOf(manifest)) {
      const found = replicasOf(request);
      if (found === undefined || (found.count ?? 1) < nodes) continue;
      yield {
        message:
          `${request.target} ${found.count === undefined ? "says nothing of replicas, which is" : "asks for"} ` +
          `${amount(found.count ?? 1, "replica")}, and Elasticsearch ${cluster.name} has ${amount(nodes, "data node")}`,
        severity: found.count === undefined ? "warning" : "error",
        at: { path: request.path, field: "number_of_replicas" },
        seen: found.seen,
        allowed: nodes === 1 ? "0" : `0 to ${nodes - 1}`,
        hint: `set index.number_of_replicas to ${nodes - 1}, or index.auto_expand_replicas to "0-1"`,
      };
    }
  },
};
