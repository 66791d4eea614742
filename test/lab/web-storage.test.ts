// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { App, Chart } from "cdk8s";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Manifest,
  renderManifests,
  ReverseProxy,
  TeamNamespace,
  TeamQuota,
  TeamStorage,
  WebService,
} from "../../lib/kubernetes/index.ts";
import { connectKubernetes, type Kubernetes } from "../../lib/live/index.ts";
import { lintManifests } from "../../lib/manifests/index.ts";
import { schedules } from "../manifests/rules/practice/schedules.ts";
import { countedSoon, expectSoon, installKinds } from "./web-kinds.ts";

// Web services and storage on a real apiserver: in a namespace where "restricted" is enforced and the quota is used up to the last pod.

const event = `web-${randomBytes(3).toString("hex")}`;
const owner = { event, team: "nris" };
const namespace = `${event}-nris`;
const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;

let cluster: Kubernetes;
let removeKinds = async (): Promise<void> => {};
let objects: readonly Manifest[];

beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab-3");
  removeKinds = await installKinds(cluster);
  const { objects: rendered, findings } = renderManifests(chart());
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  objects = rendered;
});

afterAll(async () => {
  const path = `/api/v1/namespaces/${namespace}`;
  await cluster.request("DELETE", path).catch(() => undefined);
  // The kinds go last: a namespace whose objects nobody can list any more stays.
  const isGone = (): Promise<boolean> =>
    cluster.request("GET", path).then(
      () => false,
      () => true,
    );
  try {
    await expectSoon(isGone, `${namespace} is gone`);
  } finally {
    await removeKinds();
    cluster.close();
  }
});

test("the linter finds no error in what the constructs write", () => {
  expect(lintManifests(objects).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("the apiserver takes every object, and the Deployments become available", async () => {
  for (const object of objects) {
    if (object.kind === "HTTPRoute") await countedSoon(cluster, namespace);
    await cluster.request("POST", pathOf(object), { body: object });
  }
  for (const name of ["shop", "feed"]) await expectSoon(() => isRolledOut(name), `${name} is available`);
  const { status } = await cluster.request<Quota>("GET", `/api/v1/namespaces/${namespace}/resourcequotas/quota`);
  expect(status.used).toMatchObject({
    pods: "3",
    "requests.cpu": "250m",
    "requests.memory": "1088Mi",
    "requests.storage": "1Gi",
    persistentvolumeclaims: "1",
  });
  console.log(`web and storage: ${objects.length}/${objects.length} objects taken, quota full with 3/3 pods`);
});

test("a roll-out inside the full quota ends, one that wants another pod does not", async () => {
  const roll = (text: string, more: object = {}): Promise<unknown> =>
    cluster.request("PATCH", `${deployments}/shop`, {
      body: { spec: { ...more, template: { metadata: { annotations: { "example.org/roll": text } } } } },
    });
  await roll("one");
  await expectSoon(() => isRolledOut("shop"), "shop is rolled out");
  expect(await isRolledOut("shop")).toBe(true);
  await roll("two", { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
  await expectSoon(async () => {
    const { status } = await cluster.request<Deployment>("GET", `${deployments}/shop`);
    return (
      status.conditions?.some(
        ({ type, message }) => type === "ReplicaFailure" && message.includes("exceeded quota"),
      ) === true
    );
  }, "the quota refuses a pod more");
});

test("schedules: the rule says of each what the apiserver says", async () => {
  const path = `/apis/batch/v1/namespaces/${namespace}/cronjobs?dryRun=All`;
  const answers = await Promise.all(
    schedules.map(async ([schedule, right]) => {
      const taken = await cluster.request("POST", path, { body: cronJob(schedule) }).then(
        () => true,
        (error: unknown) => {
          expect(String(error)).toContain("schedule");
          return false;
        },
      );
      return [schedule, taken, right] as const;
    }),
  );
  expect(answers.filter(([, taken, right]) => taken !== right)).toEqual([]);
  console.log(`schedules: agreement ${answers.length}/${schedules.length}`);
});

interface Quota {
  readonly status: { readonly used: Readonly<Record<string, string>> };
}

interface Deployment {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
}

async function isRolledOut(name: string): Promise<boolean> {
  const { metadata, spec, status } = await cluster.request<Deployment>("GET", `${deployments}/${name}`);
  return (
    status.observedGeneration === metadata.generation &&
    status.replicas === spec.replicas &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas
  );
}

function chart(): Chart {
  const scope = new Chart(new App(), "web");
  const guardRails = { domain: "apps.example.org", gateway: { namespace: "gateways", name: "public" } };
  const made = new TeamNamespace(scope, "Namespace", { ...owner, contact: "ann@example.org" });
  const quota = new TeamQuota(scope, "Quota", {
    ...owner,
    quota: { cpu: "250m", memory: "1088Mi", pods: 3, storage: "1Gi" },
  });
  quota.node.addDependency(made);
  const shared = new TeamStorage(scope, "Shared", {
    ...owner,
    name: "shared",
    kind: "rwx",
    size: "1Gi",
    teardown: "snapshot",
  });
  shared.snapshot("Copy", "shared-before");
  const bucket = new TeamStorage(scope, "Bucket", {
    ...owner,
    name: "files",
    kind: "bucket",
    size: "5Gi",
    storageClass: "objects",
  });
  const cache = new TeamStorage(scope, "Cache", { ...owner, name: "cache", kind: "ephemeral", size: "100Mi" });
  const web = new WebService(scope, "Shop", {
    ...owner,
    guardRails,
    name: "shop",
    image: "registry.example.org/shop:1.4",
    replicas: 2,
    cpuLimit: "250m",
    issuer: { name: "letsencrypt", kind: "ClusterIssuer" },
    config: [{ path: "/etc/shop", files: { "shop.toml": "a = 1" } }],
    volumes: [{ storage: cache, path: "/cache" }],
  });
  const ingress = new ReverseProxy(scope, "Old", {
    ...owner,
    guardRails,
    name: "old",
    route: "ingress",
    target: { service: "shop", port: 8080 },
  });
  const feed = new ReverseProxy(scope, "Feed", {
    ...owner,
    guardRails,
    name: "feed",
    target: { url: "https://feed.example.com/v1" },
  });
  for (const each of [shared, bucket, web, ingress, feed]) each.node.addDependency(quota);
  return scope;
}

function cronJob(schedule: string): object {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "a:1" }] } };
  return { metadata: { name: "a" }, spec: { schedule, jobTemplate: { spec: { template } } } };
}

const plurals: Readonly<Record<string, string>> = { Ingress: "ingresses", NetworkPolicy: "networkpolicies" };

function pathOf({ apiVersion, kind, metadata }: Manifest): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = plurals[kind] ?? `${kind.toLowerCase()}s`;
  return metadata.namespace === undefined ? `${root}/${plural}` : `${root}/namespaces/${metadata.namespace}/${plural}`;
}
