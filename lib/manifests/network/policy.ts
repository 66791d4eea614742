// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";
import { type Address, type AddressBlock, holds, parseCidr } from "./address.ts";
import { anyPort, policyPort, type PortTest, portTests } from "./port-test.ts";
import { type LabelTest, labelTest } from "./selector.ts";

/** One end of a connection, as policies see it. */
export interface Side {
  /** Absent: an address outside, or a pod in the network of its node. */
  readonly pod?:
    | {
        readonly namespace: string;
        readonly labels: Readonly<Record<string, string>>;
        readonly namespaceLabels: Readonly<Record<string, string>>;
      }
    | undefined;
  /** The address that this connection uses. */
  readonly address?: Address | undefined;
}

export type PeerTest = (peer: Side) => boolean;
export type Direction = "ingress" | "egress";

/** A NetworkPolicy, read once. */
export interface CompiledPolicy {
  /** `NetworkPolicy team-a/deny-all`. */
  readonly name: string;
  readonly namespace: string;
  readonly selects: LabelTest;
  /** Absent: the policy does not speak of this direction. Empty: it allows nothing. */
  readonly ingress?: readonly PolicyRule[] | undefined;
  readonly egress?: readonly PolicyRule[] | undefined;
}

export interface PolicyRule {
  readonly peer: PeerTest;
  readonly port: PortTest;
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export function compilePolicy(policy: Fields): CompiledPolicy {
  const namespace = textAt(policy, "metadata", "namespace") ?? "default";
  const types = policyTypes(policy);
  const rules = (direction: Direction): PolicyRule[] =>
    ruleEntries(policy, direction).map((rule) => compileRule(rule, direction, namespace));
  return {
    name: `NetworkPolicy ${namespace}/${textAt(policy, "metadata", "name") ?? ""}`,
    namespace,
    selects: labelTest(fieldsAt(policy, "spec", "podSelector") ?? {}),
    ...(types.has("Ingress") ? { ingress: rules("ingress") } : {}),
    ...(types.has("Egress") ? { egress: rules("egress") } : {}),
  };
}

/** As the apiserver fills them in: always Ingress, and Egress when there are egress rules. */
export function policyTypes(policy: Fields): ReadonlySet<string> {
  const said = listAt(policy, "spec", "policyTypes").filter((each) => typeof each === "string");
  if (said.length > 0) return new Set(said);
  return new Set(["Ingress", ...(listAt(policy, "spec", "egress").length > 0 ? ["Egress"] : [])]);
}

/** The rules of a direction that are mappings. An empty mapping is a rule: it allows everything. */
export function ruleEntries(policy: Fields, direction: Direction): Fields[] {
  return listAt(policy, "spec", direction).filter(isFields);
}

/** The peers of a rule: `from` or `to`. */
export function peerEntries(rule: Fields, direction: Direction): readonly unknown[] {
  return listAt(rule, direction === "ingress" ? "from" : "to");
}

function compileRule(rule: Fields, direction: Direction, namespace: string): PolicyRule {
  const peers = peerEntries(rule, direction);
  const ports = listAt(rule, "ports");
  return {
    // No list and an empty list mean the same: everybody, every port.
    peer: peers.length === 0 ? () => true : anyOf(peers.map((peer) => peerTest(peer, namespace))),
    port: ports.length === 0 ? anyPort : portTests(ports, policyPort),
  };
}

export function anyOf(tests: readonly PeerTest[]): PeerTest {
  return (peer) => tests.some((test) => test(peer));
}

function peerTest(peer: unknown, namespace: string): PeerTest {
  const block = fieldsAt(peer, "ipBlock");
  const pods = fieldsAt(peer, "podSelector");
  const namespaces = fieldsAt(peer, "namespaceSelector");
  if (block !== undefined) return pods === undefined && namespaces === undefined ? blockTest(block) : nobody;
  if (pods === undefined && namespaces === undefined) return nobody;
  const podTest = labelTest(pods ?? {});
  if (namespaces === undefined)
    return ({ pod }) => pod !== undefined && pod.namespace === namespace && podTest(pod.labels);
  const namespaceTest = labelTest(namespaces);
  return ({ pod }) => pod !== undefined && namespaceTest(pod.namespaceLabels) && podTest(pod.labels);
}

const nobody: PeerTest = () => false;

function blockTest(block: Fields): PeerTest {
  const cidr = parseCidr(textAt(block, "cidr") ?? "");
  const except = parseCidrs(listAt(block, "except"));
  if (cidr === undefined) return nobody;
  return ({ address }) => address !== undefined && holds(cidr, address) && !except.some((each) => holds(each, address));
}

/** Those of the entries that are CIDRs. */
export function parseCidrs(entries: readonly unknown[]): AddressBlock[] {
  return entries.flatMap((each) => (typeof each === "string" ? (parseCidr(each) ?? []) : []));
}

/** The `ipBlock` of a peer; undefined for peers of another kind. */
export function blockOf(peer: unknown): Fields | undefined {
  const block = at(peer, "ipBlock");
  return isFields(block) ? block : undefined;
}
