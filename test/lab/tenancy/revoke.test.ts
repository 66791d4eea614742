// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  connectKubeconfig,
  connectKubernetes,
  type Kubernetes,
  requestToken,
  revokeTokens,
  teamKubeconfig,
  tokenEnds,
} from "../../../lib/live/index.ts";
import { namespaceObjects } from "../../../lib/model/index.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";

// What ends a token on a real apiserver, and how soon.

let tenancy: Tenancy;
let live: Kubernetes;

beforeAll(async () => {
  tenancy = await makeTenancy({ name: "revoke", teams: ["ant", "bee", "cow"] });
  live = await connectKubernetes("bivouac-lab");
});

afterAll(async () => {
  live.close();
  await tenancy.remove();
});

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

function holding({ namespace }: Tenant, token: string): Kubernetes {
  return connectKubeconfig(teamKubeconfig({ cluster: live.cluster, name: namespace, namespace, token }), namespace);
}

async function secondsToEnd(holder: Kubernetes): Promise<number> {
  const begin = Date.now();
  expect(await tokenEnds(holder)).toBe(true);
  holder.close();
  return (Date.now() - begin) / 1000;
}

test("removing the ServiceAccount ends every token of it, old and new; an account made anew revives none", async () => {
  const [ant, bee] = tenancy.tenants;
  const later = (await requestToken(live, ant.namespace, namespaceObjects.serviceAccount, inAnHour())).token;
  const holders = [holding(ant, ant.token), holding(ant, later)];
  for (const holder of holders) await holder.list(`/api/v1/namespaces/${ant.namespace}/pods`);
  expect(await revokeTokens(live, ant.namespace, namespaceObjects.serviceAccount)).toBe(true);
  const account = ant.objects.find(({ kind }) => kind === "ServiceAccount");
  await tenancy.apply(account!);
  const seconds = Math.max(...(await Promise.all(holders.map(secondsToEnd))));
  console.log(`tokens refused ${seconds.toFixed(1)} s after their ServiceAccount was removed`);
  expect(seconds).toBeLessThan(15);
  expect((await ant.team.call("GET", `/api/v1/namespaces/${ant.namespace}/pods`)).status).toBe(401);

  const { token } = await requestToken(live, ant.namespace, namespaceObjects.serviceAccount, inAnHour());
  const renewed = holding(ant, token);
  await renewed.list(`/api/v1/namespaces/${ant.namespace}/pods`);
  renewed.close();
  expect((await bee.team.call("GET", `/api/v1/namespaces/${bee.namespace}/pods`)).status).toBe(200);
  expect((await ant.member.call("GET", `/api/v1/namespaces/${ant.namespace}/pods`)).status).toBe(200);
});

test("a token bound to a Secret ends with it as soon, but it alone", async () => {
  const [, bee] = tenancy.tenants;
  const path = `/api/v1/namespaces/${bee.namespace}`;
  const { body } = await tenancy.admin.call("POST", `${path}/secrets`, { body: { metadata: { name: "login" } } });
  const { uid } = body["metadata"] as { readonly uid: string };
  const made = await tenancy.admin.call("POST", `${path}/serviceaccounts/${namespaceObjects.serviceAccount}/token`, {
    body: {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: { expirationSeconds: 3600, boundObjectRef: { apiVersion: "v1", kind: "Secret", name: "login", uid } },
    },
  });
  const holder = holding(bee, (made.body["status"] as { readonly token: string }).token);
  await holder.list(`${path}/pods`);
  await tenancy.admin.call("DELETE", `${path}/secrets/login`);
  const seconds = await secondsToEnd(holder);
  console.log(`a token refused ${seconds.toFixed(1)} s after its Secret was removed`);
  expect(seconds).toBeLessThan(15);
  expect((await bee.team.call("GET", `${path}/pods`)).status).toBe(200);
});

test("there is nothing to end twice", async () => {
  const cow = tenancy.tenants[2]!;
  expect(await revokeTokens(live, cow.namespace, namespaceObjects.serviceAccount)).toBe(true);
  expect(await revokeTokens(live, cow.namespace, namespaceObjects.serviceAccount)).toBe(false);
});

test("nobody of a team can end or make tokens", async () => {
  const [, bee] = tenancy.tenants;
  const path = `/api/v1/namespaces/${bee.namespace}/serviceaccounts/${namespaceObjects.serviceAccount}/token`;
  for (const caller of [bee.team, bee.member, bee.mentor, bee.viewer]) {
    const spec = { expirationSeconds: 3600 };
    expect((await caller.try("POST", path, { body: { spec } })).status).toBe(403);
  }
});
