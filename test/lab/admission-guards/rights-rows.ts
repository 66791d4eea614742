// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";
import { type Names, type Row, table } from "./rows.ts";

const policy = (spec: Fields): Fields => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "own" },
  spec: { podSelector: {}, ...spec },
});
const web = { podSelector: { matchLabels: { app: "web" } } };
const binding = (...subjects: readonly Fields[]): Fields => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "own" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "own" },
  subjects,
});
const group = (name: string): Fields => ({ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name });
const user = (name: string): Fields => ({ apiGroup: "rbac.authorization.k8s.io", kind: "User", name });
const robot = (namespace: string): Fields => ({ kind: "ServiceAccount", name: "robot", namespace });
const secret = (type?: string): Fields => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "own", annotations: { "kubernetes.io/service-account.name": "team" } },
  ...(type === undefined ? {} : { type }),
});
const labelled = (labels: Fields): Fields => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "own", labels },
});

export function rightsRows({ event, namespace, other }: Names): readonly Row[] {
  return [
    ...table(
      "network-policies",
      [
        ["nothing in or out", policy({ policyTypes: ["Ingress", "Egress"] })],
        ["in from own pods", policy({ ingress: [{ from: [web] }] })],
        [
          "out to all own pods on a port",
          policy({ egress: [{ to: [{ podSelector: {} }], ports: [{ port: 80, protocol: "TCP" }] }] }),
        ],
        ["both ways", policy({ ingress: [{ from: [web] }], egress: [{ to: [web] }] })],
      ],
      [
        ["out to everywhere", policy({ egress: [{}] })],
        ["out to everywhere by an empty list", policy({ egress: [{ to: [] }] })],
        ["out on a port", policy({ egress: [{ ports: [{ port: 443, protocol: "TCP" }] }] })],
        ["out to all namespaces", policy({ egress: [{ to: [{ namespaceSelector: {} }] }] })],
        ["out to pods of all namespaces", policy({ egress: [{ to: [{ namespaceSelector: {}, podSelector: {} }] }] })],
        ["out to an address", policy({ egress: [{ to: [{ ipBlock: { cidr: "169.254.169.254/32" } }] }] })],
        ["out to own pods and an address", policy({ egress: [{ to: [web, { ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
        ["in from everywhere", policy({ ingress: [{}] })],
        [
          "in from another team",
          policy({
            ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": other } } }] }],
          }),
        ],
        ["egress rules with ingress as type", policy({ policyTypes: ["Ingress"], egress: [{}] })],
      ],
    ),
    ...table(
      "role-bindings",
      [
        ["a ServiceAccount beside it", binding(robot(namespace))],
        ["a person", binding(user("ada@example.org"))],
        ["the team's members", binding(group(`${namespace}-members`))],
        ["a group of the identity provider", binding(group("bakers"))],
        ["nobody", binding()],
      ],
      [
        ["another team's ServiceAccount", binding(robot(other))],
        ["a ServiceAccount of the system", binding(robot("kube-system"))],
        ["everybody", binding(group("system:authenticated"))],
        ["everybody, not even logged in", binding(group("system:unauthenticated"))],
        ["all ServiceAccounts", binding(group("system:serviceaccounts"))],
        ["another team's ServiceAccounts", binding(group(`system:serviceaccounts:${other}`))],
        ["another team's ServiceAccount as a user", binding(user(`system:serviceaccount:${other}:team`))],
        ["another team's members", binding(group(`${other}-members`))],
        ["a team that begins alike", binding(group(`${namespace}-b-members`))],
        ["a right one and a wrong one", binding(robot(namespace), robot(other))],
      ],
    ),
    ...table(
      "bounded-tokens",
      [
        ["without a type", secret()],
        ["opaque", secret("Opaque")],
        ["of a type of its own", secret("example.org/own")],
      ],
      [["a token", secret("kubernetes.io/service-account-token")]],
    ),
    ...table(
      "owner-labels",
      [
        ["none", labelled({ app: "web" })],
        ["the team's own", labelled({ "bivouac.dev/event": event, "bivouac.dev/team": "ant" })],
        ["made by bivouac", labelled({ "app.kubernetes.io/managed-by": "bivouac" })],
      ],
      [
        ["another team's", labelled({ "bivouac.dev/event": event, "bivouac.dev/team": "bee" })],
        ["another team's alone", labelled({ "bivouac.dev/team": "bee" })],
        ["another event's", labelled({ "bivouac.dev/event": "other" })],
      ],
    ),
  ];
}
