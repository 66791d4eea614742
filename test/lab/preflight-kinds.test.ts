// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkKinds } from "../../lib/live/preflight-kinds.ts";
import { connectKubernetes, type Kubernetes } from "../../lib/live/index.ts";
import { defaultGuardRails } from "../../lib/model/index.ts";

let cluster: Kubernetes;
beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab");
});
afterAll(() => cluster.close());

test("the lab's apiserver serves admission policies, and no admin network policies unless somebody installed them", async () => {
  expect(await checkKinds(cluster, { guardRails: defaultGuardRails })).toEqual([]);
  for (const [networkPolicies, resource] of [
    ["admin", "adminnetworkpolicies in policy.networking.k8s.io/v1alpha1"],
    ["cluster", "clusternetworkpolicies in policy.networking.k8s.io/v1alpha2"],
  ] as const)
    expect(await checkKinds(cluster, { guardRails: { ...defaultGuardRails, networkPolicies } })).toMatchObject([
      { code: "BV338", severity: "error", seen: `no ${resource}` },
    ]);
});
