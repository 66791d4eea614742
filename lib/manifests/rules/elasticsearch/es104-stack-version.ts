// SPDX-License-Identifier: Apache-2.0
import { at } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { kindOf } from "../../set.ts";
import { stackKinds } from "./kinds.ts";
import { sampleElasticsearch, sampleKibana, sampleLogstash } from "./samples.ts";
import { compareVersions, readVersion, version } from "./versions.ts";

/** The oldest and the newest that the operator takes, by kind. */
const ranges: Readonly<Record<string, readonly [least: string, most: string]>> = {
  "Elasticsearch.elasticsearch.k8s.elastic.co": ["7.0.0", "9.99.99"],
  "Kibana.kibana.k8s.elastic.co": ["7.1.0", "9.99.99"],
  "Logstash.logstash.k8s.elastic.co": ["8.12.0", "9.99.99"],
  "Beat.beat.k8s.elastic.co": ["7.0.0", "9.99.99"],
  "Agent.agent.k8s.elastic.co": ["7.10.0", "9.99.99"],
  "ApmServer.apm.k8s.elastic.co": ["7.0.0", "9.99.99"],
  "EnterpriseSearch.enterprisesearch.k8s.elastic.co": ["7.7.0", "8.99.99"],
  "ElasticMapsServer.maps.k8s.elastic.co": ["7.11.0", "9.99.99"],
  "PackageRegistry.packageregistry.k8s.elastic.co": ["7.17.8", "9.99.99"],
  "AutoOpsAgentPolicy.autoops.k8s.elastic.co": ["9.2.4", "9.99.99"],
};
const endOfLife = version("8.0.0-0");

export const stackVersion: ObjectRule = {
  id: "ES104",
  name: "stack-version",
  severity: "error",
  scope: "object",
  kinds: stackKinds,
  what: "spec.version is a full version, as text, that the operator runs; not one that has come to its end (7.x).",
  why: "The operator reads three numbers and refuses the rest. A version of two numbers without quotes is a number in YAML.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/common/version/version.go:26",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/version/supported_versions.go",
  ],
  failing: [
    { title: "two numbers", objects: [sampleElasticsearch({ version: "9.4" })] },
    { title: "a number", objects: [sampleKibana({ version: 9.4 })] },
    { title: "too old for Logstash", objects: [sampleLogstash({ version: "8.11.4" })] },
    { title: "at its end", objects: [sampleElasticsearch({ version: "7.17.29" })] },
  ],
  passing: [
    { title: "of today", objects: [sampleElasticsearch(), sampleKibana(), sampleLogstash()] },
    { title: "a snapshot", objects: [sampleElasticsearch({ version: "9.5.0-SNAPSHOT" })] },
  ],
  *check(manifest, { settings }) {
    const written = at(manifest.value, "spec", "version");
    const kind = kindOf(manifest);
    const [least = "7.0.0", most = "9.99.99"] = Object.hasOwn(ranges, kind) ? (ranges[kind] ?? []) : [];
    const floor = manifest.kind === "AutoOpsAgentPolicy" && settings.license === "enterprise" ? "9.2.1" : least;
    const place = { path: ["spec", "version"], field: "version" };
    const read = readVersion(written);
    if (read === undefined) {
      yield {
        message: written === undefined ? "there is no version" : "the version has not the form that the operator reads",
        at: place,
        ...(typeof written === "string" || typeof written === "number" ? { seen: String(written) } : {}),
        allowed: "major.minor.patch, in quotes",
        hint: 'write it out, for example "9.4.3"',
      };
      return;
    }
    const seen = String(written);
    if (compareVersions(read, version(floor)) < 0 || compareVersions(read, version(most)) > 0)
      yield {
        message: `the operator does not run ${manifest.kind} ${seen}`,
        at: place,
        seen,
        allowed: `${floor} to ${most}`,
      };
    else if (compareVersions(read, endOfLife) < 0)
      yield {
        message: `${manifest.kind} ${seen} gets no fixes any more, and a later operator will not run it`,
        severity: "warning",
        at: place,
        seen,
        hint: "go to 8.19, then to 9",
      };
  },
};
