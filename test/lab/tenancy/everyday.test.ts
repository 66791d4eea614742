// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "./caller.ts";
import { attempt, judge, type Probe, review } from "./matrix.ts";
import { claim, deployment, ingress, pod, service } from "./samples.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";
import { until } from "./until.ts";

// What people must be able to do: a guard rail that is in the way of work is taken down.

let tenancy: Tenancy;
let ant: Tenant;
let home: string;
let apps: string;

beforeAll(async () => {
  tenancy = await makeTenancy({
    name: "everyday",
    edit: (input) => ({ ...input, guardRails: { domain: "apps.example.org" } }),
  });
  [ant] = tenancy.tenants;
  home = `/api/v1/namespaces/${ant.namespace}`;
  apps = `/apis/apps/v1/namespaces/${ant.namespace}`;
});

afterAll(() => tenancy.remove());

const own = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const singly = own.filter((verb) => verb !== "deletecollection");
const read = ["get", "list", "watch"];
const shells = ["attach", "exec", "portforward"].map((sub) => `pods/${sub}`);

// By hand and apart from the roles: who needs which verbs of what.
const work: readonly (readonly [group: string, resources: string, verbs: readonly string[]])[] = [
  ["", "configmaps persistentvolumeclaims pods replicationcontrollers services", own],
  ["apps", "daemonsets deployments replicasets statefulsets", own],
  ["autoscaling", "horizontalpodautoscalers", own],
  ["batch", "cronjobs jobs", own],
  ["cert-manager.io", "certificates", own],
  ["coordination.k8s.io", "leases", own],
  ["gateway.networking.k8s.io", "grpcroutes httproutes tlsroutes", own],
  ["networking.k8s.io", "ingresses", own],
  ["networking.k8s.io", "networkpolicies", singly],
  ["objectbucket.io", "objectbucketclaims", own],
  ["policy", "poddisruptionbudgets", own],
  ["rbac.authorization.k8s.io", "rolebindings roles", singly],
  ["snapshot.storage.k8s.io", "volumesnapshots", own],
];
const seen: typeof work = [
  ["", "endpoints events limitranges resourcequotas serviceaccounts", read],
  ["apps", "controllerrevisions", read],
  ["cert-manager.io", "certificaterequests", read],
  ["discovery.k8s.io", "endpointslices", read],
  ["events.k8s.io", "events", read],
  ["metrics.k8s.io", "pods", ["get", "list"]],
];
const teams: typeof work = [
  ["", "secrets", own],
  ["", "serviceaccounts", ["create", "delete", "patch", "update"]],
  ["", "pods/eviction", ["create"]],
  ["", "pods/ephemeralcontainers", ["get", "patch", "update"]],
  ["", "replicationcontrollers/scale", ["get", "patch", "update"]],
  ["apps", "deployments/scale replicasets/scale statefulsets/scale", ["get", "patch", "update"]],
  ["", "events", ["create", "patch"]],
  ["events.k8s.io", "events", ["create", "patch"]],
];
const debug: typeof work = [
  ["", shells.join(" "), ["create", "get"]],
  ["", "pods/log", ["get"]],
];
const readable = work.map(([group, resources]) => [group, resources, read] as const);

