// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { at, budgets, type Fields, Manifest, manifestSet } from "../../../lib/manifests/index.ts";
import { expandedKinds, expansion, longestName, type Made } from "../../../lib/manifests/operators/index.ts";

// What the tables say. That the operator does it, and nothing else, is shown by test/lab/data/eck.test.ts.

const both = { requests: { cpu: "1", memory: "4Gi" }, limits: { cpu: "2", memory: "4Gi" } };

function custom(kind: string, spec: Fields, metadata: Fields = {}): Manifest {
  const apiVersions: Readonly<Record<string, string>> = {
    Elasticsearch: "elasticsearch.k8s.elastic.co/v1",
    Kibana: "kibana.k8s.elastic.co/v1",
    Logstash: "logstash.k8s.elastic.co/v1alpha1",
  };
  const value = { apiVersion: apiVersions[kind], kind, metadata: { name: "search", namespace: "team", ...metadata } };
  return new Manifest({ ...value, spec: { version: "9.4.3", ...spec } });
}

function expanded(owner: Manifest): readonly Made[] {
  return expansion(owner, manifestSet([owner]));
}

function listed(owner: Manifest): string[] {
  return expanded(owner).map(({ manifest }) => `${manifest.kind} ${manifest.name}`);
}

function pod(owner: Manifest, kind = "StatefulSet"): Fields {
  return expanded(owner).find(({ manifest }) => manifest.kind === kind)?.manifest.pod?.spec ?? {};
}

const small = { nodeSets: [{ name: "all", count: 1 }] };

test("an Elasticsearch with one nodeSet makes these objects, in this order", () => {
  expect(listed(custom("Elasticsearch", small))).toEqual([
    "ConfigMap search-es-scripts",
    "Service search-es-transport",
    "Service search-es-http",
    "Service search-es-internal-http",
    "Secret search-es-elastic-user",
    "Secret search-es-internal-users",
    "Secret search-es-xpack-file-realm",
    "Secret search-es-http-ca-internal",
    "Secret search-es-http-certs-internal",
    "Secret search-es-http-certs-public",
    "Secret search-es-transport-ca-internal",
    "Secret search-es-transport-certs-public",
    "Secret search-es-all-es-transport-certs",
    "Secret search-es-remote-ca",
    "ConfigMap search-es-unicast-hosts",
    "Secret search-es-file-settings",
    "Secret search-es-all-es-config",
    "Service search-es-all",
    "StatefulSet search-es-all",
    "PodDisruptionBudget search-es-default",
  ]);
});

test.each<[what: string, spec: Fields, more: readonly string[], fewer: readonly string[]]>([
  ["secure settings", { secureSettings: [{ secretName: "s3" }] }, ["Secret search-es-secure-settings"], []],
  ["a remote cluster server", { remoteClusterServer: { enabled: true } }, ["Service search-es-remote-cluster"], []],
  ["no elastic user", { auth: { disableElasticUser: true } }, [], ["Secret search-es-elastic-user"]],
  ["no budget", { podDisruptionBudget: {} }, [], ["PodDisruptionBudget search-es-default"]],
  ["a budget of its own", { podDisruptionBudget: { spec: { minAvailable: 2 } } }, [], []],
  ["an older version", { version: "8.6.0" }, [], ["Secret search-es-file-settings"]],
  [
    "another nodeSet",
    { nodeSets: [...small.nodeSets, { name: "hot", count: 2 }] },
    [
      "Secret search-es-hot-es-transport-certs",
      "Secret search-es-hot-es-config",
      "Service search-es-hot",
      "StatefulSet search-es-hot",
    ],
    [],
  ],
])("Elasticsearch with %s", (_, spec, more, fewer) => {
  const plain = listed(custom("Elasticsearch", small));
  const made = listed(custom("Elasticsearch", { ...small, ...spec }));
  expect(made.filter((each) => !plain.includes(each))).toEqual(more);
  expect(plain.filter((each) => !made.includes(each))).toEqual(fewer);
});

