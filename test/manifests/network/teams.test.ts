// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  type Connection,
  type Fields,
  Network,
  type NetworkPod,
  tellConnection,
  tellVerdict,
} from "../../../lib/manifests/index.ts";
import { type BrutePolicy, bruteForce } from "./brute-force.ts";
import { asked, endpoints, namespaces, outside, pods } from "./model.ts";
import { floor, isolated, opening, tenantPolicy } from "./teams.ts";

const dns: NetworkPod = {
  namespace: "kube-system",
  name: "dns",
  labels: { "k8s-app": "kube-dns" },
  addresses: ["10.42.9.1"],
};
const gateway: NetworkPod = { namespace: "gateways", name: "gateway", labels: {}, addresses: ["10.42.9.2"] };
const all = [...pods, dns, gateway];
const closed = [outside.metadata, outside.node, outside.api, outside.private, outside.shared, "fd00:ec2::254"];

const network = (policies: readonly Fields[]) => new Network({ namespaces, policies });

/** Every connection on every port of the model that `wanted` takes and the policies allow. */
function open(of: Network, from: readonly NetworkPod[], to: readonly (NetworkPod | string)[]): string[] {
  return from.flatMap((source) =>
    to.flatMap((target) =>
      asked.flatMap(({ port, protocol }) => {
        const connection: Connection = { from: source, to: target, port, protocol };
        return of.allows(connection) ? [tellConnection(connection)] : [];
      }),
    ),
  );
}

const podsOf = (team: string) => pods.filter(({ namespace }) => namespace === `lugano-2022-${team}`);
const pairs = ["ada", "bob", "eve"].flatMap((a) =>
  ["ada", "bob", "eve"].filter((b) => b !== a).map((b) => [a, b] as const),
);

describe.each<[string, Fields[]]>([
  ["isolation", isolated()],
  ["isolation and AdminNetworkPolicies", [...isolated(), ...floor("admin")]],
  ["isolation and ClusterNetworkPolicies", [...isolated(), ...floor("cluster")]],
  [
    "isolation, ClusterNetworkPolicies and a policy of ada that opens everything",
    [...isolated(), ...floor("cluster"), tenantPolicy],
  ],
  [
    "isolation, AdminNetworkPolicies and a policy of ada that opens everything",
    [...isolated(), ...floor("admin"), tenantPolicy],
  ],
])("%s", (title, policies) => {
  const it = network(policies);

  test.each(pairs)("nothing from %s to %s, on any port of any protocol", (a, b) => {
    expect(open(it, podsOf(a), podsOf(b))).toEqual([]);
  });

  test("nothing to the metadata address, nodes, the API server and private ranges", () => {
    expect(open(it, pods, closed)).toEqual([]);
  });

  test("DNS, the own namespace and the internet", () => {
    for (const pod of pods) {
      expect([
        it.allows({ from: pod, to: dns, port: 53, protocol: "UDP" }),
        it.allows({ from: pod, to: dns, port: 53 }),
      ]).toEqual([true, true]);
      expect(open(it, [pod], [dns]).length).toBe(2);
      expect(it.allows({ from: pod, to: outside.internet, port: 443 })).toBe(true);
    }
    for (const team of ["ada", "bob", "eve"])
      expect(open(it, podsOf(team), podsOf(team)).length).toBe(9 * asked.length);
  });

  test("nobody else connects to a team", () => {
    const to = title.includes("opens everything") ? [...podsOf("bob"), ...podsOf("eve")] : pods;
    expect(open(it, [gateway, dns], to)).toEqual([]);
    for (const pod of to) expect(it.allows({ from: outside.internet, to: pod, port: 443 })).toBe(false);
  });
});

test("an opening opens its port of its pods to its team and nothing else", () => {
  for (const policies of [
    [...isolated([opening])],
    [...isolated([opening]), ...floor("cluster", [opening])],
    [...isolated([opening]), ...floor("admin", [opening])],
  ]) {
    const it = network(policies);
    const found = pairs.flatMap(([a, b]) => open(it, podsOf(a), podsOf(b)));
    expect(found).toEqual(["a", "b", "c"].map((pod) => `lugano-2022-bob/${pod} → lugano-2022-ada/a TCP 80`));
    expect(open(it, pods, closed)).toEqual([]);
  }
});

test("without a floor NetworkPolicies alone do not hold a team that may write its own", () => {
  const it = network([...isolated(), tenantPolicy]);
  expect(open(it, podsOf("ada"), closed).length).toBeGreaterThan(0);
  // The others' own isolation still keeps it out of their namespaces.
  expect(open(it, podsOf("ada"), [...podsOf("bob"), ...podsOf("eve")])).toEqual([]);
});

test("an opening that one side alone makes policies for stays closed", () => {
  const one = isolated([opening]).filter(({ metadata }) => !metadata.name.startsWith("import-"));
  const other = isolated([opening]).filter(({ metadata }) => !metadata.name.startsWith("export-"));
  for (const policies of [one, other])
    expect(pairs.flatMap(([a, b]) => open(network(policies), podsOf(a), podsOf(b)))).toEqual([]);
});

test("the answer says which policy decided", () => {
  const [a, b] = [podsOf("ada")[0], podsOf("bob")[0]] as [NetworkPod, NetworkPod];
  const told = (policies: readonly Fields[], connection: Connection) =>
    tellVerdict(network(policies).verdict(connection));
  const standard = isolated([opening]);
  expect(told(standard, { from: b, to: a, port: 80 })).toBe(
    "egress allowed by NetworkPolicy lugano-2022-bob/import-ada-web, ingress allowed by NetworkPolicy lugano-2022-ada/export-web",
  );
  expect(told(standard, { from: a, to: outside.internet, port: 80 })).toBe(
    "egress allowed by NetworkPolicy lugano-2022-ada/allow-internet",
  );
  expect(told([...standard, ...floor("cluster")], { from: a, to: outside.metadata, port: 80 })).toBe(
    "egress denied by ClusterNetworkPolicy lugano-2022",
  );
  expect(told([], { from: a, to: b, port: 80 })).toBe(
    "egress allowed: no policy takes part, ingress allowed: no policy takes part",
  );
  expect(told([], { from: a, to: a, port: 80 })).toBe(
    "egress allowed: a pod reaches itself, ingress allowed: a pod reaches itself",
  );
  expect(told(standard, { from: gateway, to: a, port: 80 })).toBe(
    "ingress denied: none of NetworkPolicy lugano-2022-ada/allow-same-namespace, NetworkPolicy lugano-2022-ada/deny-all, NetworkPolicy lugano-2022-ada/export-web allows it",
  );
});

test("the brute force agrees about our own policies, with an opening and with a team's own policy", () => {
  let connections = 0;
  for (const policies of [isolated(), isolated([opening]), [...isolated([opening]), tenantPolicy]]) {
    const it = network(policies);
    for (const from of [...all, ...endpoints])
      for (const to of [...all, ...endpoints])
        for (const { port, protocol } of asked) {
          connections++;
          expect(it.allows({ from, to, port, protocol })).toBe(
            bruteForce(policies as unknown as BrutePolicy[], namespaces, { from, to, port, protocol }),
          );
        }
  }
  console.log(
    `network truth table of three teams: ${connections} connections, agreement ${connections}/${connections}`,
  );
});
