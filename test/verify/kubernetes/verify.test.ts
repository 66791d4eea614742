// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import {
  type CheckResult,
  kubernetesChecks,
  type KubernetesTeam,
  verifyKubernetes,
} from "../../../lib/verify/index.ts";
import { fakeCluster, type Said, teamAt } from "./fake-cluster.ts";

const refused: Said = {
  status: 403,
  body: { message: 'pods is forbidden: User "x" cannot list resource "pods" in API group ""' },
};
async function resultsOf(team: KubernetesTeam, signal?: AbortSignal): Promise<readonly CheckResult[]> {
  const [verdict] = await verifyKubernetes({ teams: [team], signal, timeoutMs: 20_000 });
  if (verdict === undefined) throw new Error("no verdict");
  expect(verdict.go).toBe(false);
  return verdict.results;
}
const of = (results: readonly CheckResult[], code: string): readonly CheckResult[] =>
  results.filter((result) => result.code === code);

test("a credential that the cluster does not know is red once, and the rest unknown", async () => {
  const { url } = await fakeCluster(() => ({ status: 401, body: { message: "Unauthorized" } }));
  const results = await resultsOf(teamAt(url));
  expect(of(results, "VK121").map(({ outcome }) => outcome)).toEqual(["red", "red"]);
  expect(results.some(({ outcome, code }) => outcome === "ok" && code !== "VK122")).toBe(false);
  expect(of(results, "VK104").every(({ outcome }) => outcome === "unknown")).toBe(true);
});

test("a kubeconfig that cannot be read leaves every check unknown", async () => {
  const results = await resultsOf(teamAt("", { kubeconfig: "contexts: []" }));
  expect(results.map(({ code, outcome }) => [code, outcome])).toEqual(
    kubernetesChecks.map(({ code }) => [code, "unknown"]),
  );
});

test("after an interrupt nothing is asked, and nothing is green", async () => {
  const { url, asked } = await fakeCluster(() => refused);
  const results = await resultsOf(teamAt(url), AbortSignal.abort());
  expect(asked).toEqual([]);
  expect(results.map(({ code, outcome, seen }) => [code, outcome, seen])).toEqual(
    kubernetesChecks.map(({ code }) => [code, "unknown", "not asked: interrupted"]),
  );
});

test("every write is a dry run, and no other verb than the reviews' POST stores anything", async () => {
  const { url, asked } = await fakeCluster((request) =>
    request.url?.includes("selfsubjectaccessreviews") === true
      ? { status: 201, body: { status: { allowed: false } } }
      : refused,
  );
  await resultsOf(
    teamAt(url, {
      planned: [
        {
          apiVersion: "v1",
          kind: "ResourceQuota",
          metadata: { name: "quota" },
          spec: { hard: { "requests.cpu": "4" } },
        },
      ],
    }),
  );
  const writes = asked.filter((line) => !line.startsWith("GET ") && !/selfsubject\w*reviews$/.test(line));
  expect(writes.length).toBeGreaterThan(20);
  expect(writes.filter((line) => !/[?&]dryRun=All$/.test(line))).toEqual([]);
  expect(asked).toContain("DELETE /api/v1/namespaces/ev-ant/resourcequotas/quota?dryRun=All");
});

test("who refuses counts: a bad request or a full quota is no proof", async () => {
  const said = (message: string, status = 403): Said => ({ status, body: { message } });
  const answers: Readonly<Record<string, Said>> = {
    pods: said('pods "p" is forbidden: exceeded quota: quota, requested: pods=1,requests.cpu=8'),
    services: said("spec.ports is invalid", 422),
    networkpolicies: said("ValidatingAdmissionPolicy 'x' with binding 'x' denied request: no", 422),
  };
  const { url } = await fakeCluster((request) => {
    const kind = /\/(\w+)\?dryRun=All$/.exec(request.url ?? "")?.[1] ?? "";
    if (request.url?.includes("selfsubjectaccessreviews") === true)
      return { status: 201, body: { status: { allowed: true } } };
    return answers[kind] ?? { status: 201, body: { status: {} } };
  });
  const results = await resultsOf(
    teamAt(url, {
      planned: [
        {
          apiVersion: "v1",
          kind: "ResourceQuota",
          metadata: { name: "quota" },
          spec: { hard: { "requests.cpu": "4", "requests.memory": "4Gi", "services.nodeports": "0" } },
        },
      ],
    }),
  );
  expect(of(results, "VK151").every(({ outcome }) => outcome === "unknown")).toBe(true);
  expect(of(results, "VK152").map(({ outcome }) => outcome)).toEqual(["unknown"]);
  expect(of(results, "VK141").map(({ outcome }) => outcome)).toEqual(["ok", "unknown"]);
  const openings = Object.fromEntries(of(results, "VK153").map(({ probe, outcome }) => [probe, outcome]));
  expect(openings["create a NetworkPolicy that opens all ways out"]).toBe("ok");
  expect(openings["create a Role that may do everything"]).toBe("red");
  expect(of(results, "VK104").every(({ outcome, seen }) => outcome === "red" && seen === "allowed")).toBe(true);
  expect(of(results, "VK101").every(({ outcome }) => outcome === "ok")).toBe(true);
});
