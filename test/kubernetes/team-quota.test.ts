// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { TeamQuota } from "../../lib/kubernetes/index.ts";
import { faultsOf, guardRailLabels, objectsOf, team, validate } from "./fixture.ts";

const owner = { event: "lugano-2022", team: "met_eo" };

describe("TeamQuota", () => {
  test("limits sums and containers, and allows no node port, load balancer or unasked GPU", async () => {
    const [quota, limits] = objectsOf(
      (scope) =>
        new TeamQuota(scope, "Quota", { ...owner, quota: team.namespace.quota, limits: team.namespace.limits }),
    );
    expect(quota).toEqual({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "quota", namespace: "lugano-2022-met-eo", labels: guardRailLabels },
      spec: {
        hard: {
          "requests.cpu": "8",
          "requests.memory": "16Gi",
          "requests.storage": "100Gi",
          "requests.nvidia.com/gpu": "2",
          "requests.amd.com/gpu": "0",
          pods: "40",
          services: "10",
          "services.nodeports": "0",
          "services.loadbalancers": "0",
          configmaps: "50",
          secrets: "50",
          persistentvolumeclaims: "10",
        },
      },
    });
    expect(limits).toEqual({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "limits", namespace: "lugano-2022-met-eo", labels: guardRailLabels },
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: "500m", memory: "512Mi" },
            defaultRequest: { cpu: "500m", memory: "512Mi" },
            max: { cpu: "4", memory: "8Gi" },
          },
        ],
      },
    });
    await validate(quota!);
    await validate(limits!);
  });

  test("limits only what is asked for, and a container to the whole quota", () => {
    const [quota, limits] = objectsOf((scope) => new TeamQuota(scope, "Quota", { ...owner, quota: { cpu: "2" } }));
    expect(quota?.["spec"]).toEqual({
      hard: {
        "requests.cpu": "2",
        "requests.nvidia.com/gpu": "0",
        "requests.amd.com/gpu": "0",
        "services.nodeports": "0",
        "services.loadbalancers": "0",
      },
    });
    expect(limits?.["spec"]).toEqual({
      limits: [
        {
          type: "Container",
          default: { cpu: "500m", memory: "512Mi" },
          defaultRequest: { cpu: "500m", memory: "512Mi" },
          max: { cpu: "2" },
        },
      ],
    });
  });

  test("names each value that is no quantity", () => {
    const faults = faultsOf(
      (scope) =>
        new TeamQuota(scope, "Quota", { ...owner, quota: { cpu: "two", memory: "1GB" }, limits: { maxCpu: "-1" } }),
    );
    expect(faults).toEqual([
      'BV601 chart/Quota quota requests.cpu "two" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'BV601 chart/Quota quota requests.memory "1GB" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'BV601 chart/Quota max cpu of a container "-1" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'BV601 chart/Quota max memory of a container "1GB" is not a quantity: write 500m, 4, 512Mi or 8Gi',
    ]);
  });
});
