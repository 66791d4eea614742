// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardRailLabel, namespaceObjects } from "../../../lib/model/light.ts";
import { pathOf } from "./discovery.ts";
import { attempt, judge, type Probe, review } from "./matrix.ts";
import { deployment, networkPolicy, pod, type PodFields, role, roleBinding, service } from "./samples.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";
import { until } from "./until.ts";

// The checks of the multi-tenancy benchmark by their ids, as the tenant. The benchmark uses HI-1 twice.
// https://github.com/kubernetes-retired/multi-tenancy/tree/master/benchmarks

let tenancy: Tenancy;
let ant: Tenant;
let bee: Tenant;
let home: string;

beforeAll(async () => {
  tenancy = await makeTenancy({
    name: "mtb",
    edit: (input) => ({
      ...input,
      teams: Object.fromEntries(
        Object.entries(input.teams).map(([id, team]) => [
          id,
          { ...team, namespace: { quota: { cpu: "2", memory: "2Gi", storage: "5Gi", configMaps: 3, pods: 5 } } },
        ]),
      ),
    }),
  });
  [ant, bee] = tenancy.tenants;
  home = `/api/v1/namespaces/${ant.namespace}`;
});

afterAll(() => tenancy.remove());

const everybody = ({ team, member, mentor, viewer }: Tenant) => [team, member, mentor, viewer];
const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const beyond = ["approve", "attest", "bind", "escalate", "impersonate", "sign", "use"];

test("CC-CPI-1: resources of the whole cluster are closed, every verb of every kind", async () => {
  // Everybody may ask about themselves.
  const probes = tenancy.served
    .filter(({ namespaced, resource }) => !namespaced && !resource.startsWith("selfsubject"))
    .flatMap(({ group, resource }) =>
      [...verbs, ...beyond].flatMap((verb) =>
        everybody(ant).map((caller) => review(caller, "refused", { verb, group, resource })),
      ),
    );
  expect(await judge("CC-CPI-1", probes)).toEqual([]);
});

test("CC-TI-2: other tenants' resources are closed, every verb of every namespaced kind", async () => {
  const others = [bee.namespace, "default", "kube-system", "kube-public"];
  const probes = tenancy.served
    .filter(({ namespaced }) => namespaced)
    .flatMap(({ group, resource }) =>
      others.flatMap((namespace) =>
        [...verbs, ...beyond].map((verb) => review(ant.team, "refused", { verb, group, resource, namespace })),
      ),
    );
  const people = tenancy.served
    .filter(({ namespaced }) => namespaced)
    .flatMap(({ group, resource }) =>
      verbs.flatMap((verb) =>
        [ant.mentor, ant.viewer].map((caller) =>
          review(caller, "refused", { verb, group, resource, namespace: bee.namespace }),
        ),
      ),
    );
  expect(await judge("CC-TI-2", [...probes, ...people])).toEqual([]);
});

test("CC-TI-2: the same by asking for the lists themselves", async () => {
  const probes = tenancy.served
    .filter(
      ({ namespaced, resource, verbs: served }) => namespaced && !resource.includes("/") && served.includes("list"),
    )
    .flatMap((each) =>
      [bee.namespace, undefined].map((namespace): Probe => ({
        what: `list ${each.resource}.${each.group} of ${namespace ?? "all"}`,
        expected: "refused",
        ask: () =>
          ant.team.call(
            "GET",
            pathOf(tenancy.served, { apiVersion: each.apiVersion, kind: each.kind, metadata: { namespace } }),
          ),
      })),
    );
  expect(await judge("CC-TI-2 lists", probes)).toEqual([]);
});

