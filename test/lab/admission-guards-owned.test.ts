// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fields } from "../../lib/manifests/index.ts";
import { sampleContainer, sampleDeployment, samplePodSpec } from "../../lib/manifests/samples.ts";
import { type Attempt, namespaceAttempts, ownedAttempts } from "./admission-guards/attempts.ts";
import { makeSite, type Site } from "./admission-guards/site.ts";
import type { CallOptions } from "./tenancy/caller.ts";
import { pathOf } from "./tenancy/discovery.ts";
import { until } from "./tenancy/until.ts";

// What holds a team in, asked by somebody whose rights are far too wide; then what controllers and organizers must still be able to do.

let site: Site;
let core: string;
let apps: string;
let rbac: string;
let network: string;

beforeAll(async () => {
  site = await makeSite("work");
  const { namespace } = site.ant;
  core = `/api/v1/namespaces/${namespace}`;
  apps = `/apis/apps/v1/namespaces/${namespace}`;
  rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  network = `/apis/networking.k8s.io/v1/namespaces/${namespace}`;
  await until("the guards are in force", async () => {
    const answers = await Promise.all([
      site.wide.try("PATCH", `${core}/resourcequotas/quota`, { body: { spec: { hard: { pods: "99" } } } }),
      site.wide.try("PATCH", core, { body: { metadata: { labels: { a: "b" } } } }),
      site.wide.try("POST", `${core}/pods`, { body: pod("quay.io/a/b") }),
      site.wide.try("POST", `${core}/pods`, { body: pod("nginx:1", { digests: "true" }) }),
      site.wide.try("POST", `${core}/configmaps`, {
        body: { metadata: { name: "x", labels: { "bivouac.dev/team": "bee" } } },
      }),
    ]);
    return answers.every(({ status }) => status === 422);
  });
});

afterAll(() => site?.close());

const fields = (value: unknown): Fields => value as Fields;

function pod(image: string, labels: Fields = {}): Fields {
  return { metadata: { name: "app", labels }, spec: samplePodSpec({ containers: [sampleContainer({ image })] }) };
}

async function wrongAllows(guard: string, attempts: readonly Attempt[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const [title, method, path, options] of attempts) {
    const { status, message } = await site.wide.try(method, path, options);
    const refused = status === 422 && message.includes(`ValidatingAdmissionPolicy '${site.tenancy.event}-${guard}'`);
    if (!refused) wrong.push(`${title}: ${status} ${message}`);
  }
  console.log(`${guard}: ${attempts.length - wrong.length}/${attempts.length} ways refused`);
  return wrong;
}

async function read(path: string): Promise<Fields> {
  return (await site.tenancy.admin.call("GET", path)).body;
}

test("what holds the team in is neither changed, nor taken away, nor forged", async () => {
  const stored = await read(`${core}/resourcequotas/quota`);
  // The controller counts meanwhile: an update of any version.
  const unversioned = { ...stored, metadata: { ...fields(stored["metadata"]), resourceVersion: undefined } };
  const made = await site.wide.call("POST", `${core}/configmaps`, { body: { metadata: { name: "plain" } } });
  expect(made.status).toBe(201);
  expect(
    await wrongAllows(
      "admin-owned",
      ownedAttempts({ core, network, rbac }, unversioned, fields(made.body["metadata"])["uid"]),
    ),
  ).toEqual([]);
});

test("the namespace is not changed, by no way in", async () => {
  const stored = await read(core);
  expect(await wrongAllows("namespaces", namespaceAttempts(core, site.ant.namespace, stored))).toEqual([]);
});

