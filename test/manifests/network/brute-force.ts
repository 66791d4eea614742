// SPDX-License-Identifier: Apache-2.0
import type { Endpoint, NetworkNamespace, NetworkPod } from "../../../lib/manifests/index.ts";

// NetworkPolicy v1 a second time, straight from the text of the API reference and nothing shared with lib: every question reads every
// policy again. Slow, and meant to be read beside the reference.

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface PolicyPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

export interface BrutePolicy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector?: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

interface Question {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol: string;
}

/** A connection must be allowed by the egress of its source and the ingress of its destination. A pod cannot cut itself off. */
export function bruteForce(
  policies: readonly BrutePolicy[],
  namespaces: readonly NetworkNamespace[],
  question: Question,
): boolean {
  const { from, to } = question;
  if (typeof from !== "string" && typeof to !== "string" && from.namespace === to.namespace && from.name === to.name)
    return true;
  return side("Egress", from, to) && side("Ingress", to, from);

  function side(type: "Ingress" | "Egress", subject: Endpoint, peer: Endpoint): boolean {
    if (typeof subject === "string") return true;
    let isolated = false;
    for (const policy of policies) {
      if (policy.metadata.namespace !== subject.namespace) continue;
      if (!selected(policy.spec.podSelector ?? {}, subject.labels)) continue;
      if (!typesOf(policy).includes(type)) continue;
      isolated = true;
      const rules = (type === "Ingress" ? policy.spec.ingress : policy.spec.egress) ?? [];
      for (const rule of rules) {
        const peers = (type === "Ingress" ? rule.from : rule.to) ?? [];
        const whom = peers.length === 0 || peers.some((each) => meets(each, peer, policy.metadata.namespace));
        const where = (rule.ports ?? []).length === 0 || (rule.ports ?? []).some((each) => opens(each, question));
        if (whom && where) return true;
      }
    }
    return !isolated;
  }

  function meets(wanted: Peer, peer: Endpoint, namespace: string): boolean {
    if (wanted.ipBlock) {
      const address = typeof peer === "string" ? peer : (peer.addresses?.[0] ?? "");
      return (
        inside(address, wanted.ipBlock.cidr) && !(wanted.ipBlock.except ?? []).some((each) => inside(address, each))
      );
    }
    if (typeof peer === "string") return false;
    if (!selected(wanted.podSelector ?? {}, peer.labels)) return false;
    if (!wanted.namespaceSelector) return peer.namespace === namespace;
    const labels = namespaces.find(({ name }) => name === peer.namespace)?.labels ?? {};
    return selected(wanted.namespaceSelector, { ...labels, "kubernetes.io/metadata.name": peer.namespace });
  }
}

/** "If policyTypes is unspecified: Ingress, and Egress for policies that contain an egress section." */
function typesOf({ spec }: BrutePolicy): readonly string[] {
  if (spec.policyTypes !== undefined && spec.policyTypes.length > 0) return spec.policyTypes;
  return spec.egress !== undefined && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function opens(wanted: PolicyPort, { to, port, protocol }: Question): boolean {
  if ((wanted.protocol ?? "TCP") !== protocol) return false;
  if (wanted.port === undefined) return true;
  if (typeof wanted.port === "string")
    return portsOf(to).some((each) => each.name === wanted.port && each.port === port && each.protocol === protocol);
  return wanted.endPort === undefined ? wanted.port === port : port >= wanted.port && port <= wanted.endPort;
}

function portsOf(endpoint: Endpoint): NonNullable<NetworkPod["ports"]> {
  return typeof endpoint === "string" ? [] : (endpoint.ports ?? []);
}

function selected(selector: Selector, labels: Labels): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const met = (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === "In") return value !== undefined && values.includes(value);
    if (operator === "NotIn") return value === undefined || !values.includes(value);
    return operator === "Exists" ? value !== undefined : value === undefined;
  });
  return equal && met;
}

/** IPv4 as a string of 32 digits: a prefix of a network is a prefix of the string. */
function inside(address: string, cidr: string): boolean {
  const [network = "", length = ""] = cidr.split("/");
  if (address.includes(":") || network.includes(":")) return false;
  return digits(address).startsWith(digits(network).slice(0, Number(length)));
}

function digits(address: string): string {
  return address
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
}
