// SPDX-License-Identifier: Apache-2.0
import type { NetworkNamespace, NetworkPod } from "../../../lib/manifests/index.ts";

// The tiers of the policy API a second time, from the text of its reference and nothing shared with lib: of all rules that meet a
// connection the one with the least (priority, place) decides, tier by tier.

type Labels = Readonly<Record<string, string>>;
interface Selector {
  readonly matchLabels: Labels;
}
interface Pods {
  readonly namespaceSelector: Selector;
  readonly podSelector: Selector;
}
export interface BrutePeer {
  readonly namespaces?: Selector;
  readonly pods?: Pods;
  readonly networks?: readonly string[];
}
export interface BruteTierRule {
  readonly action: "yes" | "no" | "pass";
  readonly peers: readonly BrutePeer[];
  readonly ports: readonly { readonly protocol: string; readonly first: number; readonly last: number }[];
}
/** One direction of a policy; both kinds of objects are written from it. */
export interface BruteTier {
  readonly tier: "Admin" | "Baseline";
  /** Unique in a tier. */
  readonly priority: number;
  readonly subject: BrutePeer;
  readonly ingress: readonly BruteTierRule[];
  readonly egress: readonly BruteTierRule[];
}

interface Question {
  readonly from: NetworkPod;
  readonly to: NetworkPod | string;
  readonly port: number;
  readonly protocol: string;
}

/** `selected`: a NetworkPolicy isolates the pod in this direction; it allows nothing here. */
export function bruteTiers(
  tiers: readonly BruteTier[],
  namespaces: readonly NetworkNamespace[],
  selected: (pod: NetworkPod, direction: "ingress" | "egress") => boolean,
  question: Question,
): boolean {
  const { from, to } = question;
  if (from === to) return true;
  return side("egress", from, to) && (typeof to === "string" || side("ingress", to, from));

  function side(direction: "ingress" | "egress", subject: NetworkPod, peer: NetworkPod | string): boolean {
    const admin = decided("Admin");
    if (admin === "yes" || admin === "no") return admin === "yes";
    if (selected(subject, direction)) return false;
    return decided("Baseline") !== "no";

    function decided(tier: BruteTier["tier"]): BruteTierRule["action"] | undefined {
      const met = tiers
        .filter((each) => each.tier === tier && isPeer(each.subject, subject))
        .flatMap((each) => each[direction].map((rule, place) => ({ rule, rank: each.priority * 1000 + place })))
        .filter(({ rule }) => rule.peers.some((each) => isPeer(each, peer)) && isPort(rule));
      const least = Math.min(...met.map(({ rank }) => rank));
      return met.find(({ rank }) => rank === least)?.rule.action;
    }
  }

  function isPort({ ports }: BruteTierRule): boolean {
    return (
      ports.length === 0 ||
      ports.some(
        ({ protocol, first, last }) =>
          protocol === question.protocol && first <= question.port && question.port <= last,
      )
    );
  }

  function isPeer(wanted: BrutePeer, peer: NetworkPod | string): boolean {
    if (wanted.networks) {
      const address = typeof peer === "string" ? peer : (peer.addresses?.[0] ?? "");
      return wanted.networks.some((cidr) => inside(address, cidr));
    }
    if (typeof peer === "string") return false;
    const labels = {
      ...namespaces.find(({ name }) => name === peer.namespace)?.labels,
      "kubernetes.io/metadata.name": peer.namespace,
    };
    if (wanted.namespaces) return has(labels, wanted.namespaces);
    return (
      wanted.pods !== undefined &&
      has(labels, wanted.pods.namespaceSelector) &&
      has(peer.labels, wanted.pods.podSelector)
    );
  }
}

function has(labels: Labels, { matchLabels }: Selector): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

/** For prefixes of whole octets, which are all that is asked here. */
function inside(address: string, cidr: string): boolean {
  const [network = "", prefix = ""] = cidr.split("/");
  const octets = address.split(".");
  return network.split(".").every((octet, index) => index >= Number(prefix) / 8 || octets[index] === octet);
}
