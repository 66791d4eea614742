// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { at, fieldsAt, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ManifestSet } from "../../settings.ts";

export const elasticsearchKind = "Elasticsearch.elasticsearch.k8s.elastic.co";
export const kibanaKind = "Kibana.kibana.k8s.elastic.co";
export const logstashKind = "Logstash.logstash.k8s.elastic.co";

/** Kinds that run a program of the stack, and so have a version. */
export const stackKinds: readonly string[] = [
  elasticsearchKind,
  kibanaKind,
  logstashKind,
  "Beat.beat.k8s.elastic.co",
  "Agent.agent.k8s.elastic.co",
  "ApmServer.apm.k8s.elastic.co",
  "EnterpriseSearch.enterprisesearch.k8s.elastic.co",
  "ElasticMapsServer.maps.k8s.elastic.co",
  "PackageRegistry.packageregistry.k8s.elastic.co",
  "AutoOpsAgentPolicy.autoops.k8s.elastic.co",
];

/** Any other kind of the operator's. */
export const otherKinds: readonly string[] = [
  "ElasticsearchAutoscaler.autoscaling.k8s.elastic.co",
  "StackConfigPolicy.stackconfigpolicy.k8s.elastic.co",
];

/** "true" lets an older version pass, for who knows what that does. */
export const downgradeAnnotation = "eck.k8s.elastic.co/disable-downgrade-validation";

export function elasticsearches(set: ManifestSet): readonly Manifest[] {
  return set.of("elasticsearch.k8s.elastic.co", "Elasticsearch");
}

export function findElasticsearch(set: ManifestSet, namespace: string, name: string): Manifest | undefined {
  return elasticsearches(set).find((each) => each.name === name && each.namespace === namespace);
}

export interface Reference {
  readonly name: string;
  readonly namespace: string;
  /** Way to the mapping that names it. */
  readonly path: Path;
}

/** The Elasticsearch clusters that this one is connected to by name; those named by a Secret run elsewhere. */
export function elasticsearchRefs({ value, namespace }: Manifest): readonly Reference[] {
  const one = fieldsAt(value, "spec", "elasticsearchRef");
  const found: [unknown, Path][] = one === undefined ? [] : [[one, ["spec", "elasticsearchRef"]]];
  for (const [index, each] of listAt(value, "spec", "elasticsearchRefs").entries())
    found.push([each, ["spec", "elasticsearchRefs", index]]);
  return found.flatMap(([reference, path]) => {
    const name = textAt(reference, "name");
    return name ? [{ name, namespace: textAt(reference, "namespace") || namespace, path }] : [];
  });
}

/** An autoscaler writes counts and sizes of its node sets itself. */
export function isAutoscaled({ name, namespace }: Manifest, set: ManifestSet): boolean {
  return set
    .of("autoscaling.k8s.elastic.co", "ElasticsearchAutoscaler")
    .some((each) => each.namespace === namespace && at(each.value, "spec", "elasticsearchRef", "name") === name);
}
