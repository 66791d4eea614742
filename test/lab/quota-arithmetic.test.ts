// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hardLimits, teamQuota } from "../../lib/kubernetes/objects/quota.ts";
import { connectKubernetes, type Kubernetes } from "../../lib/live/index.ts";
import { budgets, type Fields, lintManifests, Manifest, manifestSet, rules } from "../../lib/manifests/index.ts";
import { Quantity } from "../../lib/model/index.ts";
import { makeNamespace, pathOf, quotasReady, type StoredQuota, until } from "./quota/namespaces.ts";
import { claim, dice, podSpec, service, workload } from "./quota/random-objects.ts";

// What we say a namespace needs is what the quota controller counts, to the last byte; and what we say a quota or LimitRange refuses is
// what admission refuses. The pods are made by Kubernetes' own controllers.

const context = process.env.BIVOUAC_TEST_CONTEXT ?? "bivouac-lab";
const seed = Number(process.env.BIVOUAC_SEED ?? 7);
const event = `quota-${randomBytes(3).toString("hex")}`;
const namespaces = Array.from({ length: 12 }, (_, index) => `${event}-${index}`);
const choices = { runtimeClass: `${event}-overhead`, priorityClass: `${event}-urgent` };
const quotaRules = rules.filter(({ id }) => id.startsWith("QF"));
let cluster: Kubernetes;

const shared: readonly Fields[] = [
  {
    apiVersion: "node.k8s.io/v1",
    kind: "RuntimeClass",
    metadata: { name: choices.runtimeClass },
    handler: "none",
    overhead: { podFixed: { cpu: "125m", memory: "96Mi" } },
  },
  { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: choices.priorityClass }, value: 1000 },
];
const sharedPaths = [`/apis/node.k8s.io/v1/runtimeclasses`, `/apis/scheduling.k8s.io/v1/priorityclasses`];

const huge = { cpu: "1000", "limits.cpu": "1000", memory: "1000Gi", "limits.memory": "1000Gi" };
const everything = {
  ...huge,
  ...hardLimits({
    event,
    team: "t",
    size: "large",
    quota: {
      cpu: 1000,
      limitsCpu: 1000,
      memory: "1000Gi",
      storage: "1000Gi",
      nodePorts: 100,
      loadBalancers: 100,
      pods: 1000,
    },
  }),
  "ephemeral-storage": "1000Gi",
  "requests.ephemeral-storage": "1000Gi",
  "limits.ephemeral-storage": "1000Gi",
  "requests.nvidia.com/gpu": "1000",
  "hugepages-2Mi": "100Gi",
  "requests.hugepages-2Mi": "100Gi",
  "fast.storageclass.storage.k8s.io/requests.storage": "1000Gi",
  "slow.storageclass.storage.k8s.io/persistentvolumeclaims": "1000",
  "count/pods": "1000",
  "count/replicasets.apps": "1000",
  "count/controllerrevisions.apps": "1000",
  "count/serviceaccounts": "1000",
  "count/services": "1000",
  "count/persistentvolumeclaims": "1000",
  "count/horizontalpodautoscalers.autoscaling": "1000",
  replicationcontrollers: "1000",
};
// Counted once the kind exists; the lab has no Gateway API.
const counted = Object.fromEntries(Object.entries(everything).filter(([key]) => !key.includes("httproutes")));
const quota = (name: string, hard: Fields, spec: Fields = {}): Fields => ({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name },
  spec: { hard, ...spec },
});
const only = (scopeName: string, operator: string, values: readonly string[]) => ({
  scopeSelector: { matchExpressions: [{ scopeName, operator, ...(values.length > 0 && { values }) }] },
});
const scoped = [
  quota("terminating", { ...huge, pods: "1000" }, { scopes: ["Terminating"] }),
  quota("not-terminating", { ...huge, pods: "1000" }, { scopes: ["NotTerminating"] }),
  quota("best-effort", { pods: "1000" }, { scopes: ["BestEffort"] }),
  quota("not-best-effort", { pods: "1000", "requests.memory": "1000Gi" }, { scopes: ["NotBestEffort"] }),
  quota("urgent", { pods: "1000", "requests.cpu": "1000" }, only("PriorityClass", "In", [choices.priorityClass])),
  quota("not-urgent", { pods: "1000" }, only("PriorityClass", "NotIn", [choices.priorityClass])),
  quota("any-priority", { pods: "1000" }, only("PriorityClass", "Exists", [])),
];