test("each role may do what it says, and nothing else of all that there is", async () => {
  const people: readonly (readonly [readonly Caller[], typeof work])[] = [
    [
      [ant.team, ant.member],
      [...work, ...seen, ...teams, ...debug],
    ],
    [[ant.mentor], [...readable, ...seen, ...debug]],
    [[ant.viewer], [...readable, ...seen]],
  ];
  const verbs = [...own, "approve", "bind", "escalate", "impersonate", "use"];
  const { namespace } = ant;
  const probes = people.flatMap(([callers, rights]) => {
    const may = new Set(
      rights.flatMap(([group, resources, granted]) =>
        resources.split(" ").flatMap((resource) => granted.map((verb) => `${verb} ${resource}.${group}`)),
      ),
    );
    // Kinds that this cluster does not serve may be there elsewhere.
    const kinds = new Set([
      ...tenancy.served.filter(({ namespaced }) => namespaced).map(({ group, resource }) => `${resource}.${group}`),
      ...[...may].map((right) => right.slice(right.indexOf(" ") + 1)),
    ]);
    return [...kinds].flatMap((kind) => {
      const [resource = "", ...group] = kind.split(".");
      return verbs.flatMap((verb) =>
        callers.map((caller) =>
          review(caller, may.has(`${verb} ${kind}`) ? "allowed" : "refused", {
            verb,
            group: group.join("."),
            resource,
            namespace,
          }),
        ),
      );
    });
  });
  probes.push(
    ...[ant.team, ant.member, ant.mentor, ant.viewer].map((caller) =>
      review(caller, "allowed", { verb: "get", resource: "namespaces", name: namespace, namespace }),
    ),
  );
  expect(await judge("roles", probes)).toEqual([]);
});

test("a team deploys, scales, restarts, looks, opens shells and cleans up", async () => {
  const { team, namespace } = ant;
  const done = async (method: string, path: string, body?: unknown, type?: "strategic"): Promise<void> => {
    const { status, message } = await team.call(method, path, { ...(body === undefined ? {} : { body }), type });
    expect(status, `${method} ${path}: ${message}`).toBeLessThan(300);
  };
  await done("POST", `${apps}/deployments`, deployment("web"));
  await done("POST", `${home}/services`, service("web"));
  await done("PATCH", `${apps}/deployments/web/scale`, { spec: { replicas: 2 } });
  const available = async (count: number): Promise<boolean> => {
    const { metadata, status } = (await team.call("GET", `${apps}/deployments/web`)).body as {
      readonly metadata: { readonly generation: number };
      readonly status: Readonly<Record<string, number>>;
    };
    const counts = ["replicas", "updatedReplicas", "availableReplicas"].map((field) => status[field]);
    return status["observedGeneration"] === metadata.generation && counts.every((each) => each === count);
  };
  await until("two replicas run", () => available(2));
  const annotations = { "kubectl.kubernetes.io/restartedAt": new Date().toISOString() };
  await done("PATCH", `${apps}/deployments/web`, { spec: { template: { metadata: { annotations } } } }, "strategic");
  await until("the restart is over", () => available(2));

  const { body } = await team.call("GET", `${home}/pods?labelSelector=app%3Dweb`);
  const names = (body["items"] as { metadata: { name: string; deletionTimestamp?: string } }[])
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name);
  const one = `${home}/pods/${names[0]}`;
  // No kubelet answers here: whoever is told that it does not was let through.
  const stream = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "YWJjZGVmZ2hpamtsbW5vcA==",
  };
  const streams = ["exec?command=ls&stdout=1", "attach?stdout=1", "portforward?ports=80"];
  const reached = async (caller: Caller, path: string, headers = {}): Promise<string> => {
    const { status } = await caller.call("GET", `${one}/${path}`, { headers });
    return status === 403 ? "refused" : status === 404 ? "no pod" : "kubelet";
  };
  for (const path of streams) {
    expect([path, await reached(team, path, stream)]).toEqual([path, "kubelet"]);
    expect([path, await reached(ant.mentor, path, stream)]).toEqual([path, "kubelet"]);
    expect([path, await reached(ant.viewer, path, stream)]).toEqual([path, "refused"]);
  }
  expect([await reached(team, "log"), await reached(ant.mentor, "log"), await reached(ant.viewer, "log")]).toEqual([
    "kubelet",
    "kubelet",
    "refused",
  ]);
  await done("POST", `${one}/eviction`, {
    apiVersion: "policy/v1",
    kind: "Eviction",
    metadata: { name: names[0], namespace },
  });
  await done("DELETE", `${apps}/deployments/web`);
  await done("DELETE", `${home}/services/web`);
});

