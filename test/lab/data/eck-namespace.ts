// SPDX-License-Identifier: Apache-2.0
import type { Kubernetes } from "../../../lib/live/index.ts";
import { type Fields, Manifest, type ManifestSet } from "../../../lib/manifests/index.ts";
import { expansion } from "../../../lib/manifests/operators/index.ts";

// A namespace with the operator's objects in it, and what is said about them before.

const roots: Readonly<Record<string, string>> = {
  Secret: "/api/v1",
  ConfigMap: "/api/v1",
  Service: "/api/v1",
  PersistentVolumeClaim: "/api/v1",
  Pod: "/api/v1",
  Job: "/apis/batch/v1",
  StatefulSet: "/apis/apps/v1",
  Deployment: "/apis/apps/v1",
  PodDisruptionBudget: "/apis/policy/v1",
  Elasticsearch: "/apis/elasticsearch.k8s.elastic.co/v1",
  Kibana: "/apis/kibana.k8s.elastic.co/v1",
  Logstash: "/apis/logstash.k8s.elastic.co/v1alpha1",
};
const plurals: Readonly<Record<string, string>> = { Elasticsearch: "elasticsearches", Logstash: "logstashes" };

export function pathOf(kind: string, namespace: string): string {
  return `${roots[kind] ?? ""}/namespaces/${namespace}/${plurals[kind] ?? `${kind.toLowerCase()}s`}`;
}

export const customKinds = ["Elasticsearch", "Kibana", "Logstash"] as const;
export const madeKinds = [
  "Secret",
  "ConfigMap",
  "Service",
  "StatefulSet",
  "Deployment",
  "PodDisruptionBudget",
] as const;

/** What the tables say the operator will make of these. */
export function predicted(set: ManifestSet): readonly Manifest[] {
  return set.manifests.flatMap((each) => expansion(each, set).map(({ manifest }) => manifest));
}

/** Objects of a kind that nobody of the test has made. */
export async function found(
  cluster: Kubernetes,
  namespace: string,
  kind: string,
  own: readonly Fields[] = [],
): Promise<readonly Manifest[]> {
  const known = new Set([...own.map((each) => new Manifest(each).subject), "ConfigMap kube-root-ca.crt"]);
  const items = await cluster.list<Fields>(pathOf(kind, namespace));
  const path = roots[kind]?.replace(/^\/apis?\//, "") ?? "";
  return items
    .map((item) => new Manifest({ ...item, kind, apiVersion: path }))
    .filter(({ subject }) => !known.has(subject));
}

export interface ContainerFacts {
  readonly name: string;
  readonly image: unknown;
  readonly resources: unknown;
  readonly securityContext: unknown;
}

/** What admission looks at, of each container in its order; what is empty is left out, as it means the same. */
export function containersOf(manifest: Manifest): readonly ContainerFacts[] {
  return (manifest.pod?.containers ?? []).map(({ name, value }) => ({
    name,
    image: value["image"],
    resources: value["resources"] ?? {},
    securityContext: value["securityContext"] ?? {},
  }));
}
