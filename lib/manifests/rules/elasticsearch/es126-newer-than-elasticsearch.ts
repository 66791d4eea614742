// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchRefs, findElasticsearch, stackKinds } from "./kinds.ts";
import { sampleElasticsearch, sampleKibana, sampleLogstash } from "./samples.ts";
import { compareVersions, readVersion } from "./versions.ts";

export const newerThanElasticsearch: ObjectRule = {
  id: "ES126",
  name: "newer-than-elasticsearch",
  severity: "error",
  scope: "object",
  kinds: stackKinds,
  what: "Kibana, Logstash and the others are not of a later minor version than the Elasticsearch that they talk to.",
  why: "The operator waits with them until the Elasticsearch is as new, without an error: there are no pods, and an event says why.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/association/conf.go:131 (AllowVersion)",
    "https://www.elastic.co/support/matrix#matrix_compatibility",
  ],
  failing: [
    { title: "a Kibana", objects: [sampleElasticsearch({ version: "9.3.2" }), sampleKibana()] },
    { title: "a Logstash of the next major", objects: [sampleElasticsearch({ version: "8.19.6" }), sampleLogstash()] },
  ],
  passing: [
    { title: "a later patch", objects: [sampleElasticsearch({ version: "9.4.1" }), sampleKibana()] },
    { title: "an older Logstash", objects: [sampleElasticsearch(), sampleLogstash({ version: "9.3.0" })] },
    { title: "an Elasticsearch that is not known here", objects: [sampleKibana()] },
  ],
  *check(manifest, { set }) {
    const written = textAt(manifest.value, "spec", "version");
    const own = readVersion(written);
    if (own === undefined) return;
    for (const { name, namespace } of elasticsearchRefs(manifest)) {
      const target = textAt(findElasticsearch(set, namespace, name)?.value, "spec", "version");
      const theirs = readVersion(target);
      if (theirs === undefined || compareVersions(theirs, own) >= 0) continue;
      if (theirs.numbers[0] === own.numbers[0] && theirs.numbers[1] === own.numbers[1]) continue;
      yield {
        message: `${manifest.kind} ${written} is newer than Elasticsearch ${name}, which is ${target}`,
        at: { path: ["spec", "version"], field: "version" },
        seen: written,
        allowed: `${target} or older`,
        hint: "raise the version of the Elasticsearch first",
      };
    }
  },
};
