// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PodEngine, startPodEngine } from "../../../lab/pods/elasticsearch.ts";
import { Client } from "../../../lab/search/client.ts";
import { runPod } from "../../../lab/pods/pod.ts";
import type { DataSize } from "../../../lib/kubernetes/index.ts";
import { teamNamespace } from "../../../lib/kubernetes/objects/namespace.ts";
import { dataKinds, type DataServiceStatus, dataServiceStatus } from "../../../lib/live/data-services.ts";
import { connectKubernetes, type Kubernetes, type KubernetesObject } from "../../../lib/live/index.ts";
import type { Fields } from "../../../lib/manifests/index.ts";
import { expectSoon } from "../web-kinds.ts";
import { pathOf } from "./eck-namespace.ts";
import { searchStack } from "./stacks.ts";

// The real ECK operator and the real Elasticsearch 9.4.3 of Maven Central, which lacks most modules of the image: each pod that the
// operator makes is done on this machine as a kubelet would, from its own specification (lab/pods): volumes from the operator's Secrets and
// ConfigMaps, its init containers with the operator's scripts, then the server with the operator's settings, certificates and users.

const event = `engine-${randomBytes(3).toString("hex")}`;
const bootstrapUser = { name: "bootstrap", password: randomBytes(12).toString("hex"), roles: ["team"] };
const engines: PodEngine[] = [];
let cluster: Kubernetes;

beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab-3");
});

afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  for (const size of ["demo", "ha"])
    await cluster.request("DELETE", `/api/v1/namespaces/${event}-${size}`).catch(() => undefined);
  cluster.close();
});

test.each([
  ["demo", 1],
  ["ha", 3],
] as const)(
  "size %s: with %i Elasticsearch that answer the operator says green, and the Job's requests are taken",
  async (size, count) => {
    const space = await begin(size);
    await expectSoon(async () => (await podsOf(space)).length === count, `${space}: pods`);
    expect((await service(space)).says).toContain("health unknown");

    const pods = await podsOf(space);
    await expectSoon(async () => await prepared(space, pods), `${space}: certificates and addresses`);
    const mine = await Promise.all(pods.map(async (pod) => keep(await startPodEngine(cluster, space, pod))));
    await expectSoon(async () => (await service(space)).state === "ready", `${space}: ready`);
    expect(await service(space)).toEqual({
      service: "Elasticsearch search",
      state: "ready",
      says: `health green, phase Ready, ${count} of ${count} nodes`,
    });
    expect(await conditions(space)).toEqual({
      ReconciliationComplete: "True",
      RunningDesiredVersion: "True",
      ElasticsearchIsReachable: "True",
      ResourcesAwareManagement: expect.any(String) as string,
    });

    const [job] = await cluster.list(`${pathOf("Pod", space)}?labelSelector=batch.kubernetes.io/job-name`);
    const names = new Map([[`search-es-http.${space}.svc`, mine[0]?.address ?? ""]]);
    const said = await runPod(cluster, space, job?.metadata.name ?? "", names);
    const answers = said.trim().split("\n");
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.filter((answer) => !answer.endsWith(": 200"))).toEqual([]);
    // A second run, as after a restart of the pod, changes nothing and fails at nothing.
    expect(await runPod(cluster, space, job?.metadata.name ?? "", names)).toBe(said);
    console.log(`${space}: ${(await service(space)).says}; ${answers.length} requests taken`);
  },
);

test("size ha: while one of three is away a copy is missing and the operator says yellow; with another in its place, green", async () => {
  const space = `${event}-ha`;
  const [first] = engines.filter(({ namespace }) => namespace === space);
  const dying = engines.at(-1);
  if (first === undefined || dying === undefined) throw new Error("none runs");
  const { data } = await cluster.request<{ data: Readonly<Record<string, string>> }>(
    "GET",
    `${pathOf("Secret", space)}/search-es-http-certs-public`,
  );
  const authority = Buffer.from(data["ca.crt"] ?? "", "base64").toString("utf8");
  const client = new Client({ host: first.address, port: 9200, servername: `search-es-http.${space}.svc` }, authority);
  // Without a delay the one that comes gets its copy at once: it is another node to the cluster.
  const index = { settings: { number_of_replicas: 2, "index.unassigned.node_left.delayed_timeout": "0" } };
  expect((await client.request("PUT", "/everywhere", index, bootstrapUser)).status).toBe(200);
  const copied = "/_cluster/health/everywhere?wait_for_status=green&timeout=240s";
  expect(await client.request("GET", copied, undefined, bootstrapUser)).toMatchObject({ body: { active_shards: 3 } });
  client.close();

  await dying.close();
  await ready(space, dying.pod, "False");
  await expectSoon(async () => (await service(space)).says.includes("health yellow"), `${space}: yellow`);
  expect((await service(space)).state).toBe("coming");
  keep(await startPodEngine(cluster, space, dying.pod));
  await ready(space, dying.pod, "True");
  await expectSoon(async () => (await service(space)).state === "ready", `${space}: green again`);
});