test("controllers, the scheduler and the team do their work", async () => {
  const { team, namespace } = site.ant;
  const make = async (object: Fields): Promise<void> => {
    const typed = { ...object, metadata: { namespace } } as Parameters<typeof pathOf>[1];
    const { status, message } = await team.call("POST", pathOf(site.served, typed), { body: object });
    if (status !== 201) throw new Error(`${typed.kind}: ${status} ${message}`);
  };
  await make(sampleDeployment({}, { replicas: 2 }));
  const selector = { app: "app" };
  await make({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { selector, ports: [{ port: 80 }] },
  });
  const template = { metadata: { labels: { app: "each" } }, spec: samplePodSpec() };
  const claims = [
    {
      metadata: { name: "data" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    },
  ];
  const each = { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "each" } };
  await make({ ...each, spec: { selector: { matchLabels: { app: "each" } }, template } });
  const state = { ...template, metadata: { labels: { app: "state" } } };
  await make({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "state" },
    spec: {
      serviceName: "web",
      selector: { matchLabels: { app: "state" } },
      template: state,
      volumeClaimTemplates: claims,
    },
  });
  await make({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "once" },
    spec: { template: { spec: samplePodSpec({ restartPolicy: "Never" }) } },
  });
  const status = async (path: string): Promise<Fields> => fields((await read(path))["status"] ?? {});
  await until("the Deployment is ready", async () => (await status(`${apps}/deployments/app`))["readyReplicas"] === 2);
  await until(
    "each node has its pod",
    async () => Number((await status(`${apps}/daemonsets/each`))["numberReady"] ?? 0) > 0,
  );
  await until("the StatefulSet's claim has the cluster's default class", async () => {
    const claim = await read(`${core}/persistentvolumeclaims/data-state-0`);
    return fields(claim["spec"] ?? {})["storageClassName"] === `${site.tenancy.event}-usual`;
  });
  await until("the Job has its pod", async () => {
    const { active = 0, succeeded = 0 } = (await status(`/apis/batch/v1/namespaces/${namespace}/jobs/once`)) as Record<
      string,
      number
    >;
    return active + succeeded > 0;
  });
  await until("the Service has its endpoints", async () => {
    const list = await read(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`);
    return JSON.stringify(list).includes('"addresses"');
  });
  await until("the quota counts", async () => {
    const { used } = await status(`${core}/resourcequotas/quota`);
    return Number(fields(used ?? {})["pods"] ?? 0) >= 4;
  });
  // An object from before a guard: it is scaled and labelled, and only a new image has to be right.
  const deployment = `${apps}/deployments/app`;
  const image = (name: string) => ({ spec: { template: { spec: { containers: [{ name: "app", image: name }] } } } });
  const patch = (body: Fields, path = deployment) => team.call("PATCH", path, { body, type: "strategic" });
  expect((await patch(image("nginx:1"))).status).toBe(200);
  expect((await patch({ metadata: { labels: { digests: "true" } } })).status).toBe(200);
  expect((await patch({ spec: { replicas: 1 } }, `${deployment}/scale`)).status).toBe(200);
  expect((await patch(image("nginx:2"))).status).toBe(422);
  expect((await patch({ metadata: { labels: { digests: null } } })).status).toBe(200);
  await until("the new image is rolled out and scaled", async () => {
    const { updatedReplicas, replicas } = await status(deployment);
    return updatedReplicas === 1 && replicas === 1;
  });
});

test("pods that run get no container from elsewhere, no node by hand and no other owner", async () => {
  const { wide } = site;
  expect((await wide.call("POST", `${core}/pods`, { body: pod("nginx:1", { app: "mine" }) })).status).toBe(201);
  const debug = (image: string): CallOptions => ({
    body: { spec: { ephemeralContainers: [{ ...sampleContainer({ name: "debug", image }), resources: undefined }] } },
    type: "strategic",
  });
  const path = `${core}/pods/app`;
  expect(await wide.try("PATCH", `${path}/ephemeralcontainers`, debug("nginx:1"))).toMatchObject({ status: 200 });
  expect(
    await wrongAllows("images", [
      ["an ephemeral container", "PATCH", `${path}/ephemeralcontainers`, debug("quay.io/a/b")],
      [
        "another image",
        "PATCH",
        path,
        { body: { spec: { containers: [{ name: "app", image: "quay.io/a/b" }] } }, type: "strategic" },
      ],
    ]),
  ).toEqual([]);
  const binding = {
    apiVersion: "v1",
    kind: "Binding",
    metadata: { name: "app" },
    target: { apiVersion: "v1", kind: "Node", name: "node-0" },
  };
  expect(
    await wrongAllows("placement", [
      ["a binding", "POST", `${path}/binding`, { body: binding }],
      ["a binding by the old way", "POST", `${core}/bindings`, { body: binding }],
      [
        "a taint later",
        "PATCH",
        path,
        {
          body: [{ op: "add", path: "/spec/tolerations/-", value: { key: "example.org/bee", operator: "Exists" } }],
          type: "patch",
        },
      ],
    ]),
  ).toEqual([]);
  const labels = { metadata: { labels: { "bivouac.dev/team": "bee" } } };
  expect(
    await wrongAllows("owner-labels", [
      ["another owner", "PATCH", path, { body: labels }],
      ["another owner through status", "PATCH", `${path}/status`, { body: labels }],
    ]),
  ).toEqual([]);
});

test("organizers change what is theirs, and a namespace goes away with all that is in it", async () => {
  const { tenancy } = site;
  const { admin } = tenancy;
  for (const object of site.ant.objects) await tenancy.apply(object);
  const done = async (method: string, path: string, body?: Fields): Promise<void> => {
    const { status, message } = await admin.call(method, path, { body });
    expect(status < 300 ? "" : `${method} ${path}: ${status} ${message}`).toBe("");
  };
  await done("PATCH", core, { metadata: { annotations: { "bivouac.dev/expires": "2100-01-01T00:00:00Z" } } });
  await done("POST", `${network}/networkpolicies`, {
    metadata: { name: "opening" },
    spec: { podSelector: {}, egress: [{}] },
  });
  await done("POST", `${rbac}/rolebindings`, {
    metadata: { name: "all" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "viewers" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:authenticated" }],
  });
  await done("DELETE", `${core}/resourcequotas/quota`);
  for (const object of site.ant.objects.filter(({ kind }) => kind === "ResourceQuota")) await tenancy.apply(object);
  await done("DELETE", core);
  // The lab runs no controller that lets go of claims: somebody with its rights does it.
  const keeper = site.tenancy.person(
    "system:serviceaccount:kube-system:pvc-protection-controller",
    "system:serviceaccounts",
  );
  const claim = `${core}/persistentvolumeclaims/data-state-0`;
  await until("the claim's keeper lets go", async () => {
    const { status, body } = await admin.call("GET", claim);
    if (status === 404) return true;
    const put = await keeper.call("PUT", claim, {
      body: { ...body, metadata: { ...fields(body["metadata"]), finalizers: [], resourceVersion: undefined } },
    });
    return put.status === 200;
  });
  await until("the namespace is gone", async () => (await admin.call("GET", core)).status === 404);
});
