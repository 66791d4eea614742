// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "./caller.ts";
import { attempt, judge, type Probe } from "./matrix.ts";
import { pod } from "./samples.ts";
import { until } from "./until.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";

// Ways to take over a namespace: the cases that apply of Capsule's end-to-end tests.

let tenancy: Tenancy;
let ant: Tenant;
let bee: Tenant;

beforeAll(async () => {
  tenancy = await makeTenancy({ name: "hijack" });
  [ant, bee] = tenancy.tenants;
});

afterAll(() => tenancy.remove());

test("a namespace's labels stay, whichever way somebody tries to change them", async () => {
  const before = await tenancy.admin.call("GET", `/api/v1/namespaces/${ant.namespace}`);
  const labels = {
    "bivouac.dev/event": "another",
    "bivouac.dev/team": bee.id,
    "pod-security.kubernetes.io/enforce": "privileged",
  };
  const gone = Object.keys(labels).map((key) => ({
    op: "remove",
    path: `/metadata/labels/${key.replaceAll("/", "~1")}`,
  }));
  const metadata = { name: ant.namespace, labels };
  const whole = { ...before.body, metadata: { ...(before.body["metadata"] as object), labels } };
  const probes = ["", "/status", "/finalize"].flatMap((sub): Probe[] => {
    const path = `/api/v1/namespaces/${ant.namespace}${sub}`;
    return [ant.team, ant.member, ant.mentor, bee.team].flatMap((caller) => [
      attempt(caller, "refused", `update of ${path}`, "PUT", path, { body: whole }),
      attempt(caller, "refused", `merge patch of ${path}`, "PATCH", path, { body: { metadata: { labels } } }),
      attempt(caller, "refused", `strategic patch of ${path}`, "PATCH", path, {
        body: { metadata: { annotations: { "bivouac.dev/expires": "2999-01-01T00:00:00Z" } } },
        type: "strategic",
      }),
      attempt(caller, "refused", `json patch of ${path}`, "PATCH", path, { body: gone, type: "patch" }),
      attempt(caller, "refused", `forced apply of ${path}`, "PATCH", `${path}?fieldManager=me&force=true`, {
        body: { apiVersion: "v1", kind: "Namespace", metadata },
        type: "apply",
      }),
    ]);
  });
  expect(await judge("namespace labels", probes)).toEqual([]);
  const after = await tenancy.admin.call("GET", `/api/v1/namespaces/${ant.namespace}`);
  expect(after.body["metadata"]).toEqual(before.body["metadata"]);
});

test("not even a right to patch namespaces takes them off", async () => {
  const name = `${tenancy.event}-careless`;
  const labels = { "bivouac.dev/event": tenancy.event };
  const rbac = "rbac.authorization.k8s.io";
  await tenancy.apply({
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name, labels },
    rules: [
      {
        apiGroups: [""],
        resources: ["namespaces", "namespaces/status", "namespaces/finalize"],
        verbs: ["patch", "update", "delete"],
      },
    ],
  });
  await tenancy.apply({
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name, labels },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name },
    subjects: [{ apiGroup: rbac, kind: "User", name: "careless" }],
  });
  const careless = tenancy.person("careless");
  await until("the right is in force", () => careless.can({ verb: "patch", resource: "namespaces/finalize" }));
  const path = `/api/v1/namespaces/${ant.namespace}`;
  const bare = { "bivouac.dev/event": null, "pod-security.kubernetes.io/enforce": null };
  const { body } = await tenancy.admin.call("GET", path);
  const whole = { ...body, metadata: { ...(body["metadata"] as object), labels: { mine: "yes" } } };
  const probes = ["", "/status"].map((sub) =>
    attempt(careless, "refused", `patch of namespace${sub}`, "PATCH", `${path}${sub}`, {
      body: { metadata: { labels: bare } },
    }),
  );
  probes.push(attempt(careless, "refused", "update of namespace/finalize", "PUT", `${path}/finalize`, { body: whole }));
  probes.push(attempt(careless, "refused", "removal", "DELETE", `/api/v1/namespaces/${ant.namespace}`));
  // So that it is the guard that refuses, not the missing right.
  const answers: Answer[] = [];
  for (const probe of probes) answers.push((await probe.ask()) as Answer);
  expect(answers.map(({ message }) => message.includes("ValidatingAdmissionPolicy"))).toEqual([true, true, true, true]);
  expect(await judge("namespace labels with a right too many", probes)).toEqual([]);
});

