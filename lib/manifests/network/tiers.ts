// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from "../fields.ts";
import { holds } from "./address.ts";
import { anyOf, type Direction, parseCidrs, type PeerTest, type Side } from "./policy.ts";
import { adminPort, clusterPort, type PortTest, portTests } from "./port-test.ts";
import { labelTest } from "./selector.ts";

/** A policy of the whole cluster, read once. */
export interface TierPolicy {
  /** `ClusterNetworkPolicy lugano-2022`. */
  readonly name: string;
  /** Before the NetworkPolicies, or after them for pods that none of them selects. */
  readonly tier: "admin" | "baseline";
  /** Lower is asked first. */
  readonly priority: number;
  readonly subject: PeerTest;
  readonly ingress: readonly TierRule[];
  readonly egress: readonly TierRule[];
}

export interface TierRule {
  readonly action: "accept" | "deny" | "pass";
  readonly peer: PeerTest;
  readonly port: PortTest;
}

const actions: Readonly<Record<string, TierRule["action"]>> = {
  Accept: "accept",
  Allow: "accept",
  Deny: "deny",
  Pass: "pass",
};

/**
 * Undefined for objects of other kinds. Peers by node labels and by domain name meet nobody: a model has neither.
 * @see https://network-policy-api.sigs.k8s.io/
 */
export function compileTier(policy: Fields): TierPolicy | undefined {
  if (textAt(policy, "apiVersion")?.startsWith("policy.networking.k8s.io/") !== true) return undefined;
  const kind = textAt(policy, "kind") ?? "";
  const spec = fieldsAt(policy, "spec") ?? {};
  const name = `${kind} ${textAt(policy, "metadata", "name") ?? ""}`;
  const rules = (direction: Direction, cluster: boolean): TierRule[] =>
    listAt(spec, direction).flatMap((rule) => compileRule(rule, direction, cluster) ?? []);
  const subject = podsTest(fieldsAt(spec, "subject") ?? {}) ?? (() => false);
  const all = (cluster: boolean) => ({
    name,
    subject,
    ingress: rules("ingress", cluster),
    egress: rules("egress", cluster),
  });
  switch (kind) {
    case "ClusterNetworkPolicy":
      return {
        ...all(true),
        tier: at(spec, "tier") === "Baseline" ? "baseline" : "admin",
        priority: numberAt(spec, "priority") ?? 0,
      };
    case "AdminNetworkPolicy":
      return { ...all(false), tier: "admin", priority: numberAt(spec, "priority") ?? 0 };
    // There is one, after whatever else is in its tier.
    case "BaselineAdminNetworkPolicy":
      return { ...all(false), tier: "baseline", priority: Number.POSITIVE_INFINITY };
    default:
      return undefined;
  }
}

function compileRule(rule: unknown, direction: Direction, cluster: boolean): TierRule | undefined {
  const said = textAt(rule, "action") ?? "";
  const action = Object.hasOwn(actions, said) ? actions[said] : undefined;
  if (!isFields(rule) || action === undefined) return undefined;
  const tests = listAt(rule, direction === "ingress" ? "from" : "to").map(peerTest);
  const ports = cluster
    ? portTests(listAt(rule, "protocols"), clusterPort)
    : portTests(listAt(rule, "ports"), adminPort);
  // A peer of a kind that a reader does not know: what would accept matches nothing, the others deny everything.
  if (tests.includes(undefined))
    return action === "accept" ? undefined : { action: "deny", peer: () => true, port: () => true };
  return { action, peer: anyOf(tests.filter((test) => test !== undefined)), port: ports };
}

function peerTest(peer: unknown): PeerTest | undefined {
  if (at(peer, "networks") !== undefined) {
    const blocks = parseCidrs(listAt(peer, "networks"));
    return ({ address }) => address !== undefined && blocks.some((block) => holds(block, address));
  }
  if (at(peer, "nodes") !== undefined || at(peer, "domainNames") !== undefined) return () => false;
  return podsTest(peer);
}

/** `namespaces`, or `pods` with both selectors, as subject and as peer. */
function podsTest(value: unknown): PeerTest | undefined {
  const namespaces = fieldsAt(value, "namespaces");
  if (namespaces !== undefined) {
    const test = labelTest(namespaces);
    return ({ pod }: Side) => pod !== undefined && test(pod.namespaceLabels);
  }
  const pods = fieldsAt(value, "pods");
  if (pods === undefined) return undefined;
  const namespaceTest = labelTest(fieldsAt(pods, "namespaceSelector") ?? {});
  const podTest = labelTest(fieldsAt(pods, "podSelector") ?? {});
  return ({ pod }: Side) => pod !== undefined && namespaceTest(pod.namespaceLabels) && podTest(pod.labels);
}