test("every kind that a team works with can be made, changed and removed", async () => {
  const { team, namespace } = ant;
  const named = (name: string, more: object) => ({ metadata: { name }, ...more });
  const selector = { matchLabels: { app: "web" } };
  const job = (deployment("x")["spec"] as { template: { metadata: object; spec: object } }).template;
  const runOnce = { template: { ...job, spec: { ...job.spec, restartPolicy: "Never" } } };
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
  const at = (group: string): string => `/apis/${group}/namespaces/${namespace}`;
  const all: readonly (readonly [path: string, body: object])[] = [
    [`${home}/configmaps`, named("a", { data: { a: "b" } })],
    [`${home}/secrets`, named("a", { stringData: { password: "x" } })],
    [`${home}/secrets`, named("tls", { type: "kubernetes.io/tls", stringData: { "tls.crt": "", "tls.key": "" } })],
    [`${home}/serviceaccounts`, named("robot", {})],
    [`${home}/persistentvolumeclaims`, claim("a")],
    [`${home}/services`, service("a")],
    [`${home}/services`, service("headless", { clusterIP: "None" })],
    [`${home}/pods`, pod("a")],
    [`${home}/pods`, pod("robot", { spec: { serviceAccountName: "default", automountServiceAccountToken: true } })],
    [`${home}/events`, named("a", { involvedObject: { kind: "Pod", name: "a", namespace }, reason: "Tried" })],
    [
      `${apps}/statefulsets`,
      named("db", {
        spec: {
          serviceName: "db",
          selector,
          template: { ...job, metadata: { labels: selector.matchLabels } },
          volumeClaimTemplates: [claim("data")],
        },
      }),
    ],
    [`${at("batch/v1")}/jobs`, named("a", { spec: runOnce })],
    [`${at("batch/v1")}/cronjobs`, named("a", { spec: { schedule: "0 3 * * *", jobTemplate: { spec: runOnce } } })],
    [
      `${at("autoscaling/v2")}/horizontalpodautoscalers`,
      named("a", { spec: { scaleTargetRef: target, maxReplicas: 3 } }),
    ],
    [`${at("policy/v1")}/poddisruptionbudgets`, named("a", { spec: { minAvailable: 1, selector } })],
    [`${at("coordination.k8s.io/v1")}/leases`, named("leader", { spec: { holderIdentity: "a" } })],
    [`${at("networking.k8s.io/v1")}/ingresses`, ingress("a", "ant.apps.example.org")],
    [
      `${at("networking.k8s.io/v1")}/networkpolicies`,
      named("a", { spec: { podSelector: selector, ingress: [{ from: [{ podSelector: {} }] }] } }),
    ],
    [
      `${at("rbac.authorization.k8s.io/v1")}/roles`,
      named("a", { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] }),
    ],
  ];
  const probes: Probe[] = [];
  for (const [path, body] of all) {
    const { name } = (body as { metadata: { name: string } }).metadata;
    probes.push(attempt(team, "allowed", `try ${path} ${name}`, "POST", path, { body }));
    probes.push(attempt(ant.mentor, "refused", `try ${path} ${name}`, "POST", path, { body }));
    probes.push(attempt(ant.viewer, "refused", `try ${path} ${name}`, "POST", path, { body }));
    const made = await team.call("POST", path, { body });
    expect(made.status, `${path} ${name}: ${made.message}`).toBe(201);
  }
  // What was tried above is there by now: it can be labelled and removed.
  const later = all.flatMap(([path, body]) => {
    const one = `${path}/${(body as { metadata: { name: string } }).metadata.name}`;
    return [
      attempt(team, "allowed", `label ${one}`, "PATCH", one, { body: { metadata: { labels: { seen: "yes" } } } }),
      ...(path.endsWith("/events") ? [] : [attempt(team, "allowed", `remove ${one}`, "DELETE", one)]),
      attempt(ant.mentor, "refused", `remove ${one}`, "DELETE", one),
      attempt(ant.viewer, "refused", `remove ${one}`, "DELETE", one),
    ];
  });
  const fresh = probes.filter(({ expected }) => expected === "refused");
  expect(await judge("every kind", [...fresh, ...later])).toEqual([]);
});