test("nobody makes or removes namespaces, or puts objects into another's", async () => {
  const others = [bee.namespace, "default", "kube-system"];
  const configMap = { metadata: { name: "mine" } };
  const probes: Probe[] = [
    attempt(ant.team, "refused", "a namespace", "POST", "/api/v1/namespaces", { body: { metadata: { name: "x" } } }),
    attempt(ant.team, "refused", "a namespace that looks like a team's", "POST", "/api/v1/namespaces", {
      body: { metadata: { name: "x", labels: { "bivouac.dev/event": tenancy.event, "bivouac.dev/team": ant.id } } },
    }),
    ...[ant.namespace, ...others].map((name) =>
      attempt(ant.team, "refused", `removal of ${name}`, "DELETE", `/api/v1/namespaces/${name}`),
    ),
    attempt(ant.team, "refused", "removal of all", "DELETE", "/api/v1/namespaces"),
    ...others.flatMap((name) => [
      attempt(ant.team, "refused", `object in ${name}`, "POST", `/api/v1/namespaces/${name}/configmaps`, {
        body: configMap,
      }),
      attempt(ant.team, "refused", `pod in ${name}`, "POST", `/api/v1/namespaces/${name}/pods`, { body: pod("mine") }),
      attempt(
        ant.team,
        "refused",
        `apply in ${name}`,
        "PATCH",
        `/api/v1/namespaces/${name}/configmaps/mine?fieldManager=me&force=true`,
        {
          body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "mine", namespace: name } },
          type: "apply",
        },
      ),
    ]),
  ];
  expect(await judge("namespaces", probes)).toEqual([]);
});

test("owners that are forged take nothing", async () => {
  const uid = async (path: string): Promise<string> =>
    ((await tenancy.admin.call("GET", path)).body["metadata"] as { readonly uid: string }).uid;
  const namespaceUid = await uid(`/api/v1/namespaces/${bee.namespace}`);
  const quota = `/api/v1/namespaces/${ant.namespace}/resourcequotas/quota`;
  const owner = { apiVersion: "v1", kind: "Namespace", name: bee.namespace, uid: namespaceUid };
  const own = { apiVersion: "v1", kind: "ResourceQuota", name: "quota", uid: await uid(quota) };
  const home = `/api/v1/namespaces/${ant.namespace}`;
  const owned = (...ownerReferences: readonly object[]) => ({ body: { metadata: { ownerReferences } } });
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${ant.namespace}/roles/team`;
  const policy = `/apis/networking.k8s.io/v1/namespaces/${ant.namespace}/networkpolicies/deny-all`;
  const paths = [home, quota, `${home}/limitranges/limits`, rbac, policy, `${home}/serviceaccounts/team`];
  const probes = paths.flatMap((path) => [
    attempt(ant.team, "refused", `foreign owner of ${path}`, "PATCH", path, owned(owner)),
    attempt(ant.team, "refused", `second owner of ${path}`, "PATCH", path, owned(owner, own)),
  ]);
  expect(await judge("owners", probes)).toEqual([]);

  // An object of the team's own whose owner lies elsewhere: the collector takes the object, and leaves the owner alone.
  const body = { metadata: { name: "orphan", ownerReferences: [{ ...owner, blockOwnerDeletion: true }] } };
  await ant.team.call("POST", `${home}/configmaps`, { body });
  await expect
    .poll(async () => (await tenancy.admin.call("GET", `/api/v1/namespaces/${bee.namespace}`)).status)
    .toBe(200);
  expect(await uid(`/api/v1/namespaces/${bee.namespace}`)).toBe(namespaceUid);
});

test("labels that say whose an object is name the namespace's own team only", async () => {
  const home = `/api/v1/namespaces/${ant.namespace}/configmaps`;
  const labelled = (labels: object) => ({ body: { metadata: { name: "labelled", labels } } });
  const { event } = tenancy;
  const probes = [
    attempt(
      ant.team,
      "refused",
      "another team's",
      "POST",
      home,
      labelled({ "bivouac.dev/event": event, "bivouac.dev/team": bee.id }),
    ),
    attempt(ant.team, "refused", "another event's", "POST", home, labelled({ "bivouac.dev/event": "another" })),
    attempt(ant.team, "refused", "the organizers' mark", "POST", home, labelled({ "bivouac.dev/guard-rail": "true" })),
    attempt(
      ant.team,
      "allowed",
      "its own",
      "POST",
      home,
      labelled({ "bivouac.dev/event": event, "bivouac.dev/team": ant.id }),
    ),
  ];
  expect(await judge("labels", probes)).toEqual([]);
});
