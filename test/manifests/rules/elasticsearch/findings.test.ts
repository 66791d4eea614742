// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type Fields, lintManifests, type ManifestExample } from "../../../../lib/manifests/index.ts";
import { elasticsearchRules } from "../../../../lib/manifests/rules/elasticsearch/index.ts";
import {
  sampleBootstrap,
  sampleClaimTemplate,
  sampleConfig,
  sampleElasticsearch,
  sampleHeap,
  sampleKibana,
  sampleLogstash,
  sampleNodes,
  sampleNodeSet,
  sampleRequest,
} from "../../../../lib/manifests/rules/elasticsearch/samples.ts";

// The examples of the rules say what is found; here is where, how bad, and with which figures.

const found = ({ objects, ...around }: Omit<ManifestExample, "title">, code: string) =>
  lintManifests(objects, { ...around, rules: elasticsearchRules }).filter((finding) => finding.code === code);

test("the samples pass all rules", () => {
  const objects = [sampleElasticsearch(), sampleKibana(), sampleLogstash(), sampleBootstrap()];
  expect(lintManifests(objects, { rules: elasticsearchRules })).toEqual([]);
});

describe("a finding is where its author can change it", () => {
  const set = "spec.nodeSets.0";
  const container = { name: "elasticsearch", resources: { requests: { memory: "2Gi" }, limits: { memory: "2Gi" } } };
  const labelled = (team: string): Fields =>
    sampleNodes({
      volumeClaimTemplates: [
        {
          ...sampleClaimTemplate("20Gi"),
          metadata: { name: "elasticsearch-data", labels: { "bivouac.dev/team": team } },
        },
      ],
    });
  const cases: [string, string, Omit<ManifestExample, "title">, string][] = [
    ["flat", "ES117", { objects: [sampleNodes(sampleConfig({ "path.data": "/data" }))] }, `${set}.config.path.data`],
    [
      "half nested",
      "ES117",
      { objects: [sampleNodes(sampleConfig({ xpack: { "security.http": { "ssl.enabled": false } } }))] },
      `${set}.config.xpack.security.http.ssl.enabled`,
    ],
    [
      "a list below a reserved setting",
      "ES117",
      { objects: [sampleNodes(sampleConfig({ discovery: { seed_hosts: { "0": "a" } } }))] },
      `${set}.config.discovery.seed_hosts.0`,
    ],
    [
      "roles",
      "ES108",
      { objects: [sampleNodes(sampleConfig({ node: { roles: ["mastre"] } }))] },
      `${set}.config.node.roles`,
    ],
    ["memory maps unsaid", "ES121", { objects: [sampleNodes({ config: {} })] }, `${set}.config`],
    [
      "memory maps said",
      "ES121",
      { objects: [sampleNodes({ config: { node: { "store.allow_mmap": true } } })] },
      `${set}.config.node.store.allow_mmap`,
    ],
    ["a heap", "ES109", { objects: [sampleHeap("-Xmx3g -Xms3g")] }, `${set}.podTemplate.spec.containers.0.env.0.value`],
    [
      "memory of the container, where the short form is silent",
      "ES112",
      {
        objects: [
          sampleNodes({ resources: { limits: { memory: "4Gi" } }, podTemplate: { spec: { containers: [container] } } }),
        ],
      },
      `${set}.podTemplate.spec.containers.0.resources.requests.memory`,
    ],
    [
      "memory of the short form, where both speak",
      "ES112",
      {
        objects: [
          sampleNodes({
            resources: { requests: { memory: "1Gi" }, limits: { memory: "4Gi" } },
            podTemplate: { spec: { containers: [{ name: "sidecar" }, container] } },
          }),
        ],
      },
      `${set}.resources.requests.memory`,
    ],
    [
      "a nodeSet behind something that is none",
      "ES102",
      { objects: [sampleElasticsearch({ nodeSets: ["x", sampleNodeSet({ name: "A" })] })] },
      "spec.nodeSets.1.name",
    ],
    [
      "a label of a claim",
      "ES202",
      { objects: [labelled("b")], earlier: [labelled("a")] },
      `${set}.volumeClaimTemplates.0.metadata.labels.bivouac.dev/team`,
    ],
  ];
  test.each(cases)("%s: %s", (_, code, example, path) => {
    expect(found(example, code).map((finding) => finding.path)).toEqual([path]);
  });
});

