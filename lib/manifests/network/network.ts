// SPDX-License-Identifier: Apache-2.0
import { type Fields, textAt } from "../fields.ts";
import { parseIp } from "./address.ts";
import type {
  Connection,
  Decision,
  Endpoint,
  NetworkModel,
  NetworkPod,
  NetworkPort,
  NetworkVerdict,
  Protocol,
} from "./model.ts";
import { type CompiledPolicy, compilePolicy, type Direction, type Side } from "./policy.ts";
import { compileTier, type TierPolicy } from "./tiers.ts";

/** The policies that take part in one direction of one pod. */
interface Taking {
  readonly admin: readonly TierPolicy[];
  readonly policies: readonly CompiledPolicy[];
  readonly baseline: readonly TierPolicy[];
}

interface Asked {
  readonly port: number;
  readonly protocol: Protocol;
  readonly named: readonly NetworkPort[];
}

/**
 * Answers which connections the policies of a cluster allow, by the API's own text; no pod and no cluster is needed. What every node may
 * do with its own pods, and what a network plugin leaves out, is not in it. Connections between pods with several addresses are allowed when
 * they are over one of the families that both have.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class Network {
  readonly #policies: ReadonlyMap<string, readonly CompiledPolicy[]>;
  readonly #tiers: Readonly<Record<TierPolicy["tier"], readonly TierPolicy[]>>;
  readonly #namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly #taking = { ingress: new WeakMap<NetworkPod, Taking>(), egress: new WeakMap<NetworkPod, Taking>() };
  readonly #sides = new WeakMap<NetworkPod, readonly Side[]>();

  constructor({ namespaces, policies }: NetworkModel) {
    this.#namespaces = new Map(
      namespaces.map(({ name, labels }) => [name, { ...labels, "kubernetes.io/metadata.name": name }]),
    );
    this.#policies = Map.groupBy(policies.filter(isNetworkPolicy).map(compilePolicy), ({ namespace }) => namespace);
    const tiers = policies
      .flatMap((policy) => compileTier(policy) ?? [])
      .toSorted((a, b) => (a.priority === b.priority ? compare(a.name, b.name) : a.priority - b.priority));
    this.#tiers = {
      admin: tiers.filter(({ tier }) => tier === "admin"),
      baseline: tiers.filter(({ tier }) => tier === "baseline"),
    };
  }

  /** Whether `from` may open a connection to `to`, and why. */
  verdict({ from, to, port, protocol = "TCP" }: Connection): NetworkVerdict {
    if (samePod(from, to)) return { allowed: true, egress: self, ingress: self };
    const asked: Asked = { port, protocol, named: typeof to === "string" ? [] : (to.ports ?? []) };
    let last: NetworkVerdict | undefined;
    for (const [source, destination] of pairs(this.#sidesOf(from), this.#sidesOf(to))) {
      const egress = this.#decide("egress", from, destination, source, asked);
      const ingress = this.#decide("ingress", to, source, destination, asked);
      last = { allowed: egress.allowed && ingress.allowed, egress, ingress };
      if (last.allowed) return last;
    }
    return last ?? { allowed: false, egress: nowhere, ingress: nowhere };
  }

  /** `verdict(connection).allowed`. */
  allows(connection: Connection): boolean {
    return this.verdict(connection).allowed;
  }

  /** NetworkPolicies that select the pod in this direction: with one, only what policies allow is allowed. */
  isolating(pod: NetworkPod, direction: Direction): readonly string[] {
    return this.#takingPart(direction, pod, this.#sidesOf(pod)[0]).policies.map(({ name }) => name);
  }

  #decide(direction: Direction, subject: Endpoint, peer: Side, own: Side, asked: Asked): Decision {
    if (typeof subject === "string" || own.pod === undefined) return outside;
    const taking = this.#takingPart(direction, subject, own);
    const admin = firstMatch(taking.admin, direction, peer, asked);
    if (admin !== undefined && admin.action !== "pass") return byRule(admin.action === "accept", [admin.name]);
    if (taking.policies.length > 0) {
      const allowing = taking.policies.filter((policy) => {
        for (const rule of policy[direction] ?? [])
          if (rule.port(asked.port, asked.protocol, asked.named) && rule.peer(peer)) return true;
        return false;
      });
      return allowing.length > 0
        ? byRule(
            true,
            allowing.map(({ name }) => name),
          )
        : { allowed: false, why: "isolation", policies: taking.policies.map(({ name }) => name) };
    }
    const baseline = firstMatch(taking.baseline, direction, peer, asked);
    if (baseline !== undefined && baseline.action !== "pass")
      return byRule(baseline.action === "accept", [baseline.name]);
    return { allowed: true, why: "default", policies: [] };
  }

  #takingPart(direction: Direction, pod: NetworkPod, own: Side | undefined): Taking {
    const known = this.#taking[direction].get(pod);
    if (known !== undefined) return known;
    const side = own ?? {};
    const taking: Taking = {
      admin: this.#tiers.admin.filter((policy) => policy[direction].length > 0 && policy.subject(side)),
      policies:
        side.pod === undefined
          ? []
          : (this.#policies.get(pod.namespace) ?? [])
              .filter((policy) => policy[direction] !== undefined && policy.selects(pod.labels))
              .toSorted((a, b) => compare(a.name, b.name)),
      baseline: this.#tiers.baseline.filter((policy) => policy[direction].length > 0 && policy.subject(side)),
    };
    this.#taking[direction].set(pod, taking);
    return taking;
  }

  /** One side for each address that a connection can use. */
  #sidesOf(endpoint: Endpoint): readonly Side[] {
    if (typeof endpoint === "string") return [{ address: parseIp(endpoint) }];
    const known = this.#sides.get(endpoint);
    if (known !== undefined) return known;
    const { namespace, labels, hostNetwork, addresses = [] } = endpoint;
    const namespaceLabels = this.#namespaces.get(namespace) ?? { "kubernetes.io/metadata.name": namespace };
    const pod = hostNetwork === true ? undefined : { namespace, labels, namespaceLabels };
    const sides = addresses.length === 0 ? [{ pod }] : addresses.map((address) => ({ pod, address: parseIp(address) }));
    this.#sides.set(endpoint, sides);
    return sides;
  }
}

