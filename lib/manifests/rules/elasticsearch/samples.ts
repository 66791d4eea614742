// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";

// What the examples of these rules are made of. Every one passes all of them; `over` is laid over its fields.

export function sampleClaimTemplate(
  storage: string | undefined,
  spec: Fields = {},
  name = "elasticsearch-data",
): Fields {
  return {
    metadata: { name },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: storage === undefined ? {} : { storage } },
      ...spec,
    },
  };
}

export function sampleNodeSet(over: Fields = {}): Fields {
  return {
    name: "all",
    count: 3,
    resources: { requests: { cpu: "1", memory: "4Gi" }, limits: { cpu: "2", memory: "4Gi" } },
    config: { "node.roles": ["master", "data", "ingest"], "node.store.allow_mmap": false },
    podTemplate: {
      spec: {
        securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
        containers: [{ name: "elasticsearch" }],
      },
    },
    volumeClaimTemplates: [sampleClaimTemplate("20Gi")],
    ...over,
  };
}

/** The configuration of the sample's nodes with `over` laid over it. */
export function sampleConfig(over: Fields): Fields {
  return { config: { "node.store.allow_mmap": false, ...over } };
}

export function sampleElasticsearch(spec: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "elasticsearch.k8s.elastic.co/v1",
    kind: "Elasticsearch",
    metadata: { name: "search", ...metadata },
    spec: {
      version: "9.4.3",
      updateStrategy: { changeBudget: { maxUnavailable: 1, maxSurge: 1 } },
      nodeSets: [sampleNodeSet()],
      ...spec,
    },
  };
}

/** A cluster of these node sets, each laid over the sample's; of one without changes when there are none. */
export function sampleNodes(...sets: readonly Fields[]): Fields {
  return sampleElasticsearch({ nodeSets: (sets.length === 0 ? [{}] : sets).map((over) => sampleNodeSet(over)) });
}

/** One node set whose ES_JAVA_OPTS are these. */
export function sampleHeap(options: string, memory = "4Gi"): Fields {
  const container = { name: "elasticsearch", env: [{ name: "ES_JAVA_OPTS", value: options }] };
  return sampleNodes({
    resources: { requests: { cpu: "1", memory }, limits: { cpu: "2", memory } },
    podTemplate: { spec: { containers: [container] } },
  });
}

export function sampleKibana(spec: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "kibana.k8s.elastic.co/v1",
    kind: "Kibana",
    metadata: { name: "search", ...metadata },
    spec: { version: "9.4.3", count: 1, elasticsearchRef: { name: "search" }, ...spec },
  };
}

export function sampleLogstash(spec: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: "logstash.k8s.elastic.co/v1alpha1",
    kind: "Logstash",
    metadata: { name: "sink", ...metadata },
    spec: { version: "9.4.3", count: 1, elasticsearchRefs: [{ name: "search", clusterName: "eck" }], ...spec },
  };
}

/** A request of the Job that prepares a cluster. */
export function sampleRequest(path: string, body: Fields): Fields {
  return { method: "PUT", path, body };
}

/** Requests of that Job, in their order. */
export function sampleBootstrap(...requests: readonly Fields[]): Fields {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "search-bootstrap", labels: { "bivouac.dev/elasticsearch": "search" } },
    data: Object.fromEntries(requests.map((each, index) => [`0${index}-request.json`, JSON.stringify(each)])),
  };
}
