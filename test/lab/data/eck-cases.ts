// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";
import { KafkaToElasticsearch } from "../../../lib/kubernetes/index.ts";
import { searchStack, stack, type StackOwner } from "./stacks.ts";

/** Custom resources of Elastic's kinds and what belongs to them, for one namespace. */
export interface EckCase {
  /** A part of names: a DNS label of at most 12 characters. */
  readonly title: string;
  objects(owner: StackOwner): readonly Fields[];
}

const podSecurity = { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } };
const containerSecurity = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

function resources(cpu: string, limit: string, memory: string): Fields {
  return { requests: { cpu, memory }, limits: { cpu: limit, memory } };
}

function claim(name: string, storage: string): Fields {
  return {
    metadata: { name },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
  };
}

export function elasticsearch(spec: Fields): Fields {
  return { apiVersion: "elasticsearch.k8s.elastic.co/v1", kind: "Elasticsearch", metadata: { name: "search" }, spec };
}

function kibana(spec: Fields, pod: Fields = {}): Fields {
  return {
    apiVersion: "kibana.k8s.elastic.co/v1",
    kind: "Kibana",
    metadata: { name: "search" },
    spec: {
      version: "9.4.3",
      count: 1,
      elasticsearchRef: { name: "search" },
      resources: resources("250m", "1", "2Gi"),
      podTemplate: { spec: { securityContext: podSecurity, ...pod } },
      ...spec,
    },
  };
}

function logstash(spec: Fields, init: readonly Fields[] = []): Fields {
  return {
    apiVersion: "logstash.k8s.elastic.co/v1alpha1",
    kind: "Logstash",
    metadata: { name: "sink" },
    spec: {
      version: "9.4.3",
      count: 1,
      elasticsearchRefs: [{ name: "search", clusterName: "eck" }],
      pipelines: [{ "pipeline.id": "main", "config.string": "input { } output { }" }],
      resources: resources("250m", "500m", "1Gi"),
      podTemplate: {
        spec: {
          securityContext: { ...podSecurity, runAsUser: 1000 },
          containers: [{ name: "logstash", securityContext: containerSecurity }],
          initContainers: [{ name: "logstash-internal-init-config", securityContext: containerSecurity }, ...init],
        },
      },
      ...spec,
    },
  };
}

/** One node and nothing else; as little said as the guard rails allow. */
export const plain: EckCase = {
  title: "plain",
  objects: () => [
    elasticsearch({
      version: "9.4.3",
      nodeSets: [{ name: "all", count: 1, resources: resources("500m", "1", "2Gi") }],
    }),
  ],
};

/** Three nodes over zones, users and secure settings from Secrets, Kibana, Logstash. */
export const reference: EckCase = {
  title: "reference",
  objects: () => [
    elasticsearch({
      version: "9.4.3",
      auth: { fileRealm: [{ secretName: "es-user" }] },
      secureSettings: [{ secretName: "es-s3" }],
      updateStrategy: { changeBudget: { maxUnavailable: 1, maxSurge: 1 } },
      nodeSets: [
        {
          name: "all",
          count: 3,
          resources: resources("1", "2", "4Gi"),
          zoneAwareness: {},
          config: { "node.roles": ["master", "data", "ingest"], "node.store.allow_mmap": false },
          volumeClaimTemplates: [claim("elasticsearch-data", "20Gi")],
        },
      ],
    }),
    kibana({}),
    logstash({ volumeClaimTemplates: [claim("logstash-data", "2Gi")] }),
  ],
};