test("a Kibana and a Logstash make these objects, the users of the Elasticsearch where it stands", () => {
  const kibana = custom("Kibana", { count: 1, elasticsearchRef: { name: "search", namespace: "data" } });
  expect(listed(kibana)).toEqual([
    "Secret search-kb-es-ca",
    "Secret search-kibana-user",
    "Secret team-search-kibana-user",
    "Service search-kb-http",
    "Secret search-kb-http-ca-internal",
    "Secret search-kb-http-certs-internal",
    "Secret search-kb-http-certs-public",
    "Secret search-kb-config",
    "ConfigMap search-kb-scripts",
    "Deployment search-kb",
  ]);
  const logstash = custom("Logstash", { count: 1, elasticsearchRefs: [{ name: "search", clusterName: "eck" }] });
  expect(listed(logstash)).toEqual([
    "Secret search-logstash-es-team-search-ca",
    "Secret search-team-search-logstash-user",
    "Secret team-search-team-search-logstash-user",
    "Service search-ls-api",
    "Secret search-ls-http-ca-internal",
    "Secret search-ls-http-certs-internal",
    "Secret search-ls-http-certs-public",
    "Secret search-ls-config",
    "Secret search-ls-pipeline",
    "StatefulSet search-ls",
  ]);
  const elsewhere = expanded(kibana).filter(({ manifest }) => manifest.namespace !== "team");
  expect(elsewhere.map(({ manifest }) => [manifest.namespace, manifest.name])).toEqual([
    ["data", "team-search-kibana-user"],
  ]);
});

test("an Elasticsearch outside the cluster takes no Secrets; without TLS there are no certificates", () => {
  const off = { selfSignedCertificate: { disabled: true } };
  expect(listed(custom("Kibana", { elasticsearchRef: { secretName: "es" }, http: { tls: off } }))).toEqual([
    "Service search-kb-http",
    "Secret search-kb-config",
    "ConfigMap search-kb-scripts",
    "Deployment search-kb",
  ]);
  const services = [
    { name: "api", tls: off },
    { name: "beats", service: { spec: { type: "LoadBalancer", ports: [{ port: 5044 }] } } },
  ];
  expect(listed(custom("Logstash", { services }))).toEqual([
    "Service search-ls-api",
    "Service search-ls-beats",
    "Secret search-ls-config",
    "Secret search-ls-pipeline",
    "StatefulSet search-ls",
  ]);
});

test("every container has resources as the operator gives them", () => {
  const spec = { nodeSets: [{ name: "all", count: 1, resources: both }], secureSettings: [{ secretName: "s3" }] };
  expect(resourcesOf(pod(custom("Elasticsearch", spec)))).toEqual({
    "elastic-internal-init-filesystem": same("100m", "50Mi"),
    "elastic-internal-init-keystore": same("500m", "196Mi"),
    "elastic-internal-suspend": both,
    elasticsearch: both,
  });
  const more = { resources: both, secureSettings: [{ secretName: "s3" }] };
  expect(resourcesOf(pod(custom("Kibana", more), "Deployment"))).toEqual({
    "elastic-internal-init-keystore": same("100m", "128Mi"),
    "elastic-internal-init": same("100m", "50Mi"),
    kibana: both,
  });
  expect(resourcesOf(pod(custom("Logstash", { secureSettings: [{ secretName: "s3" }] })))).toEqual({
    "logstash-internal-init-config": same("100m", "50Mi"),
    "elastic-internal-init-keystore": same("1", "1Gi"),
    logstash: { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } },
  });
});

const memory = (text: string): Fields => ({ requests: { memory: text }, limits: { memory: text } });

test.each<[what: string, own: Fields | undefined, short: Fields | undefined, result: Fields]>([
  ["nothing: memory only", undefined, undefined, memory("2Gi")],
  ["those of the template", both, undefined, both],
  ["the short form", undefined, both, both],
  ["one side: the other stays away", undefined, { limits: { cpu: "1" } }, { limits: { cpu: "1" } }],
  [
    "both: the short form wins by the key",
    { requests: { cpu: "3", memory: "8Gi" } },
    { requests: { memory: "4Gi" }, limits: { memory: "4Gi" } },
    { requests: { cpu: "3", memory: "4Gi" }, limits: { memory: "4Gi" } },
  ],
  ["an empty list, for a LimitRange", { requests: {} }, undefined, { requests: {} }],
])("resources of the main container from %s", (_, own, short, result) => {
  const podTemplate = own && { spec: { containers: [{ name: "elasticsearch", resources: own }] } };
  const spec = { nodeSets: [{ name: "all", count: 1, resources: short, podTemplate }] };
  expect(resourcesOf(pod(custom("Elasticsearch", spec)))["elasticsearch"]).toEqual(result);
});

test("an init container of the operator's name is merged, and keeps its own security context", () => {
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
  const mine = { name: "logstash-internal-init-config", securityContext };
  const podTemplate = { spec: { initContainers: [{ name: "mine", image: "own:1" }, mine] } };
  expect(pod(custom("Logstash", { podTemplate }))["initContainers"]).toEqual([
    { ...mine, image: "docker.elastic.co/logstash/logstash:9.4.3", resources: same("100m", "50Mi") },
    {
      name: "mine",
      image: "own:1",
      resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } },
    },
  ]);
});

