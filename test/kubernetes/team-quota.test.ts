// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { TeamQuota, type TeamQuotaProps } from "../../lib/kubernetes/index.ts";
import { Bytes, Cpu, namespaceSizes, Quantity } from "../../lib/model/index.ts";
import { faultsOf, guardRailLabels, objectsOf, team, validate } from "./fixture.ts";

const owner = { event: "lugano-2022", team: "met_eo" };

const made = (props: Partial<TeamQuotaProps>) => {
  const [quota, limits] = objectsOf((scope) => new TeamQuota(scope, "Quota", { ...owner, ...props }));
  const { hard } = quota!["spec"] as unknown as { hard: Record<string, string> };
  const { limits: items } = limits!["spec"] as unknown as { limits: Record<string, unknown>[] };
  return { quota, limits, hard, items };
};
const faults = (props: Partial<TeamQuotaProps>) =>
  faultsOf((scope) => new TeamQuota(scope, "Quota", { ...owner, ...props })).map((line) =>
    line.replace("BV601 chart/Quota ", ""),
  );

describe("TeamQuota", () => {
  test("limits sums and containers, and allows no node port, load balancer or unasked GPU", async () => {
    const { quota, limits } = made({ quota: team.namespace.quota, limits: team.namespace.limits });
    expect(quota).toEqual({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "quota", namespace: "lugano-2022-met-eo", labels: guardRailLabels },
      spec: {
        hard: {
          "requests.cpu": "8",
          "requests.memory": "16Gi",
          "limits.memory": "32Gi",
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
          "count/deployments.apps": "20",
          "count/statefulsets.apps": "10",
          "count/jobs.batch": "50",
          "count/cronjobs.batch": "10",
          "count/ingresses.networking.k8s.io": "10",
          "count/httproutes.gateway.networking.k8s.io": "10",
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
            defaultRequest: { cpu: "100m", memory: "512Mi" },
            max: { cpu: "4", memory: "8Gi" },
            min: { cpu: "10m", memory: "4Mi" },
          },
          { type: "PersistentVolumeClaim", max: { storage: "100Gi" } },
        ],
      },
    });
    await validate(quota!);
    await validate(limits!);
  });

  test("is small when nobody says a size", () => {
    const { hard, items } = made({});
    expect(hard).toEqual(made({ size: "small" }).hard);
    expect(hard).toMatchObject({ "requests.cpu": "4", "requests.memory": "8Gi", "limits.memory": "16Gi", pods: "20" });
    expect(items[0]).toMatchObject({ max: { cpu: "4", memory: "8Gi" } });
  });

  test("sizes grow in everything", () => {
    const { small, medium, large } = namespaceSizes;
    for (const key of Object.keys(small) as (keyof typeof small)[]) {
      const [a, b, c] = [small, medium, large].map((size) => Quantity.parse(size[key]));
      expect([key, a!.compare(b!) < 0, b!.compare(c!) < 0]).toEqual([key, true, true]);
    }
  });

  test("lays single values over the size", () => {
    const { hard, items } = made({
      size: "large",
      quota: {
        cpu: Cpu.cores(48),
        limitsCpu: 96,
        memory: Bytes.gibibytes(96),
        limitsMemory: "unlimited",
        storageClasses: { fast: "10Gi", slow: 0 },
        ephemeralStorage: "50Gi",
        loadBalancers: 1,
        nodePorts: 2,
        extended: { "nvidia.com/gpu": 4, "example.org/fpga": 1 },
      },
      limits: { memory: Bytes.gibibytes(1), memoryRatio: 2, maxMemory: "32Gi", ephemeralStorage: "5G" },
      claims: { min: "1Gi", max: "200Gi" },
    });
    expect(hard).toMatchObject({
      "requests.cpu": "48",
      "limits.cpu": "96",
      "requests.memory": "96Gi",
      "requests.storage": "500Gi",
      "fast.storageclass.storage.k8s.io/requests.storage": "10Gi",
      "slow.storageclass.storage.k8s.io/requests.storage": "0",
      "requests.ephemeral-storage": "50Gi",
      "services.loadbalancers": "1",
      "services.nodeports": "2",
      "requests.nvidia.com/gpu": "4",
      "requests.amd.com/gpu": "0",
      "requests.example.org/fpga": "1",
    });
    expect(hard).not.toHaveProperty(["limits.memory"]);
    expect(items).toEqual([
      {
        type: "Container",
        default: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "5G" },
        defaultRequest: { cpu: "100m", memory: "1Gi", "ephemeral-storage": "500M" },
        max: { cpu: "48", memory: "32Gi" },
        min: { cpu: "10m", memory: "4Mi" },
        maxLimitRequestRatio: { memory: "2" },
      },
      { type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "200Gi" } },
    ]);
  });

  test("small bounds pull untouched defaults down with them", () => {
    const { items } = made({ quota: { cpu: "50m", memory: "64Mi" } });
    expect(items[0]).toMatchObject({
      default: { cpu: "50m", memory: "64Mi" },
      defaultRequest: { cpu: "50m", memory: "64Mi" },
      max: { cpu: "50m", memory: "64Mi" },
    });
  });

  test("names each value that is no quantity", () => {
    expect(
      faults({
        quota: { cpu: "two", memory: "1GB", pods: 1.5, extended: { "nvidia.com/gpu": "500m" } },
        limits: { maxCpu: "-1" },
      }),
    ).toEqual([
      'quota requests.cpu "two" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'quota requests.memory "1GB" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'quota pods "1.5" is not a whole number: count in ones',
      'quota requests.nvidia.com/gpu "500m" is not a whole number: count in ones',
      'max cpu of a container "-1" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'max memory of a container "1GB" is not a quantity: write 500m, 4, 512Mi or 8Gi',
    ]);
  });

  test("names bounds that contradict each other, as the apiserver would refuse them", () => {
    expect(faults({ limits: { cpu: "2", maxCpu: "1" } })).toEqual([
      "the default cpu of a container, 2, is more than the largest cpu of a container, 1: lower it or raise the other",
    ]);
    expect(faults({ limits: { maxMemory: "9Gi" } })).toEqual([
      "the largest memory of a container, 9Gi, is more than the quota's memory, 8Gi: lower it or raise the other",
    ]);
    expect(faults({ claims: { min: "2Gi", max: "1Gi" } })).toEqual([
      "the least storage of a volume claim, 2Gi, is more than the largest storage of a volume claim, 1Gi: lower it or raise the other",
    ]);
    expect(faults({ quota: { storageClasses: { fast: "21Gi" } } })).toEqual([
      "storage class fast may hold 21Gi, but all claims together only 20Gi: raise storage to it",
    ]);
  });

  test("names sizes, storage classes and resources that cannot be", () => {
    expect(
      faults({
        size: "huge" as "large",
        quota: { storageClasses: { "Fast!": 0 }, extended: { "limits.nvidia.com/gpu": 1, gpu: 1 } },
      }),
    ).toEqual([
      'size "huge" is not known: write one of small, medium, large',
      'storage class "Fast!" is not a name: at most 253 of a-z, 0-9, - and ., with a letter or digit at both ends',
      'extended resource "limits.nvidia.com/gpu" is counted by its requests only: write nvidia.com/gpu',
      'extended resource "gpu" is not a name: write it like nvidia.com/gpu',
    ]);
  });
});