const self: Decision = { allowed: true, why: "self", policies: [] };
const outside: Decision = { allowed: true, why: "outside", policies: [] };
/** No family of addresses in common. */
const nowhere: Decision = { allowed: false, why: "outside", policies: [] };

function byRule(allowed: boolean, policies: readonly string[]): Decision {
  return { allowed, why: "rule", policies };
}

/** Ways between two ends that use one family of addresses. */
function* pairs(sources: readonly Side[], destinations: readonly Side[]): Iterable<readonly [Side, Side]> {
  for (const source of sources)
    for (const destination of destinations)
      if (
        source.address === undefined ||
        destination.address === undefined ||
        source.address.family === destination.address.family
      )
        yield [source, destination];
}

function firstMatch(
  policies: readonly TierPolicy[],
  direction: Direction,
  peer: Side,
  { port, protocol, named }: Asked,
): { readonly action: "accept" | "deny" | "pass"; readonly name: string } | undefined {
  for (const policy of policies)
    for (const rule of policy[direction])
      if (rule.port(port, protocol, named) && rule.peer(peer)) return { action: rule.action, name: policy.name };
  return undefined;
}

function samePod(a: Endpoint, b: Endpoint): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a === b || (a.namespace === b.namespace && a.name === b.name);
}

function isNetworkPolicy(policy: Fields): boolean {
  return (
    textAt(policy, "kind") === "NetworkPolicy" &&
    textAt(policy, "apiVersion")?.startsWith("networking.k8s.io/") === true
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
