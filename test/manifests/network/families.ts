// SPDX-License-Identifier: Apache-2.0
import type { BrutePolicy } from "./brute-force.ts";
import { namespaces } from "./model.ts";

/** A set of policies and what it is there for. */
export interface PolicySet {
  readonly tag: string;
  readonly title: string;
  readonly policies: readonly BrutePolicy[];
  /** Labels of namespaces that change. */
  readonly relabel?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}

type Spec = BrutePolicy["spec"];
type Rule = NonNullable<Spec["ingress"]>[number];
type Peers = NonNullable<Rule["from"]>;
type Ports = NonNullable<Rule["ports"]>;

export const policy = (name: string, namespace: string, spec: Spec): BrutePolicy & Record<string, unknown> => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace },
  spec,
});

const [x, y, z] = namespaces.map(({ name }) => name) as [string, string, string];
const selectors = {
  all: {},
  a: { matchLabels: { pod: "a" } },
  tier: { matchExpressions: [{ key: "tier", operator: "Exists" }] },
};

const peers: Readonly<Record<string, Peers | undefined>> = {
  "any-peer": undefined,
  "any-peer, empty list": [],
  "own pods": [{ podSelector: {} }],
  "own pod a": [{ podSelector: { matchLabels: { pod: "a" } } }],
  "all-namespaces": [{ namespaceSelector: {} }],
  "all-namespaces, pod b": [{ namespaceSelector: {}, podSelector: { matchLabels: { pod: "b" } } }],
  "one namespace": [{ namespaceSelector: { matchLabels: { "bivouac.dev/team": "bob" } } }],
  or: [
    { namespaceSelector: { matchLabels: { "bivouac.dev/team": "bob" } } },
    { podSelector: { matchLabels: { pod: "a" } } },
  ],
  In: [
    { namespaceSelector: { matchExpressions: [{ key: "bivouac.dev/team", operator: "In", values: ["bob", "eve"] }] } },
  ],
  NotIn: [
    { namespaceSelector: { matchExpressions: [{ key: "bivouac.dev/team", operator: "NotIn", values: ["bob"] }] } },
  ],
  "NotIn of an absent key": [
    { podSelector: { matchExpressions: [{ key: "tier", operator: "NotIn", values: ["web"] }] } },
  ],
  DoesNotExist: [
    { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] } },
  ],
  nobody: [{ podSelector: { matchLabels: { pod: "z" } } }],
  "ip-block": [{ ipBlock: { cidr: "10.42.0.0/16" } }],
  "ip-block with except": [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "169.254.0.0/16"] } }],
  "ip-block of one": [{ ipBlock: { cidr: "10.42.1.2/32" } }],
  "ip-block with host bits": [{ ipBlock: { cidr: "10.42.1.77/24", except: ["10.42.1.0/31"] } }],
  "ip-block of IPv6": [{ ipBlock: { cidr: "::/0" } }],
  "namespace that gets the label": [{ namespaceSelector: { matchLabels: { role: "friend" } } }],
};

const ports: Readonly<Record<string, Ports | undefined>> = {
  "all ports": undefined,
  "all ports, empty list": [],
  number: [{ port: 80 }],
  "number and protocol": [{ port: 80, protocol: "UDP" }],
  SCTP: [{ port: 81, protocol: "SCTP" }],
  "protocol alone": [{ protocol: "UDP" }],
  "named-port": [{ port: "serve-80-tcp" }],
  "named-port of another protocol": [{ port: "serve-80-tcp", protocol: "UDP" }],
  "named-port of UDP": [{ port: "serve-81-udp", protocol: "UDP" }],
  "end-port": [{ port: 80, endPort: 443 }],
  "end-port of one": [{ port: 81, endPort: 81, protocol: "SCTP" }],
  several: [{ port: 80 }, { port: "other-81", protocol: "SCTP" }, { protocol: "UDP", port: 53, endPort: 80 }],
};

