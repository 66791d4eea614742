// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Fields } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { budgetOf, expansion } from "../../operators/index.ts";
import type { ObjectRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { elasticsearchKind, kibanaKind, logstashKind } from "./kinds.ts";
import { labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleElasticsearch, sampleLogstash, sampleNodeSet } from "./samples.ts";

const long = { name: "a-team-of-many-people-and-long-words" };
const service = (name: string): Fields => ({ services: [{ name, service: { spec: { ports: [{ port: 5044 }] } } }] });

export const derivedName: ObjectRule = {
  id: "ES103",
  name: "elastic-derived-name",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind, kibanaKind, logstashKind],
  what: "The names that the operator makes from the object's name fit their limits, with ordinals and revisions of pods.",
  why:
    "A pod's labels hold its StatefulSet's name with a dash, a revision of ten characters, and the ordinal: 63 characters at most. Two " +
    "names that are allowed each can be too long together; then the operator refuses the cluster, or no pod ever comes.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/apis/elasticsearch/v1/name.go:104",
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  ],
  failing: [
    {
      title: "36 and 12 characters",
      objects: [sampleElasticsearch({ nodeSets: [sampleNodeSet({ name: "all-the-data" })] }, long)],
    },
    {
      title: "ten nodes have an ordinal of two digits",
      objects: [sampleElasticsearch({ nodeSets: [sampleNodeSet({ name: "all-nodes-0", count: 10 })] }, long)],
    },
    {
      title: "a Service of a Logstash",
      objects: [sampleLogstash(service("beats-from-all-the-machines"), long)],
    },
  ],
  passing: [
    {
      title: "36 and 11 characters, nine nodes",
      objects: [sampleElasticsearch({ nodeSets: [sampleNodeSet({ name: "all-nodes-0", count: 9 })] }, long)],
    },
    { title: "a Service with a short name", objects: [sampleLogstash(service("beats"), long)] },
  ],
  *check(manifest, { set }) {
    if (manifest.group === "elasticsearch.k8s.elastic.co") yield* statefulSets(manifest, set);
    for (const made of expansion(manifest, set)) {
      if (made.manifest.kind === "StatefulSet" && manifest.kind === "Elasticsearch") continue;
      const { subject, name, limit } = budgetOf(made);
      if (name.length <= limit) continue;
      yield {
        message: `${subject}, which the operator makes, has a name of ${name.length} characters`,
        at: { path: ["metadata", "name"], field: "metadata.name" },
        seen: name,
        allowed: `${limit} at most`,
        hint: `shorten the name by ${name.length - limit}`,
      };
    }
  },
};

/** As the operator counts: the digits of the count, not of the last ordinal, stand beside the revision. */
function* statefulSets(manifest: Manifest, set: ManifestSet): Iterable<Problem> {
  for (const each of nodeSetsOf(manifest, set)) {
    const name = `${manifest.name}-es-${each.name}`;
    const limit = 63 - 10 - 1 - String(each.count).length;
    if (each.name === "" || name.length <= limit) continue;
    yield {
      message: `the StatefulSet of ${labelOf(each)} gets a name of ${name.length} characters`,
      at: { path: [...each.path, "name"], field: "nodeSets.name" },
      seen: name,
      allowed: `${limit} at most, with ${each.count} nodes`,
      hint: `shorten the nodeSet's name or the cluster's by ${name.length - limit}`,
    };
  }
}
