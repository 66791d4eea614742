// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from "vitest";
import { namespaceObjects } from "../../../lib/model/light.ts";
import type { Caller, Question } from "./caller.ts";
import { attempt, judge, type Probe, review } from "./matrix.ts";
import { role, roleBinding } from "./samples.ts";
import { makeTenancy, type Tenancy, type Tenant } from "./teams.ts";

// The ways from a namespace to more than it: a review of each, and the attempt itself.

let tenancy: Tenancy;
let ant: Tenant;
let bee: Tenant;
let rbac: string;

beforeAll(async () => {
  tenancy = await makeTenancy({ name: "climb" });
  [ant, bee] = tenancy.tenants;
  rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${ant.namespace}`;
});

afterAll(() => tenancy.remove());

const everybody = (): Caller[] => [ant.team, ant.member, ant.mentor, ant.viewer];

test("nobody escalates, binds, impersonates, approves or reaches nodes: reviews", async () => {
  const namespace = ant.namespace;
  const group = "rbac.authorization.k8s.io";
  const questions: Question[] = [
    ...["escalate", "bind"].flatMap((verb) => [
      { verb, group, resource: "roles", namespace },
      { verb, group, resource: "clusterroles" },
    ]),
    ...["users", "groups", "uids"].map((resource) => ({ verb: "impersonate", resource })),
    { verb: "impersonate", resource: "serviceaccounts", namespace },
    { verb: "impersonate", group: "authentication.k8s.io", resource: "userextras/scopes" },
    { verb: "create", resource: "serviceaccounts/token", namespace },
    { verb: "create", resource: "serviceaccounts/token", namespace: bee.namespace },
    { verb: "list", resource: "secrets" },
    { verb: "watch", resource: "secrets", namespace: bee.namespace },
    ...["exec", "attach", "portforward", "ephemeralcontainers", "log", "proxy"].flatMap((sub) =>
      ["get", "create", "patch"].map((verb) => ({ verb, resource: `pods/${sub}`, namespace: bee.namespace })),
    ),
    ...["proxy", "stats", "metrics", "log", "configz", "pods"].map((sub) => ({
      verb: "get",
      resource: `nodes/${sub}`,
    })),
    { verb: "create", resource: "pods/proxy", namespace },
    { verb: "get", resource: "services/proxy", namespace },
    ...["create", "approve"].map((verb) => ({
      verb,
      group: "certificates.k8s.io",
      resource: "certificatesigningrequests",
    })),
    { verb: "update", group: "certificates.k8s.io", resource: "certificatesigningrequests/approval" },
    { verb: "approve", group: "certificates.k8s.io", resource: "signers" },
    ...[
      "mutatingwebhookconfigurations",
      "validatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "validatingadmissionpolicybindings",
      "mutatingadmissionpolicies",
    ].flatMap((resource) =>
      ["create", "patch", "delete"].map((verb) => ({ verb, group: "admissionregistration.k8s.io", resource })),
    ),
    ...["create", "patch"].map((verb) => ({ verb, resource: "persistentvolumes" })),
    ...["create", "patch"].map((verb) => ({ verb, resource: "endpoints", namespace })),
    ...["create", "patch"].map((verb) => ({ verb, group: "discovery.k8s.io", resource: "endpointslices", namespace })),
    { verb: "create", resource: "pods/binding", namespace },
    { verb: "create", resource: "bindings", namespace },
    ...["pods/status", "services/status", "resourcequotas/status"].map((resource) => ({
      verb: "patch",
      resource,
      namespace,
    })),
    ...["namespaces", "namespaces/status", "namespaces/finalize"].flatMap((resource) =>
      ["update", "patch", "delete", "create"].map((verb) => ({ verb, resource, namespace, name: namespace })),
    ),
    ...["priorityclasses.scheduling.k8s.io", "runtimeclasses.node.k8s.io", "storageclasses.storage.k8s.io"].map(
      (kind) => {
        const [resource = "", ...rest] = kind.split(".");
        return { verb: "create", group: rest.join("."), resource };
      },
    ),
    { verb: "create", group: "apiextensions.k8s.io", resource: "customresourcedefinitions" },
    { verb: "create", group: "apiregistration.k8s.io", resource: "apiservices" },
    { verb: "deletecollection", group, resource: "rolebindings", namespace },
    { verb: "deletecollection", group: "networking.k8s.io", resource: "networkpolicies", namespace },
    { verb: "create", group: "gateway.networking.k8s.io", resource: "gateways", namespace },
    { verb: "create", group: "gateway.networking.k8s.io", resource: "referencegrants", namespace },
  ];
  const probes = questions.flatMap((question) => everybody().map((caller) => review(caller, "refused", question)));
  expect(await judge("escalation reviews", probes)).toEqual([]);
});

test("the team may not give or take more than it has: attempts", async () => {
  const { team, namespace } = ant;
  const wide = (...rules: readonly object[]) => ({ body: role("wide", ...rules) });
  const rule = (group: string, resource: string, ...verbs: readonly string[]) => ({
    apiGroups: [group],
    resources: [resource],
    verbs,
  });
  const me = { kind: "ServiceAccount", name: namespaceObjects.serviceAccount, namespace };
  const refs = ["cluster-admin", "admin", "edit", "system:node", "system:controller:generic-garbage-collector"];
  const roles: readonly (readonly [string, object])[] = [
    ["everything", rule("*", "*", "*")],
    ["tokens", rule("", "serviceaccounts/token", "create")],
    ["quota edits", rule("", "resourcequotas", "update")],
    ["endpoints", rule("", "endpoints", "update")],
    ["escalate", rule("rbac.authorization.k8s.io", "roles", "escalate")],
    ["bind", rule("rbac.authorization.k8s.io", "roles", "bind")],
    ["impersonate", rule("", "serviceaccounts", "impersonate")],
    ["namespaces", rule("", "namespaces", "patch")],
    ["pods by another verb", rule("", "pods", "*")],
    ["the node proxy", rule("", "nodes/proxy", "get")],
  ];
  const probes: Probe[] = [
    ...roles.map(([what, each]) => attempt(team, "refused", `a role of ${what}`, "POST", `${rbac}/roles`, wide(each))),
    ...refs.map((name) =>
      attempt(team, "refused", `a binding to ${name}`, "POST", `${rbac}/rolebindings`, {
        body: roleBinding("wide", { kind: "ClusterRole", name }, me),
      }),
    ),
    attempt(team, "refused", "wider own role", "PATCH", `${rbac}/roles/${namespaceObjects.teamRole}`, {
      body: [{ op: "add", path: "/rules/-", value: rule("", "resourcequotas", "update") }],
      type: "patch",
    }),
    attempt(
      team,
      "refused",
      "own binding to the admins",
      "PATCH",
      `${rbac}/rolebindings/${namespaceObjects.teamRole}`,
      {
        body: { subjects: [{ kind: "Group", name: "system:authenticated", apiGroup: "rbac.authorization.k8s.io" }] },
      },
    ),
    attempt(team, "refused", "a cluster role", "POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", {
      body: { metadata: { name: "wide" }, rules: [rule("", "pods", "get")] },
    }),
    attempt(team, "refused", "a cluster binding", "POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
      body: { ...roleBinding("wide", { kind: "ClusterRole", name: "view" }, me), kind: "ClusterRoleBinding" },
    }),
    ...["Impersonate-User", "Impersonate-Group"].map((header) =>
      attempt(team, "refused", header, "GET", `/api/v1/namespaces/${bee.namespace}/pods`, {
        headers: { "Impersonate-User": "system:admin", [header]: "system:masters" },
      }),
    ),
    attempt(team, "refused", "a token of its own account", "POST", tokenPath(ant), { body: { spec: {} } }),
    attempt(team, "refused", "a token of the neighbour's", "POST", tokenPath(bee), { body: { spec: {} } }),
    attempt(team, "refused", "a token for another audience", "POST", tokenPath(ant), {
      body: { spec: { audiences: ["vault"] } },
    }),
    attempt(team, "refused", "a token without an end", "POST", `/api/v1/namespaces/${namespace}/secrets`, {
      body: {
        metadata: { name: "forever", annotations: { "kubernetes.io/service-account.name": "default" } },
        type: "kubernetes.io/service-account-token",
      },
    }),
    attempt(team, "refused", "a node", "POST", "/api/v1/nodes", { body: { metadata: { name: "mine" } } }),
    attempt(team, "refused", "a namespace", "POST", "/api/v1/namespaces", { body: { metadata: { name: "mine" } } }),
    attempt(team, "refused", "a path of the kubelet", "GET", "/api/v1/nodes/fake-0/proxy/pods"),
    attempt(team, "refused", "a path of the control plane", "GET", "/metrics"),
    attempt(team, "refused", "a stack of the control plane", "GET", "/debug/pprof/goroutine"),
    attempt(team, "refused", "logs of the control plane", "GET", "/logs/"),
  ];
  expect(await judge("escalation attempts", probes)).toEqual([]);
});

test("rights go to nobody of other teams and to no group of the whole cluster", async () => {
  const group = "rbac.authorization.k8s.io";
  const subjects: readonly (readonly ["allowed" | "refused", Record<string, string>])[] = [
    ["refused", { kind: "ServiceAccount", name: "default", namespace: bee.namespace }],
    ["refused", { kind: "ServiceAccount", name: "default", namespace: "kube-system" }],
    ["refused", { apiGroup: group, kind: "Group", name: "system:authenticated" }],
    ["refused", { apiGroup: group, kind: "Group", name: "system:unauthenticated" }],
    ["refused", { apiGroup: group, kind: "Group", name: "system:serviceaccounts" }],
    ["refused", { apiGroup: group, kind: "Group", name: `${bee.namespace}-members` }],
    ["refused", { apiGroup: group, kind: "User", name: "system:anonymous" }],
    ["allowed", { kind: "ServiceAccount", name: "default", namespace: ant.namespace }],
    ["allowed", { apiGroup: group, kind: "Group", name: `${ant.namespace}-viewers` }],
    ["allowed", { apiGroup: group, kind: "User", name: "guest@example.org" }],
  ];
  const probes = subjects.map(([expected, subject]) =>
    attempt(ant.team, expected, `a binding of ${Object.values(subject).join(" ")}`, "POST", `${rbac}/rolebindings`, {
      body: roleBinding("shared", { name: namespaceObjects.viewerRole }, subject),
    }),
  );
  expect(await judge("bindings", probes)).toEqual([]);
});

test("the namespace's own account opens nothing", async () => {
  const { body } = await tenancy.admin.call(
    "POST",
    `/api/v1/namespaces/${ant.namespace}/serviceaccounts/default/token`,
    {
      body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 600 } },
    },
  );
  expect((body["status"] as { token: string }).token).toMatch(/^ey/);
  const name = `system:serviceaccount:${ant.namespace}:default`;
  const account = tenancy.person(name, "system:serviceaccounts", `system:serviceaccounts:${ant.namespace}`);
  const probes = tenancy.served
    .filter(({ resource }) => !resource.startsWith("selfsubject"))
    .flatMap(({ group, resource, verbs, namespaced }) =>
      verbs.map((verb) =>
        review(account, "refused", { verb, group, resource, ...(namespaced ? { namespace: ant.namespace } : {}) }),
      ),
    );
  expect(await judge("ServiceAccount default", probes)).toEqual([]);
});

function tokenPath({ namespace }: Tenant): string {
  return `/api/v1/namespaces/${namespace}/serviceaccounts/${namespaceObjects.serviceAccount}/token`;
}