/** Says of a pod what a kubelet's probe would find. */
async function ready(space: string, name: string, status: "True" | "False"): Promise<void> {
  const path = `${pathOf("Pod", space)}/${name}`;
  const pod = await cluster.request<{ status: { conditions: readonly { type: string }[] } }>("GET", path);
  const conditions = pod.status.conditions.map((one) => (one.type.endsWith("Ready") ? { ...one, status } : one));
  await cluster.request("PATCH", `${path}/status`, { body: { status: { conditions } } });
}

function keep(engine: PodEngine): PodEngine {
  engines.push(engine);
  return engine;
}

async function begin(size: DataSize): Promise<string> {
  const owner = { event, team: size };
  const space = `${event}-${size}`;
  const namespace = teamNamespace({ ...owner, contact: "ann@example.org" });
  await cluster.request("POST", "/api/v1/namespaces", { body: namespace });
  const { name: username, password, roles } = bootstrapUser;
  const user: Fields = {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/basic-auth",
    metadata: { name: "search-bootstrap" },
    stringData: { username, password, roles: roles.join(",") },
  };
  for (const object of [user, ...searchStack(owner, size).objects]) {
    const body = { ...object, metadata: { ...(object["metadata"] as Fields), namespace: space } };
    if (object["kind"] !== "Kibana") await cluster.request("POST", pathOf(String(object["kind"]), space), { body });
  }
  return space;
}

const ofSearch = "elasticsearch.k8s.elastic.co/cluster-name=search";

async function podsOf(space: string): Promise<string[]> {
  const pods = await cluster.list<KubernetesObject & { status?: { podIP?: string } }>(
    `${pathOf("Pod", space)}?labelSelector=${ofSearch}`,
  );
  return pods.filter(({ status }) => status?.podIP !== undefined).map(({ metadata }) => metadata.name);
}

/** Has the operator written what every one of the pods waits for? */
async function prepared(space: string, pods: readonly string[]): Promise<boolean> {
  const read = async (path: string): Promise<Readonly<Record<string, string>>> =>
    (await cluster.request<{ data?: Readonly<Record<string, string>> }>("GET", path)).data ?? {};
  const keys = await read(`${pathOf("Secret", space)}/search-es-all-es-transport-certs`);
  const hosts = await read(`${pathOf("ConfigMap", space)}/search-es-unicast-hosts`);
  const addresses = (hosts["unicast_hosts.txt"] ?? "").split("\n").filter((line) => line !== "");
  return pods.every((pod) => keys[`${pod}.tls.key`] !== undefined) && addresses.length === pods.length;
}

async function search(space: string): Promise<KubernetesObject> {
  return await cluster.request<KubernetesObject>("GET", `${pathOf("Elasticsearch", space)}/search`);
}

/** As `bivouac status` tells it. */
async function service(space: string): Promise<DataServiceStatus> {
  const kind = dataKinds.find((one) => one.kind === "Elasticsearch");
  if (kind === undefined) throw new Error("Elasticsearch is no data service");
  const found = new Map([[kind, [await search(space)]]]);
  const [status] = dataServiceStatus({ elasticsearch: { size: "demo", kibana: false, retentionDays: 7 } }, found);
  if (status === undefined) throw new Error("nothing is said of Elasticsearch");
  return status;
}

async function conditions(space: string): Promise<Readonly<Record<string, string>>> {
  const { status } = (await search(space)) as { status?: { conditions?: { type: string; status: string }[] } };
  return Object.fromEntries((status?.conditions ?? []).map((one) => [one.type, one.status]));
}
