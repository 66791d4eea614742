// SPDX-License-Identifier: Apache-2.0
import {
  at,
  type Connection,
  type Endpoint,
  type Fields,
  listAt,
  Network,
  type NetworkPod,
  numberAt,
  type Protocol,
  tellConnection,
  tellVerdict,
  textsAt,
} from "../../manifests/index.ts";
import { labelDomain } from "../../model/light.ts";
import type { KubernetesTeam } from "./team.ts";

/** Somebody at the other end, as the policies of the team's namespace may tell them apart. */
export interface Peer {
  /** In words: `pods of lugano-2022-nris`, `169.254.169.254`. */
  readonly name: string;
  readonly direction: "ingress" | "egress";
  readonly ends: readonly Endpoint[];
  /** Beside those that policies name. */
  readonly port: number;
  readonly protocol?: Protocol | undefined;
}

type Labels = Readonly<Record<string, string>>;

/** Enough for what people write; a policy that names more has its first ones asked about. */
const most = 20;

/** What the policies of one namespace let through, by themselves: those at the other end are not counted on. */
export class Reach {
  readonly #network: Network;
  readonly #policies: readonly Fields[];
  readonly #namespace: string;

  constructor({ event, namespace, others }: KubernetesTeam, policies: readonly Fields[]) {
    this.#policies = policies;
    this.#namespace = namespace;
    this.#network = new Network({
      namespaces: [namespace, ...others].map((name) => ({ name, labels: { [`${labelDomain}/event`]: event } })),
      policies,
    });
  }

  /** The first connection that the namespace's own side allows, in words; undefined when it allows none. */
  opening(peer: Peer, own: readonly NetworkPod[], ports: readonly Asked[]): string | undefined {
    for (const pod of own)
      for (const end of peer.ends)
        for (const { port, protocol } of [peer, ...ports]) {
          const connection: Connection =
            peer.direction === "ingress"
              ? { from: end, to: pod, port, protocol }
              : { from: pod, to: end, port, protocol };
          const verdict = this.#network.verdict(connection);
          const side = verdict[peer.direction];
          if (side.allowed)
            return `${tellConnection(connection)}: ${tellVerdict({ ...verdict, allowed: true, [peer.direction === "ingress" ? "egress" : "ingress"]: nobody })}`;
        }
    return undefined;
  }

  /** Pods of the namespace that its policies treat differently: without labels, and with those of each selector. */
  ownPods(): NetworkPod[] {
    const labels = this.#policies.map((policy) => textsAt(policy, "spec", "podSelector", "matchLabels"));
    return podsWith(this.#namespace, labels, {});
  }

  /** The same of another namespace, by the selectors of peers. */
  podsOf(namespace: string): NetworkPod[] {
    const labels = this.#peers().map((peer) => textsAt(peer, "podSelector", "matchLabels"));
    // Of the private ranges, as pods' addresses are.
    return podsWith(namespace, labels, { prefix: "other-", addresses: ["10.255.255.254"] });
  }

  /** Ports that its rules name. */
  ports(): Asked[] {
    return this.#rules()
      .flatMap((rule) => listAt(rule, "ports"))
      .flatMap((port) => {
        const number = numberAt(port, "port");
        return number === undefined ? [] : [{ port: number, protocol: protocolOf(at(port, "protocol")) }];
      })
      .slice(0, most);
  }

  #rules(): readonly unknown[] {
    return this.#policies.flatMap((policy) => [
      ...listAt(policy, "spec", "ingress"),
      ...listAt(policy, "spec", "egress"),
    ]);
  }

  #peers(): readonly unknown[] {
    return this.#rules().flatMap((rule) => [...listAt(rule, "from"), ...listAt(rule, "to")]);
  }
}

/** A port that is asked about. */
export interface Asked {
  readonly port: number;
  readonly protocol?: Protocol | undefined;
}

const nobody = { allowed: true, why: "outside", policies: [] } as const;

function protocolOf(value: unknown): Protocol {
  return value === "UDP" || value === "SCTP" ? value : "TCP";
}

function podsWith(
  namespace: string,
  labels: readonly Labels[],
  { prefix = "", addresses }: { readonly prefix?: string; readonly addresses?: readonly string[] },
): NetworkPod[] {
  const different = new Map([{}, ...labels].map((each) => [JSON.stringify(each), each]));
  return [...different.values()].slice(0, most).map((each, index) => ({
    namespace,
    name: `${prefix}${index === 0 ? "pod" : Object.values(each).join("-")}`,
    labels: each,
    addresses,
  }));
}
