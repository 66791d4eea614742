// SPDX-License-Identifier: Apache-2.0
import { nearest } from "../../../model/light.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearches, elasticsearchRefs, findElasticsearch, stackKinds } from "./kinds.ts";
import { sampleElasticsearch, sampleKibana, sampleLogstash } from "./samples.ts";

export const elasticsearchMissing: ObjectRule = {
  id: "ES127",
  name: "elasticsearch-missing",
  severity: "warning",
  scope: "object",
  kinds: stackKinds,
  what: "An elasticsearchRef names an Elasticsearch that is there, where any of that namespace is known.",
  why: "The operator waits for it and makes no pods; the association stays Pending.",
  sources: ["https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/connect-to-external-elastic-resources"],
  failing: [
    { title: "a slip", objects: [sampleElasticsearch(), sampleKibana({ elasticsearchRef: { name: "serach" } })] },
    {
      title: "in its own namespace",
      objects: [
        sampleElasticsearch({}, { namespace: "team-a" }),
        sampleElasticsearch({}, { name: "logs", namespace: "team-b" }),
        sampleLogstash({}, { namespace: "team-b" }),
      ],
    },
  ],
  passing: [
    { title: "it is there", objects: [sampleElasticsearch(), sampleKibana()] },
    { title: "none is known", objects: [sampleKibana()] },
    {
      title: "one that runs elsewhere, by its Secret",
      objects: [sampleElasticsearch(), sampleKibana({ elasticsearchRef: { secretName: "external" } })],
    },
  ],
  *check(manifest, { set }) {
    for (const { name, namespace, path } of elasticsearchRefs(manifest)) {
      const known = elasticsearches(set).filter((each) => each.namespace === namespace);
      if (known.length === 0 || findElasticsearch(set, namespace, name) !== undefined) continue;
      const names = known.map((each) => each.name);
      yield {
        message: `there is no Elasticsearch ${name} in namespace ${namespace}`,
        at: { path: [...path, "name"], field: "elasticsearchRef.name" },
        seen: name,
        allowed: [...new Set([...nearest(name, names), ...names])].slice(0, 5).join(", "),
        hint: "name the one that it is for, or its namespace besides",
      };
    }
  },
};