const limitRange = teamQuota({
  event,
  team: "t",
  quota: { cpu: 4, memory: "8Gi", storage: "100Gi" },
  limits: { ephemeralStorage: "2Gi" },
}).limits;

/** Every third namespace has no LimitRange, and then no quota that wants values: pods of best effort can be. */
function around(index: number): readonly Fields[] {
  if (index % 3 !== 2) return [quota("all", counted), ...scoped, { ...limitRange, metadata: { name: "limits" } }];
  const bare = Object.fromEntries(
    Object.entries(counted).filter(([key]) => !/^((requests|limits)\.)?(cpu|memory)$/.test(key)),
  );
  return [quota("all", bare), quota("best-effort", { pods: "1000" }, { scopes: ["BestEffort"] })];
}

function objectsOf(index: number): readonly Fields[] {
  const die = dice(seed * 1000 + index);
  const many = <T>(count: number, make: (name: string) => T) => Array.from({ length: count }, (_, at) => make(`${at}`));
  return [
    ...many(3, (at) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `pod-${at}` },
      spec: podSpec(die, choices),
    })),
    ...many(5, (at) => workload(die, `work-${at}`, choices)).flat(),
    ...many(2, (at) => service(die, `service-${at}`)),
    ...many(2, (at) => claim(die, `claim-${at}`)),
    ...many(die.roll(3), (at) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: `config-${at}` } })),
    ...many(die.roll(3), (at) => ({ apiVersion: "v1", kind: "Secret", metadata: { name: `secret-${at}` } })),
  ];
}

const made = namespaces.map((namespace, index) => {
  const manifests = [...around(index), ...objectsOf(index)].map((value) => new Manifest(value, { namespace }));
  const set = manifestSet([...manifests, ...shared.map((value) => new Manifest(value))]);
  return { namespace, around: around(index), objects: objectsOf(index), budget: budgets(set).get(namespace)! };
});

beforeAll(async () => {
  cluster = await connectKubernetes(context, { concurrency: 4 });
  for (const [index, path] of sharedPaths.entries()) await cluster.request("POST", path, { body: shared[index] });
  await Promise.all(
    made.map(async ({ namespace, around: own }) => {
      await makeNamespace(cluster, namespace, { "bivouac.dev/event": event });
      for (const body of own) await cluster.request("POST", pathOf(body, namespace), { body });
      await quotasReady(cluster, namespace);
    }),
  );
});

