// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { cli, folder } from "./harness.ts";

const event = (size: string, quota = ""): string => `version: 1
name: lugano
title: Lugano
timeZone: Europe/Zurich
window: { start: 2022-11-07T09:00, end: 2022-11-11T18:00 }
clouds: { kubernetes: k }
guardRails: { operators: { apiServer: [192.0.2.10/32] } }
teams:
  nris: { title: NRIS, contact: n@example.org, namespace: {} }
  dwdi:
    title: DWDI
    contact: d@example.org
    namespace:
      size: medium
      ${quota}
      elasticsearch: { size: ${size} }
      kafka: { size: ${size}, topics: { events: {} } }
      kafkaToElasticsearch: { topics: [events] }
`;

const pool = (size: string): string => `apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata: { name: dual, labels: { strimzi.io/cluster: bus } }
spec:
  replicas: 3
  roles: [controller, broker]
  resources: { requests: { cpu: "1", memory: 2Gi }, limits: { cpu: "1", memory: 2Gi } }
  storage: { type: jbod, volumes: [{ id: 0, type: persistent-claim, size: ${size}, kraftMetadata: shared }] }
`;

const nodes = (memory: string): string => `apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: { name: search }
spec:
  version: 9.4.3
  updateStrategy: { changeBudget: { maxSurge: 1 } }
  nodeSets:
    - name: all
      count: 3
      resources: { requests: { cpu: "1", memory: ${memory} }, limits: { cpu: "1", memory: ${memory} } }
`;

describe("plan", () => {
  test("shows what the operators will make, against the quota", async () => {
    const cwd = folder({ "event.yaml": event("small") });
    const { code, stdout } = await cli(["plan", "event.yaml", "--team", "dwdi"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/ {2}pods +10 +\+ 1 +60 {2}3 Elasticsearch search/);
    expect(stdout).toMatch(/requests\.storage +62Gi +\+ 10Gi +100Gi/);
    expect(stdout).toContain("fits, also while the largest set is replaced; binding: requests.storage, 62Gi of 100Gi");
    expect(stdout).toContain("largest pod: StatefulSet search-es-all, 500m CPU and 2Gi");
  });

  test("says the same as JSON, for teams that have data services alone", async () => {
    const cwd = folder({ "event.yaml": event("demo") });
    const { stdout } = await cli(["plan", "event.yaml", "--json"], { cwd });
    const { teams } = JSON.parse(stdout) as {
      teams: { footprint?: { fits: boolean; binding: string; rows: { resource: string; needed: string }[] } }[];
    };
    expect(teams.map(({ footprint }) => footprint?.fits)).toEqual([undefined, true]);
    expect(teams[1]?.footprint?.rows.find(({ resource }) => resource === "persistentvolumeclaims")?.needed).toBe("3");
  });
});

test("validate finds a quota that is too small, at its place, with the smallest that fits", async () => {
  const cwd = folder({ "event.yaml": event("ha", "quota: { memory: 20Gi }") });
  const { code, stdout } = await cli(["validate", "event.yaml"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(/event\.yaml:15:7 error QF103 .*requests\.memory/);
  expect(stdout).toContain("the smallest quota that fits is requests.memory");
  expect(stdout).toMatch(/error QF108/);
});

describe("lint manifests", () => {
  test("--earlier: what cannot be changed in place", async () => {
    const cwd = folder({ "now.yaml": pool("10Gi"), "last.yaml": pool("20Gi") });
    const codes = async (...argv: string[]): Promise<string> =>
      (await cli(["lint", "manifests", "now.yaml", ...argv], { cwd })).stdout;
    expect(await codes("--earlier", "last.yaml")).toMatch(/error KA201 .*10Gi/);
    expect(await codes()).not.toContain("KA2");
    expect(await codes("--earlier", "now.yaml")).not.toContain("KA2");
  });

  test("--largest-node: pods that no node holds; a node that is none is a wrong question", async () => {
    const cwd = folder({ "now.yaml": nodes("16Gi") });
    const { stdout } = await cli(["lint", "manifests", "now.yaml", "--largest-node", "8,15Gi"], { cwd });
    expect(stdout).toMatch(/error QF112 .*16Gi memory, the largest node gives 15Gi/);
    const wrong = await cli(["lint", "manifests", "now.yaml", "--largest-node", "8"], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--largest-node 16,60Gi")]);
  });

  test("--footprint: what it comes to", async () => {
    const quota =
      "---\napiVersion: v1\nkind: ResourceQuota\nmetadata: { name: quota }\nspec: { hard: { requests.memory: 5Gi } }\n";
    const cwd = folder({ "now.yaml": `${nodes("2Gi")}${quota}` });
    const { stdout } = await cli(["lint", "manifests", "now.yaml", "--footprint"], { cwd });
    expect(stdout).toContain("namespace default");
    expect(stdout).toContain("does not fit; the smallest quota that does: requests.memory: 6Gi");
  });

  test("--license: a kind that wants Enterprise", async () => {
    const policy =
      "apiVersion: stackconfigpolicy.k8s.elastic.co/v1alpha1\nkind: StackConfigPolicy\nmetadata: { name: p }\nspec: {}\n";
    const cwd = folder({ "policy.yaml": policy });
    expect((await cli(["lint", "manifests", "policy.yaml"], { cwd })).stdout).toContain("ES120");
    expect((await cli(["lint", "manifests", "policy.yaml", "--license", "enterprise"], { cwd })).stdout).not.toContain(
      "ES120",
    );
  });
});
