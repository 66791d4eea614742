// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fields, Network, type NetworkPod } from "../../../lib/manifests/index.ts";
import { type BrutePeer, type BruteTier, type BruteTierRule, bruteTiers } from "./brute-tiers.ts";
import { policy } from "./families.ts";
import { asked, namespaces, outside, pods } from "./model.ts";

const team = fc.constantFrom("ada", "bob", "eve").map((value) => ({ matchLabels: { "bivouac.dev/team": value } }));
const everything = fc.constant({ matchLabels: {} });
const namespaceSelector = fc.oneof(team, everything);
const podSelector = fc.oneof(
  everything,
  fc.constantFrom("a", "b").map((pod) => ({ matchLabels: { pod } })),
);
const inside: fc.Arbitrary<BrutePeer> = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector }) }),
);
const networks: fc.Arbitrary<BrutePeer> = fc.record({
  networks: fc.subarray(["10.0.0.0/8", "10.42.0.0/16", "169.254.0.0/16", "0.0.0.0/0"], { minLength: 1 }),
});
const ports = fc.array(
  fc.record({
    protocol: fc.constantFrom("TCP", "UDP", "SCTP"),
    first: fc.constantFrom(1, 80),
    last: fc.constantFrom(80, 443),
  }),
  { maxLength: 2 },
);
const rules = (peer: fc.Arbitrary<BrutePeer>, actions: readonly BruteTierRule["action"][]) =>
  fc.array(
    fc.record({ action: fc.constantFrom(...actions), peers: fc.array(peer, { minLength: 1, maxLength: 2 }), ports }),
    { maxLength: 3 },
  );

function tiers(cluster: boolean): fc.Arbitrary<BruteTier[]> {
  const one = fc.constantFrom<BruteTier["tier"][]>("Admin", "Baseline").chain((tier) => {
    // The one BaselineAdminNetworkPolicy cannot pass: there is nothing after it.
    const actions = tier === "Admin" || cluster ? (["yes", "no", "pass"] as const) : (["yes", "no"] as const);
    return fc.record({
      tier: fc.constant(tier),
      priority: fc.integer({ min: 0, max: 1000 }),
      subject: inside,
      ingress: rules(inside, actions),
      egress: rules(fc.oneof(inside, networks), actions),
    });
  });
  return fc.uniqueArray(one, {
    maxLength: 5,
    selector: ({ tier, priority }) => (tier === "Baseline" && !cluster ? tier : `${tier} ${priority}`),
  });
}

/** The same as objects of the API. */
function written(of: readonly BruteTier[], cluster: boolean): Fields[] {
  return of.map(({ tier, priority, subject, ingress, egress }, index) => {
    const rule = (field: "from" | "to", { action, peers, ports: open }: BruteTierRule): Fields => ({
      action: { yes: cluster ? "Accept" : "Allow", no: "Deny", pass: "Pass" }[action],
      [field]: peers,
      ...(open.length === 0
        ? {}
        : { [cluster ? "protocols" : "ports"]: open.map((each) => (cluster ? clusterPort(each) : adminPort(each))) }),
    });
    const baseline = tier === "Baseline" && !cluster;
    return {
      apiVersion: `policy.networking.k8s.io/${cluster ? "v1alpha2" : "v1alpha1"}`,
      kind: cluster ? "ClusterNetworkPolicy" : baseline ? "BaselineAdminNetworkPolicy" : "AdminNetworkPolicy",
      metadata: { name: baseline ? "default" : `p${index}` },
      spec: {
        ...(cluster ? { tier } : {}),
        ...(baseline ? {} : { priority }),
        subject,
        ingress: ingress.map((each) => rule("from", each)),
        egress: egress.map((each) => rule("to", each)),
      },
    };
  });
}

type Port = BruteTierRule["ports"][number];
const clusterPort = ({ protocol, first, last }: Port): Fields => ({
  [protocol.toLowerCase()]: {
    destinationPort: first === last ? { number: first } : { range: { start: first, end: last } },
  },
});
const adminPort = ({ protocol, first, last }: Port): Fields =>
  first === last ? { portNumber: { protocol, port: first } } : { portRange: { protocol, start: first, end: last } };

const closed = policy("deny", namespaces[0]?.name ?? "", {
  podSelector: { matchLabels: { pod: "a" } },
  policyTypes: ["Egress"],
});
const selected = ({ namespace, name }: NetworkPod, direction: string) =>
  direction === "egress" && namespace === closed.metadata.namespace && name === "a";

describe.each([
  ["ClusterNetworkPolicy", true],
  ["AdminNetworkPolicy", false],
])("%s", (_kind, cluster) => {
  test("the evaluator and the brute force say the same of random policies", () => {
    let connections = 0;
    fc.assert(
      fc.property(tiers(cluster), (of) => {
        const network = new Network({ namespaces, policies: [...written(of, cluster), closed] });
        for (const from of pods)
          for (const to of [...pods, ...Object.values(outside)])
            for (const { port, protocol } of asked) {
              connections++;
              const question = { from, to, port, protocol };
              if (network.allows(question) !== bruteTiers(of, namespaces, selected, question))
                throw new Error(JSON.stringify(question));
            }
      }),
      { numRuns: 150 },
    );
    console.log(`network truth table of tiers: ${connections} connections, agreement ${connections}/${connections}`);
    expect(connections).toBe(150 * 9 * 15 * 15);
  });
});

test("a peer of a kind that is not known: what accepts meets nobody, what denies or passes denies all", () => {
  const one = (action: string): Fields => ({
    apiVersion: "policy.networking.k8s.io/v1alpha2",
    kind: "ClusterNetworkPolicy",
    metadata: { name: "p" },
    spec: { tier: "Admin", priority: 1, subject: { namespaces: {} }, egress: [{ action, to: [{}] }] },
  });
  const [from, to] = pods as [NetworkPod, NetworkPod];
  const allowed = (action: string) =>
    new Network({ namespaces, policies: [one(action)] }).allows({ from, to, port: 80 });
  expect([allowed("Accept"), allowed("Deny"), allowed("Pass")]).toEqual([true, false, false]);
});