test("BC-CPI-2: what the organizers made in the namespace is not the team's to change", async () => {
  const owned = ant.objects.filter(
    ({ metadata }) => (metadata["labels"] as Record<string, string> | undefined)?.[guardRailLabel] === "true",
  );
  expect(owned.length).toBeGreaterThan(10);
  const ops = [{ op: "remove", path: "/metadata/labels" }];
  const probes = owned.flatMap((object) => {
    const path = pathOf(tenancy.served, object);
    const name = `${object.kind} ${object.metadata.name}`;
    const metadata = { labels: { [guardRailLabel]: null } };
    return [
      attempt(ant.team, "refused", `merge patch of ${name}`, "PATCH", path, { body: { metadata } }),
      attempt(ant.team, "refused", `json patch of ${name}`, "PATCH", path, { body: ops, type: "patch" }),
      attempt(ant.team, "refused", `forced apply of ${name}`, "PATCH", `${path}?fieldManager=mine&force=true`, {
        body: { ...object, metadata: { ...object.metadata, labels: { mine: "yes" } } },
        type: "apply",
      }),
      attempt(ant.team, "refused", `removal of ${name}`, "DELETE", path),
      attempt(ant.member, "refused", `removal of ${name}`, "DELETE", path),
    ];
  });
  expect(await judge("BC-CPI-2", probes)).toEqual([]);
});

const bad: readonly (readonly [id: string, what: string, fields: PodFields])[] = [
  ["BC-CPI-3", "added capabilities", { securityContext: { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } } }],
  ["BC-CPI-4", "a container that may be root", { spec: { securityContext: { runAsNonRoot: false } } }],
  ["BC-CPI-4", "user 0", { securityContext: { runAsUser: 0 } }],
  ["BC-CPI-5", "a privileged container", { securityContext: { privileged: true, allowPrivilegeEscalation: true } }],
  ["BC-CPI-6", "privilege escalation", { securityContext: { allowPrivilegeEscalation: true } }],
  ["BC-HI-1", "a path of the host", { spec: { volumes: [{ name: "host", hostPath: { path: "/etc" } }] } }],
  ["BC-HI-3", "the host's network", { spec: { hostNetwork: true } }],
  ["BC-HI-3", "a port of the host", { container: { ports: [{ containerPort: 80, hostPort: 80 }] } }],
  ["BC-HI-4", "the host's processes", { spec: { hostPID: true } }],
  ["BC-HI-5", "the host's IPC", { spec: { hostIPC: true } }],
];

describe("pods that reach for the host", () => {
  test.each(bad)("%s: %s", async (id, what, fields) => {
    const refused = attempt(ant.team, "refused", what, "POST", `${home}/pods`, { body: pod("bad", fields) });
    expect(await judge(id, [refused])).toEqual([]);
  });

  test("a Deployment of them gets no pod, and says why", async () => {
    const path = `/apis/apps/v1/namespaces/${ant.namespace}/deployments`;
    const made = await ant.team.call("POST", path, {
      body: deployment("bad", { securityContext: { privileged: true, allowPrivilegeEscalation: true } }),
    });
    expect(made.status).toBe(201);
    await until("the Deployment says that its pods are refused", async () =>
      JSON.stringify((await ant.team.call("GET", `${path}/bad`)).body).includes("violates PodSecurity"),
    );
    expect((await ant.team.call("DELETE", `${path}/bad`)).status).toBe(200);
  });
});

test("BC-HI-1: services open no port of the nodes", async () => {
  const probes = ["NodePort", "LoadBalancer"].map((type) =>
    attempt(ant.team, "refused", type, "POST", `${home}/services`, { body: service("open", { type }) }),
  );
  expect(await judge("BC-HI-1 (NodePort)", probes)).toEqual([]);
});

test("CC-TI-1: quota and limits are read-only", async () => {
  const names = [
    ["resourcequotas", namespaceObjects.quota],
    ["limitranges", namespaceObjects.limits],
  ] as const;
  const probes = names.flatMap(([resource, name]) =>
    [...everybody(ant), bee.team].flatMap((caller) => [
      ...["create", "deletecollection"].map((verb) =>
        review(caller, "refused", { verb, resource, namespace: ant.namespace }),
      ),
      ...["delete", "patch", "update"].map((verb) =>
        review(caller, "refused", { verb, resource, name, namespace: ant.namespace }),
      ),
      attempt(caller, "refused", `patch of ${name}`, "PATCH", `${home}/${resource}/${name}`, { body: { spec: {} } }),
      attempt(caller, "refused", `status of ${name}`, "PATCH", `${home}/${resource}/${name}/status`, { body: {} }),
    ]),
  );
  expect(await judge("CC-TI-1", probes)).toEqual([]);
});

