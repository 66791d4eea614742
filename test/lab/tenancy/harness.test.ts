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