describe("how bad it is", () => {
  const template = (settings: Fields): Fields =>
    sampleBootstrap(sampleRequest("/_index_template/a", { template: { settings } }));
  const one = sampleNodes({ count: 1 });
  const cases: [string, string, Omit<ManifestExample, "title">, string][] = [
    ["two masters", "ES106", { objects: [sampleNodes({ count: 2 })] }, "error"],
    ["six masters", "ES106", { objects: [sampleNodes({ count: 6 })] }, "warning"],
    ["replicas that are asked for", "ES128", { objects: [one, template({ number_of_replicas: 1 })] }, "error"],
    ["replicas by default", "ES128", { objects: [one, template({})] }, "warning"],
    [
      "fewer nodes than templates want",
      "ES206",
      { objects: [one, template({ number_of_replicas: 1 })], earlier: [sampleNodes()] },
      "error",
    ],
    ["fewer nodes than the default wants", "ES206", { objects: [one], earlier: [sampleNodes()] }, "warning"],
    ["a version at its end", "ES104", { objects: [sampleKibana({ version: "7.17.0" })] }, "warning"],
    ["a version that does not run", "ES104", { objects: [sampleKibana({ version: "7.0.0" })] }, "error"],
    [
      "no storage",
      "ES116",
      { objects: [sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate("0Gi")] })] },
      "error",
    ],
    ["no claim", "ES116", { objects: [sampleNodes({ volumeClaimTemplates: [] })] }, "warning"],
  ];
  test.each(cases)("%s: %s", (_, code, example, severity) => {
    expect(found(example, code).map((finding) => finding.severity)).toEqual([severity]);
  });
});

describe("the cost of a nodeSet under another name", () => {
  const budget = (maxSurge: number): Fields => ({ updateStrategy: { changeBudget: { maxSurge } } });
  const renamed = (spec: Fields, count = 3): Fields =>
    sampleElasticsearch({ ...spec, nodeSets: [sampleNodeSet({ name: "new", count })] });
  test.each([
    [
      "one at a time",
      renamed(budget(1)),
      "1 node with 1 claim of 20Gi and 4Gi of memory stands beside the old ones at a time",
    ],
    [
      "two at a time",
      renamed(budget(2)),
      "2 nodes with 2 claims of 40Gi and 8Gi of memory stand beside the old ones at a time",
    ],
    [
      "without bounds",
      renamed({ updateStrategy: {} }),
      "3 nodes with 3 claims of 60Gi and 12Gi of memory stand beside the old ones",
    ],
    [
      "larger besides: what it grows by is not surge",
      renamed(budget(1), 5),
      "3 nodes with 3 claims of 60Gi and 12Gi of memory stand beside the old ones at a time",
    ],
    ["no room", renamed(budget(0)), "maxSurge 0 leaves no room for a new node beside the old ones"],
  ])("%s", (_, object, cost) => {
    const messages = found({ objects: [object], earlier: [sampleNodes()] }, "ES203").map(({ message }) => message);
    expect(messages).toEqual([`nodeSet new comes in place of all: ${cost}`]);
  });

  test("the operator's claim of 1Gi counts, where there is no template", () => {
    const bare = { resources: undefined, volumeClaimTemplates: undefined };
    const example = { objects: [sampleNodes({ name: "new", ...bare })], earlier: [sampleNodes(bare)] };
    expect(found(example, "ES203").map(({ message }) => message)).toEqual([
      "nodeSet new comes in place of all: 1 node with 1 claim of 1Gi and 2Gi of memory stands beside the old ones at a time",
    ]);
  });
});

describe("the next stop of an upgrade", () => {
  test.each([
    ["7.10.2", "9.4.3", "go to the latest 7.17 first, and wait until all nodes have it"],
    ["7.16.0", "8.19.6", "go to the latest 7.17 first, and wait until all nodes have it"],
    ["7.17.29", "9.4.3", "go to the latest 8.19 first, and wait until all nodes have it"],
    ["8.0.0", "9.0.0", "go to the latest 8.19 first, and wait until all nodes have it"],
  ])("from %s to %s", (from, to, hint) => {
    const example = {
      objects: [sampleElasticsearch({ version: to })],
      earlier: [sampleElasticsearch({ version: from })],
    };
    expect(found(example, "ES205").map((finding) => finding.hint)).toEqual([hint]);
  });
});

test("a password is in no finding", () => {
  const objects = ["stringData", "data"].map((field) => ({
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/basic-auth",
    metadata: { name: field },
    [field]: { password: "swordfish" },
  }));
  const findings = lintManifests(objects, { rules: elasticsearchRules });
  expect(findings.map(({ code }) => code)).toEqual(["ES125", "ES125"]);
  expect(JSON.stringify(findings)).not.toContain("swordfish");
});

test("what an autoscaler changes is its own business", () => {
  const autoscaler = {
    apiVersion: "autoscaling.k8s.elastic.co/v1alpha1",
    kind: "ElasticsearchAutoscaler",
    metadata: { name: "search" },
    spec: { elasticsearchRef: { name: "search" } },
  };
  const smaller = sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate("10Gi")] });
  const earlier = [sampleNodes()];
  expect(found({ objects: [smaller], earlier }, "ES201")).toHaveLength(1);
  expect(found({ objects: [smaller, autoscaler], earlier }, "ES201")).toEqual([]);
});

test("AutoOps runs an older version with the licence", () => {
  const policy = {
    apiVersion: "autoops.k8s.elastic.co/v1alpha1",
    kind: "AutoOpsAgentPolicy",
    metadata: { name: "ops" },
    spec: { version: "9.2.1" },
  };
  expect(found({ objects: [policy] }, "ES104").map(({ allowed }) => allowed)).toEqual(["9.2.4 to 9.99.99"]);
  expect(found({ objects: [policy], settings: { license: "enterprise" } }, "ES104")).toEqual([]);
});