test("CC-FNS-1: quotas bound what the namespace uses", async () => {
  const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });
  const body = (cpu: string, memory: string) => pod("much", { container: { resources: resources(cpu, memory) } });
  const storage = (size: string) => ({
    metadata: { name: "much" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: size } } },
  });
  const probes = [
    attempt(ant.team, "allowed", "1 CPU", "POST", `${home}/pods`, { body: body("1", "1Gi") }),
    attempt(ant.team, "refused", "3 CPU", "POST", `${home}/pods`, { body: body("3", "1Gi") }),
    attempt(ant.team, "refused", "3 GiB", "POST", `${home}/pods`, { body: body("1", "3Gi") }),
    attempt(ant.team, "allowed", "5 GiB of disk", "POST", `${home}/persistentvolumeclaims`, { body: storage("5Gi") }),
    attempt(ant.team, "refused", "6 GiB of disk", "POST", `${home}/persistentvolumeclaims`, { body: storage("6Gi") }),
  ];
  expect(await judge("CC-FNS-1", probes)).toEqual([]);
});

test("CC-FNS-2: quotas bound how many objects there are", async () => {
  let made = 0;
  const fill = async (): Promise<number> =>
    (await ant.team.call("POST", `${home}/configmaps`, { body: { metadata: { name: `full-${made}` } } })).status;
  // One is the cluster's own certificate authority.
  while (made < 10 && (await fill()) === 201) made += 1;
  expect(made).toBe(2);
  const body = { metadata: { name: "one-more" } };
  const probes = [
    attempt(ant.team, "refused", "a ConfigMap too many", "POST", `${home}/configmaps`, { body }),
    attempt(bee.team, "allowed", "a ConfigMap", "POST", `/api/v1/namespaces/${bee.namespace}/configmaps`, { body }),
  ];
  expect(await judge("CC-FNS-2", probes)).toEqual([]);
});

test("PL2-BC-OPS-3: a team makes roles and bindings of its own, and they work", async () => {
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${ant.namespace}`;
  const reader = role("reader", { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] });
  const someone = { apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "guest@example.org" };
  expect((await ant.team.call("POST", `${rbac}/roles`, { body: reader })).message).toBe("");
  const binding = roleBinding("reader", { name: "reader" }, someone);
  expect((await ant.team.call("POST", `${rbac}/rolebindings`, { body: binding })).message).toBe("");
  const guest = tenancy.person("guest@example.org");
  await until("the guest may read", () =>
    guest.can({ verb: "list", resource: "configmaps", namespace: ant.namespace }),
  );
  expect(await guest.can({ verb: "list", resource: "secrets", namespace: ant.namespace })).toBe(false);
  expect(await guest.can({ verb: "list", resource: "configmaps", namespace: bee.namespace })).toBe(false);
  expect((await ant.team.call("DELETE", `${rbac}/rolebindings/reader`)).status).toBe(200);
  expect((await ant.team.call("DELETE", `${rbac}/roles/reader`)).status).toBe(200);
});

test("PL2-BC-OPS-4: a team makes network policies of its own", async () => {
  const path = `/apis/networking.k8s.io/v1/namespaces/${ant.namespace}/networkpolicies`;
  const from = [{ podSelector: { matchLabels: { app: "web" } } }];
  const body = networkPolicy("db", { podSelector: { matchLabels: { app: "db" } }, ingress: [{ from }] });
  expect((await ant.team.call("POST", path, { body })).status).toBe(201);
  expect((await ant.team.call("PATCH", `${path}/db`, { body: { spec: { ingress: [] } } })).status).toBe(200);
  expect((await ant.team.call("DELETE", `${path}/db`)).status).toBe(200);
});