test("claims: the operator's own, the template's, or a volume instead", () => {
  const claims = (set: Fields): unknown => {
    const made = expanded(custom("Elasticsearch", { nodeSets: [{ name: "all", count: 1, ...set }] }));
    const found = made.find(({ manifest }) => manifest.kind === "StatefulSet");
    return at(found?.manifest.value, "spec", "volumeClaimTemplates");
  };
  const own = [{ metadata: { name: "elasticsearch-data" }, spec: { resources: { requests: { storage: "20Gi" } } } }];
  expect(claims({})).toMatchObject([{ spec: { resources: { requests: { storage: "1Gi" } } } }]);
  expect(claims({ volumeClaimTemplates: own })).toBe(own);
  expect(claims({ podTemplate: { spec: { volumes: [{ name: "elasticsearch-data", emptyDir: {} }] } } })).toEqual([]);
});

test("how many pods stand besides while a nodeSet is replaced by one of another name", () => {
  const surges = (changeBudget: Fields): unknown[] =>
    expanded(
      custom("Elasticsearch", {
        nodeSets: [
          { name: "all", count: 3 },
          { name: "hot", count: 1 },
        ],
        updateStrategy: { changeBudget },
      }),
    ).flatMap(({ surge }) => surge ?? []);
  expect(surges({})).toEqual([3, 1]);
  expect(surges({ maxSurge: -1 })).toEqual([3, 1]);
  expect(surges({ maxSurge: 2 })).toEqual([2, 1]);
  expect(surges({ maxSurge: 0 })).toEqual([0, 0]);
});

test("quota arithmetic takes what is made as it takes what is written", () => {
  const claim = { metadata: { name: "elasticsearch-data" }, spec: { resources: { requests: { storage: "20Gi" } } } };
  const es = custom("Elasticsearch", {
    nodeSets: [{ name: "all", count: 3, resources: both, volumeClaimTemplates: [claim] }],
  });
  const hard = Object.fromEntries(
    ["requests.cpu", "limits.memory", "pods", "persistentvolumeclaims", "requests.storage", "secrets"].map((key) => [
      key,
      "1000",
    ]),
  );
  const quota = new Manifest({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "quota", namespace: "team" },
    spec: { hard },
  });
  const set = manifestSet([quota, ...expanded(es).map(({ manifest }) => manifest)]);
  const rows = budgets(set).get("team")?.fits()[0]?.rows ?? [];
  expect(Object.fromEntries(rows.map(({ resource, needed }) => [resource, needed.toString()]))).toEqual({
    "requests.cpu": "3",
    "limits.memory": "12Gi",
    pods: "3",
    persistentvolumeclaims: "3",
    "requests.storage": "60Gi",
    secrets: "12",
  });
});

test("the longest name: of an Elasticsearch that of a StatefulSet, once its pods carry a revision", () => {
  const longest = longestName(
    expanded(custom("Elasticsearch", { nodeSets: [{ name: "n".repeat(23), count: 3 }] }, { name: "e".repeat(25) })),
  );
  expect(longest).toEqual({
    subject: `StatefulSet.apps ${"e".repeat(25)}-es-${"n".repeat(23)}`,
    name: `${"e".repeat(25)}-es-${"n".repeat(23)}-0123456789`,
    limit: 63,
    source: "pkg/controller/elasticsearch/driver/stateful/upscale.go:293",
  });
  expect(longestName([])).toBeUndefined();
});

test("nothing that a custom resource may hold makes an expansion fail", () => {
  const wrong: readonly unknown[] = [undefined, null, 1, "text", true, [], {}, [null], [[]], [{}], [{ name: 7 }]];
  const fields = ["nodeSets", "podTemplate", "secureSettings", "http", "services", "elasticsearchRefs", "count"];
  for (const kind of ["Elasticsearch", "Kibana", "Logstash"])
    for (const field of fields)
      for (const value of wrong) {
        const inside = { nodeSets: [{ [field]: value }] };
        const owner = custom(kind, { ...inside, [field]: value });
        expect(expanded(owner).every(({ manifest }) => manifest.kind !== "")).toBe(true);
      }
  expect(expansion(new Manifest({ apiVersion: "v1", kind: "Pod" }), manifestSet([]))).toEqual([]);
  expect(expandedKinds).toEqual(
    expect.arrayContaining([
      "Elasticsearch.elasticsearch.k8s.elastic.co",
      "Kibana.kibana.k8s.elastic.co",
      "Logstash.logstash.k8s.elastic.co",
    ]),
  );
});

function same(cpu: string, size: string): Fields {
  return { requests: { cpu, memory: size }, limits: { cpu, memory: size } };
}

function resourcesOf(spec: Fields): Record<string, unknown> {
  const all = [spec["initContainers"], spec["containers"]].flat() as readonly Fields[];
  return Object.fromEntries(all.map((each) => [each["name"], each["resources"]]));
}
