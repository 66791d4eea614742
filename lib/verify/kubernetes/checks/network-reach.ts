// SPDX-License-Identifier: Apache-2.0
import type { Asking } from "../asking.ts";
import { type Peer, Reach } from "../reach.ts";
import type { KubernetesCheck, Probe } from "../probe.ts";

/** Of each kind that a pod must not reach: metadata services, private and shared ranges, the node itself. */
const addresses = [
  "169.254.169.254",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.0.1",
  "100.64.0.1",
  "127.0.0.1",
  "fd00:ec2::254",
];

/** Policies add up, so that one more can open what the planned ones close: all that are there are evaluated together. */
export const networkReach: KubernetesCheck = {
  code: "VK138",
  name: "network-reach",
  proves:
    "All network policies of the namespace together let in and out what the plan lets through, and nothing else: no other team, no metadata service, no private address.",
  hint: "Look at the policy that is named: kubectl get networkpolicies -o yaml. Remove it when nobody planned it; put planned ones back with bivouac up.",
  async probes(asking) {
    const { team, namespace } = asking;
    const live = new Reach(
      team,
      await asking.list(asking.path("apis/networking.k8s.io/v1:networkpolicies")).then(typed),
    );
    const planned = new Reach(team, asking.planned("NetworkPolicy"));
    const own = [...live.ownPods(), ...planned.ownPods()];
    const ports = [...live.ports(), ...planned.ports()];
    const pods = (of: string, direction: Peer["direction"]): Peer => ({
      name: `pods of ${of}`,
      direction,
      ends: [...live.podsOf(of), ...planned.podsOf(of)],
      port: 8080,
    });
    const forbidden: readonly Peer[] = [
      ...[...team.others, "default"].flatMap((of) => [pods(of, "ingress"), pods(of, "egress")]),
      ...[...addresses, ...nodeAddresses(asking)].map((address): Peer => ({
        name: address,
        direction: "egress",
        ends: [address],
        port: 80,
      })),
    ];
    const dns = { namespace: "kube-system", name: "kube-dns", labels: { "k8s-app": "kube-dns" } };
    const wanted: readonly Peer[] = [
      { name: "DNS of the cluster", direction: "egress", ends: [dns], port: 53, protocol: "UDP" },
      { name: "public addresses", direction: "egress", ends: ["203.0.113.10"], port: 443 },
      pods(namespace, "ingress"),
      pods(namespace, "egress"),
    ];
    return [
      ...forbidden
        // What the plan opens, such as a port to another team, is no hole.
        .filter((peer) => planned.opening(peer, own, ports) === undefined)
        .map((peer) => probe(peer, "refused", live.opening(peer, own, ports))),
      ...wanted
        .filter((peer) => planned.opening(peer, own.slice(0, 1), []) !== undefined)
        .map((peer) =>
          probe(
            peer,
            "allowed",
            live.opening(peer, own.slice(0, 1), []) === undefined ? "no policy allows it" : undefined,
          ),
        ),
    ];
  },
};

function probe({ name, direction }: Peer, expected: Probe["expected"], seen: string | undefined): Probe {
  return {
    probe: `${direction === "ingress" ? "connections from" : "connections to"} ${name}`,
    expected,
    ask: () => Promise.resolve(seen),
  };
}

/** The first address of each network of nodes. */
function nodeAddresses({ team }: Asking): string[] {
  return (team.guardRails?.nodeNetworks ?? []).flatMap((cidr) => cidr.split("/", 1));
}

/** Items of a list name neither kind nor version. */
function typed(items: readonly object[]): Readonly<Record<string, unknown>>[] {
  return items.map((item) => ({ ...item, apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" }));
}