afterAll(async () => {
  // The lab has no controller that lets go of claims.
  for (const namespace of namespaces) {
    const claims = await cluster.list(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`).catch(() => []);
    for (const { metadata } of claims)
      await cluster
        .request("PATCH", `/api/v1/namespaces/${namespace}/persistentvolumeclaims/${metadata.name}`, {
          body: { metadata: { finalizers: null } },
        })
        .catch(() => undefined);
  }
  const paths = [
    ...namespaces.map((name) => `/api/v1/namespaces/${name}`),
    ...sharedPaths.map((path, index) => `${path}/${(shared[index]!["metadata"] as { name: string }).name}`),
  ];
  for (const path of paths) await cluster.request("DELETE", path).catch(() => undefined);
  cluster.close();
});

test("the quota controller counts what we say", async () => {
  await Promise.all(
    made.map(async ({ namespace, objects }) => {
      for (const body of objects) await cluster.request("POST", pathOf(body, namespace), { body });
    }),
  );
  let [keys, right, pods, quotas] = [0, 0, 0, 0];
  const wrong: string[] = [];
  await Promise.all(
    made.map(async ({ namespace, budget }) => {
      let last: string[] = [];
      const compare = (stored: readonly StoredQuota[]): string[] =>
        budget.fits().flatMap(({ quota: { manifest }, rows }) => {
          const used = stored.find(({ metadata }) => metadata.name === manifest.name)?.status?.used ?? {};
          return rows.flatMap(({ resource, needed }) =>
            Quantity.read(used[resource])?.equals(needed)
              ? []
              : [`${namespace} ${manifest.name} ${resource}: used ${used[resource]}, we say ${needed.canonical}`],
          );
        });
      await until(
        async () => {
          last = compare(await cluster.list<StoredQuota>(`/api/v1/namespaces/${namespace}/resourcequotas`));
          return last.length === 0 ? true : undefined;
        },
        () => last.join("\n"),
        60,
      ).catch(() => undefined);
      const all = budget.fits().flatMap(({ rows }) => rows);
      keys += all.length;
      right += all.length - last.length;
      quotas += budget.quotas.length;
      pods += Number(all.find(({ resource }) => resource === "count/pods")?.needed.units ?? 0n);
      wrong.push(...last, ...(last.length === 0 ? [] : await warnings(namespace)));
    }),
  );
  console.log(
    `quota arithmetic: ${right}/${keys} keys of ${quotas} quotas over ${pods} pods in ${made.length} namespaces`,
  );
  expect(wrong).toEqual([]);
});

/** What the controllers say of pods that did not come. */
async function warnings(namespace: string): Promise<string[]> {
  const events = await cluster.list<{ readonly message?: string; readonly reason?: string }>(
    `/api/v1/namespaces/${namespace}/events`,
  );
  return [
    ...new Set(
      events.filter(({ reason }) => reason?.startsWith("FailedC")).map(({ reason, message }) => `${reason} ${message}`),
    ),
  ];
}

test("what we say is refused is refused, and nothing else", async () => {
  let [asked, refused] = [0, 0];
  const wrong: string[] = [];
  await Promise.all(
    made.map(async ({ namespace, around: own, objects, budget }, index) => {
      const die = dice(seed * 2000 + index);
      // Little room is left beside what is there.
      const rows = budget.fits()[0]!.rows;
      const room: Readonly<Record<string, string>> = {
        "requests.cpu": "1",
        "requests.memory": "2Gi",
        "limits.memory": "6Gi",
        "requests.storage": "2Gi",
        "requests.nvidia.com/gpu": "1",
        "services.nodeports": "1",
        "services.loadbalancers": "1",
        "requests.ephemeral-storage": "1Gi",
        "requests.hugepages-2Mi": "32Mi",
      };
      const tight = quota(
        "tight",
        Object.fromEntries(
          rows.flatMap(({ resource, needed }) => {
            const more = room[resource];
            return more === undefined || die.once(3) ? [] : [[resource, needed.plus(Quantity.parse(more)).canonical]];
          }),
        ),
      );
      await cluster.request("POST", pathOf(tight, namespace), { body: tight });
      await quotasReady(cluster, namespace);
      const standing = [...own, tight, ...objects].map((value) => new Manifest(value, { namespace }));
      const around = [...standing, ...shared.map((value) => new Manifest(value))];
      for (let turn = 0; turn < 40; turn += 1) {
        const name = `ask-${turn}`;
        const value: Fields = die.pick([
          () => ({
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name },
            spec: { ...podSpec(die, { ...choices, wild: true }) },
          }),
          () => ({
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name },
            spec: { ...podSpec(die, { ...choices, wild: true }) },
          }),
          () => claim(die, name),
          () => service(die, name),
        ])();
        const plain = JSON.parse(JSON.stringify(value)) as Fields;
        const said = lintManifests([new Manifest(plain, { namespace })], { around, rules: quotaRules }).filter(
          ({ severity }) => severity === "error",
        );
        const answer = await cluster.request("POST", `${pathOf(plain, namespace)}?dryRun=All`, { body: plain }).then(
          () => "",
          (error: unknown) => String(error),
        );
        asked += 1;
        if (answer !== "") refused += 1;
        if ((answer !== "") !== said.length > 0)
          wrong.push(
            `${namespace} ${JSON.stringify(plain)}\n  apiserver: ${answer || "taken"}\n  we: ${said.map(({ code, message }) => `${code} ${message}`).join("; ") || "taken"}`,
          );
      }
    }),
  );
  console.log(`refusals by quota and limits: ${asked - wrong.length}/${asked} (${refused} refused)`);
  expect(wrong).toEqual([]);
});