/** Every kind of peer with every kind of port, in each direction, for each kind of subject. */
function rules(): PolicySet[] {
  return Object.entries(selectors).flatMap(([subject, podSelector]) =>
    Object.entries(peers).flatMap(([who, list]) =>
      Object.entries(ports).flatMap(([where, open]) =>
        (["ingress", "egress"] as const).map((direction) => {
          const rule: Rule = {
            ...(list === undefined ? {} : { [direction === "ingress" ? "from" : "to"]: list }),
            ...(open === undefined ? {} : { ports: open }),
          };
          return {
            tag: direction,
            title: `${direction} of ${subject}: ${who}, ${where}`,
            policies: [
              policy("p", x, {
                podSelector,
                policyTypes: [direction === "ingress" ? "Ingress" : "Egress"],
                [direction]: [rule],
              }),
            ],
          };
        }),
      ),
    ),
  );
}

const both = ["Ingress", "Egress"];
const deny = (namespace: string, policyTypes = both): BrutePolicy =>
  policy("deny", namespace, { podSelector: {}, policyTypes });

const few: readonly PolicySet[] = [
  { tag: "deny-all", title: "no policy at all", policies: [] },
  { tag: "deny-all", title: "everywhere", policies: [deny(x), deny(y), deny(z)] },
  { tag: "deny-all", title: "ingress", policies: [deny(x, ["Ingress"])] },
  { tag: "deny-all", title: "egress", policies: [deny(x, ["Egress"])] },
  { tag: "deny-all", title: "one pod", policies: [policy("deny", x, { podSelector: selectors.a, policyTypes: both })] },
  {
    tag: "policy-types",
    title: "an egress section makes the type",
    policies: [policy("p", x, { podSelector: {}, egress: [{}] })],
  },
  { tag: "policy-types", title: "nothing said is ingress", policies: [policy("p", x, { podSelector: {} })] },
  {
    tag: "policy-types",
    title: "an empty egress section does not",
    policies: [policy("p", x, { podSelector: {}, egress: [] })],
  },
  {
    tag: "policy-types",
    title: "egress rules that the types forget",
    policies: [policy("p", x, { podSelector: {}, policyTypes: ["Ingress"], egress: [{ to: [{ podSelector: {} }] }] })],
  },
  {
    tag: "pathological",
    title: "a rule of nothing allows all",
    policies: [deny(x), policy("p", x, { podSelector: {}, policyTypes: both, ingress: [{}], egress: [{}] })],
  },
  {
    tag: "pathological",
    title: "lists of no rules allow nothing",
    policies: [policy("p", x, { podSelector: {}, policyTypes: both, ingress: [], egress: [] })],
  },
  {
    tag: "conflict",
    title: "deny and allow: allow",
    policies: [
      deny(x),
      policy("p", x, { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ namespaceSelector: {} }] }] }),
    ],
  },
  {
    tag: "conflict",
    title: "one side allows, the other does not",
    policies: [deny(x, ["Egress"]), policy("p", y, { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] })],
  },
  {
    tag: "conflict",
    title: "two of the same name in two namespaces",
    policies: [deny(x), policy("deny", y, { podSelector: {}, policyTypes: both, egress: [{}], ingress: [{}] })],
  },
  {
    tag: "set-namespace-labels",
    title: "a namespace becomes a friend",
    policies: [
      policy("p", x, {
        podSelector: {},
        policyTypes: ["Ingress"],
        ingress: [{ from: peers["namespace that gets the label"] ?? [] }],
      }),
    ],
    relabel: { [y]: { role: "friend" } },
  },
  {
    tag: "set-namespace-labels",
    title: "and another loses its team",
    policies: [
      policy("p", x, {
        podSelector: {},
        policyTypes: both,
        ingress: [{ from: peers["NotIn"] ?? [] }],
        egress: [{ to: peers["In"] ?? [] }],
      }),
    ],
    relabel: { [z]: {} },
  },
];

export const families: readonly PolicySet[] = [...few, ...rules()];

/** The model's namespaces with the labels that the set gives them. */
export function namespacesOf({
  relabel = {},
}: Pick<PolicySet, "relabel">): { name: string; labels: Readonly<Record<string, string>> }[] {
  return namespaces.map(({ name, labels }) => ({ name, labels: relabel[name] ?? labels }));
}
