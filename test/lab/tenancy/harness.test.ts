// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTenancy, type Tenancy } from "./teams.ts";

let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await makeTenancy({ name: "harness" });
});

afterAll(() => tenancy.remove());

test("two teams are up, each with its own people", async () => {
  for (const { namespace, team, member, mentor } of tenancy.tenants) {
    expect(await team.can({ verb: "create", resource: "pods", namespace })).toBe(true);
    expect(await member.can({ verb: "create", resource: "pods", namespace })).toBe(true);
    expect(await mentor.can({ verb: "list", resource: "pods", namespace })).toBe(true);
    expect(await mentor.can({ verb: "create", resource: "pods", namespace })).toBe(false);
  }
  const [ant, bee] = tenancy.tenants;
  expect(await ant.team.can({ verb: "list", resource: "pods", namespace: bee.namespace })).toBe(false);
  expect(await tenancy.person("nobody").can({ verb: "list", resource: "pods", namespace: bee.namespace })).toBe(false);
});

test("the cluster goes on as before beside the event: its operators change what is everybody's", async () => {
  const { admin, served } = tenancy;
  const patch = { body: { metadata: { labels: { probed: "yes" } } } };
  expect(await admin.try("PATCH", "/api/v1/nodes/fake-0", patch)).toMatchObject({ status: 200 });
  expect(await admin.try("PATCH", "/api/v1/nodes/fake-0/status", patch)).toMatchObject({ status: 200 });
  expect(await admin.try("PATCH", "/api/v1/namespaces/default", patch)).toMatchObject({ status: 200 });
  expect(await admin.try("POST", "/api/v1/namespaces", { body: { metadata: { name: "other" } } })).toMatchObject({
    status: 201,
  });
  expect(served.length).toBeGreaterThan(60);
  const grant = { metadata: { name: "other" }, rules: [] };
  expect(await admin.try("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", { body: grant })).toMatchObject({
    status: 201,
  });
});