/** All that the tables make depend on something, the other way round; claims that stay. */
const odd: EckCase = {
  title: "odd",
  objects: () => [
    elasticsearch({
      version: "8.17.0",
      auth: { disableElasticUser: true },
      secureSettings: [{ secretName: "es-s3" }],
      podDisruptionBudget: {},
      remoteClusterServer: { enabled: true },
      volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
      http: { service: { spec: { type: "ClusterIP" } }, tls: { selfSignedCertificate: { disabled: true } } },
      nodeSets: [
        {
          name: "masters",
          count: 3,
          config: { "node.roles": ["master"] },
          podTemplate: {
            spec: {
              securityContext: podSecurity,
              containers: [{ name: "elasticsearch", resources: resources("100m", "1", "1Gi") }],
              initContainers: [
                { name: "elastic-internal-init-filesystem", resources: resources("50m", "100m", "64Mi") },
                { name: "own", command: ["true"] },
              ],
              volumes: [{ name: "elasticsearch-data", emptyDir: {} }],
            },
          },
        },
        {
          name: "data",
          count: 2,
          config: { "node.roles": ["data", "remote_cluster_client"] },
          resources: resources("1", "1", "2Gi"),
        },
      ],
    }),
    kibana(
      {
        version: "8.17.0",
        count: 2,
        http: { tls: { selfSignedCertificate: { disabled: true } } },
        secureSettings: [{ secretName: "es-s3" }],
      },
      { initContainers: [{ name: "elastic-internal-init-keystore" }] },
    ),
    logstash(
      {
        version: "8.17.0",
        count: 2,
        secureSettings: [{ secretName: "es-s3" }],
        services: [{ name: "beats", service: { spec: { ports: [{ port: 5044, protocol: "TCP" }] } } }],
      },
      [{ name: "elastic-internal-init-keystore", securityContext: containerSecurity }],
    ),
  ],
};

export const eckCases: readonly EckCase[] = [
  plain,
  reference,
  odd,
  ...(["demo", "small", "ha"] as const).map((size) => ({
    title: size,
    objects: (owner: StackOwner): readonly Fields[] => {
      const bridge = stack(`bridge ${size}`, (chart) => {
        const elasticsearch = { name: "search" };
        new KafkaToElasticsearch(chart, "Sink", {
          ...owner,
          name: "sink",
          kafka: { name: "bus" },
          elasticsearch,
          topics: ["events"],
          size,
        });
      });
      return [...searchStack(owner, size).objects, ...bridge.objects.filter(({ kind }) => kind === "Logstash")];
    },
  })),
];

/** What a pod template must say that the operator does not. */
export interface Opening extends EckCase {
  /** Rules that find it. */
  readonly rules: readonly string[];
  /** Part of what refuses it says. */
  readonly refusal: string;
}

const small = elasticsearch({
  version: "9.4.3",
  nodeSets: [{ name: "all", count: 1, resources: resources("500m", "1", "2Gi") }],
});
const opening = (title: string, objects: readonly Fields[], rules: readonly string[], refusal: string): Opening => ({
  title,
  objects: () => objects,
  rules,
  refusal,
});

export const openings: readonly Opening[] = [
  opening("kb-nonroot", [small, kibana({ podTemplate: {} })], ["run-as-non-root"], "runAsNonRoot != true"),
  opening(
    "ls-security",
    [small, logstash({ podTemplate: {} })],
    ["drop-capabilities", "privilege-escalation", "run-as-non-root"],
    "allowPrivilegeEscalation != false",
  ),
];

/** Secrets that the objects name and neither they nor the operator make: users with a password, secure settings with an entry. */
export function secretsOf(objects: readonly Fields[], made: readonly string[]): Fields[] {
  const text = JSON.stringify(objects);
  const named = [...text.matchAll(/"secretName":"([^"]+)"/g)].map(([, name]) => name ?? "");
  const there = new Set([...made, ...objects.filter(({ kind }) => kind === "Secret").map((each) => nameOf(each))]);
  return [...new Set(named)]
    .filter((name) => !there.has(name))
    .map((name) => ({
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/basic-auth",
      metadata: { name },
      stringData: { username: name, password: "of-a-test", roles: "viewer" },
    }));
}

function nameOf(object: Fields): unknown {
  return (object["metadata"] as Fields)["name"];
}
