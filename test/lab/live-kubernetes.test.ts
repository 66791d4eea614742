// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Inventory,
  type Kubernetes,
  compareForeign,
  connectKubernetes,
  kubernetesInventory,
  kubernetesStatus,
  preflight,
  readToken,
  requestToken,
  teamKubeconfig,
} from "../../lib/live/index.ts";
import { type EventInput, namespaceObjects, ownerLabels, resolveEvent, teamName } from "../../lib/model/index.ts";
import { type EventPlan, planEvent } from "../../lib/planning/index.ts";

// Against the real apiserver of the lab: one namespace is made by hand, without Pulumi.

const context = process.env.BIVOUAC_TEST_CONTEXT ?? "bivouac-lab";
const event = `live-${randomBytes(3).toString("hex")}`;
const name = teamName(event, "nris");
const labels = ownerLabels({ event, team: "nris", key: "" });
const folder = mkdtempSync(join(tmpdir(), "bivouac-live-"));

let cluster: Kubernetes;
let before: Inventory;

beforeAll(async () => {
  cluster = await connectKubernetes(context);
  before = await kubernetesInventory(cluster, { event });
  const make = (path: string, body: object) => cluster.request("POST", path, { body });
  const metadata = (own: string) => ({ name: own, namespace: name, labels });
  await make("/api/v1/namespaces", { metadata: { name, labels } });
  await make(`/api/v1/namespaces/${name}/resourcequotas`, {
    metadata: metadata(namespaceObjects.quota),
    spec: { hard: { configmaps: "5" } },
  });
  await make(`/api/v1/namespaces/${name}/serviceaccounts`, { metadata: metadata(namespaceObjects.serviceAccount) });
  await make(`/apis/rbac.authorization.k8s.io/v1/namespaces/${name}/rolebindings`, {
    metadata: metadata("team"),
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [{ kind: "ServiceAccount", name: namespaceObjects.serviceAccount, namespace: name }],
  });
  for (const policy of [namespaceObjects.denyAll, namespaceObjects.allowDns]) {
    await make(`/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies`, {
      metadata: metadata(policy),
      spec: { podSelector: {}, policyTypes: ["Ingress"] },
    });
  }
  await make(`/api/v1/namespaces/${name}/configmaps`, { metadata: { name: "by-hand" } });
});

afterAll(async () => {
  await cluster.request("DELETE", `/api/v1/namespaces/${name}`).catch(() => undefined);
  cluster.close();
  rmSync(folder, { recursive: true });
});

test("nothing of an event that was never there is found, over all kinds of the apiserver", () => {
  expect(before.objects).toEqual([]);
  expect(before.unreadable).toEqual([]);
  expect(before.asked).toBeGreaterThan(30);
  expect(before.foreign.lists["Namespace"]).toContain("kube-system");
});

test("the inventory holds what is labelled and what was made in the namespace by hand", async () => {
  const { objects } = await kubernetesInventory(cluster, { event, team: "nris" });
  const found = new Map(objects.map((object) => [`${object.type} ${object.name}`, object.why]));
  expect(found.get(`Namespace ${name}`)).toBe("labels");
  expect(found.get("ConfigMap by-hand")).toBe(`in namespace ${name}`);
  expect(found.get("NetworkPolicy.networking.k8s.io deny-all")).toBe("labels");
  expect(objects.every(({ team }) => team === "nris")).toBe(true);
  expect((await kubernetesInventory(cluster, { event, team: "dwdi" })).objects).toEqual([]);
});

test("status compares the namespace with the plan", async () => {
  const [status] = await kubernetesStatus(cluster, plan(context, false));
  expect(status).toMatchObject({
    team: "nris",
    namespace: name,
    ready: true,
    phase: "Active",
    policies: expect.arrayContaining(["allow-dns", "deny-all"]),
  });
  expect(status?.quota["configmaps"]).toMatchObject({ hard: "5" });
  const [wanting] = await kubernetesStatus(cluster, plan(context, true));
  expect(wanting).toMatchObject({ ready: false, missing: ["deployment workspace"] });
});

test("a team's kubeconfig works inside its namespace and is refused outside", async () => {
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const granted = await requestToken(cluster, name, namespaceObjects.serviceAccount, expires);
  expect(readToken(granted.token)).toEqual({
    expires: new Date(granted.expires).toISOString(),
    serviceAccountUid: granted.serviceAccountUid,
  });
  expect(Math.abs(Date.parse(granted.expires) - Date.parse(expires))).toBeLessThan(120_000);
  const path = join(folder, "kubeconfig");
  writeFileSync(path, teamKubeconfig({ cluster: cluster.cluster, name, namespace: name, token: granted.token }));
  const team = await connectKubernetes(name, { env: { KUBECONFIG: path, BIVOUAC_CACHE: folder } });
  expect((await team.list(`/api/v1/namespaces/${name}/configmaps`)).map(({ metadata }) => metadata.name)).toContain(
    "by-hand",
  );
  await expect(team.request("GET", "/api/v1/namespaces/default/configmaps")).rejects.toMatchObject({
    fault: "forbidden",
    exitCode: 3,
  });
  await expect(team.request("GET", "/api/v1/namespaces")).rejects.toMatchObject({ fault: "forbidden" });
  team.close();
  const codes = (await preflight(plan(name, false), { env: { KUBECONFIG: path, BIVOUAC_CACHE: folder } })).map(
    ({ code, seen }) => [code, seen],
  );
  expect(codes[0]).toEqual([
    "BV335",
    "refused: create namespaces, create resourcequotas, create networkpolicies, create rolebindings, create serviceaccounts/token, create validatingadmissionpolicies",
  ]);
});

test("preflight accepts our own namespace and refuses somebody else's", async () => {
  expect(await preflight(plan(context, false))).toEqual([]);
  await cluster.request("PATCH", `/api/v1/namespaces/${name}`, {
    body: { metadata: { labels: { "bivouac.dev/event": "another" } } },
  });
  expect(await preflight(plan(context, false))).toMatchObject([{ code: "BV336", team: "nris", seen: name }]);
  await cluster.request("PATCH", `/api/v1/namespaces/${name}`, {
    body: { metadata: { labels: { "bivouac.dev/event": event } } },
  });
});

test("foreign objects are the same afterwards", async () => {
  const after = await kubernetesInventory(cluster, { event });
  const compared = compareForeign(before.foreign, after.foreign);
  expect(compared.notCompared).toEqual([]);
  expect(compared.unchanged).toBeGreaterThan(30);
});

function plan(of: string, workspace: boolean): EventPlan {
  const input: EventInput = {
    version: 1,
    name: event,
    title: "Live",
    timeZone: "UTC",
    window: { start: "2099-11-07T09:00", end: "2099-11-09T18:00" },
    clouds: { kubernetes: of },
    teams: {
      nris: {
        title: "NRIS",
        contact: "ann@example.org",
        namespace: { workspace: workspace && { image: "example.org/workspace:1" } },
      },
    },
  };
  const resolved = resolveEvent(input);
  const planned = resolved.event && planEvent(resolved.event, undefined, new Date());
  if (planned?.plan === undefined)
    throw new Error(JSON.stringify([...resolved.findings, ...(planned?.findings ?? [])]));
  return planned.plan;
}
