// SPDX-License-Identifier: Apache-2.0
import { BlockList, isIP } from "node:net";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { holds, Network, type NetworkPod, parseCidr, parseIp } from "../../../lib/manifests/index.ts";
import { policy } from "./families.ts";

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

test("addresses are those that Node takes", () => {
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6, fc.stringMatching(/^[0-9a-f:.]{0,20}$/)), (text) => {
      expect(parseIp(text)?.family ?? 0).toBe(isIP(text));
    }),
    { numRuns: 3000 },
  );
});

test("a block holds what Node's block list holds", () => {
  const within = (address: fc.Arbitrary<string>, bits: number) =>
    fc.tuple(address, fc.integer({ min: 0, max: bits }), address);
  fc.assert(
    fc.property(fc.oneof(within(ipv4, 32), within(ipv6, 128)), ([network, prefix, address]) => {
      const family = network.includes(":") ? "ipv6" : "ipv4";
      const list = new BlockList();
      list.addSubnet(network, prefix, family);
      const [block, ip] = [parseCidr(`${network}/${prefix}`), parseIp(address)];
      expect(block !== undefined && ip !== undefined && holds(block, ip)).toBe(list.check(address, family));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  "010.0.0.0/8",
  "10.0.0.0/33",
  "10.0.0.0",
  "10.0.0/8",
  "::/129",
  "1::2::3/64",
  "::/08",
  "fe80::1%eth0/64",
  "/8",
  "",
])("%s is no CIDR", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test("pods with both families are reached over either; without a common one not at all", () => {
  const pod = (name: string, ...addresses: string[]): NetworkPod => ({
    namespace: "x",
    name,
    labels: { name },
    addresses,
  });
  const both = pod("a", "10.0.0.1", "fd00::1");
  const only6 = policy("p", "x", {
    podSelector: { matchLabels: { name: "a" } },
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr: "fd00::/8" } }] }],
  });
  const network = new Network({ namespaces: [], policies: [only6] });
  expect(network.allows({ from: both, to: pod("b", "10.0.0.2", "fd00::2"), port: 80 })).toBe(true);
  expect(network.allows({ from: both, to: pod("b", "10.0.0.2"), port: 80 })).toBe(false);
  expect(network.allows({ from: pod("c", "10.0.0.3"), to: pod("d", "fd00::4"), port: 80 })).toBe(false);
});

test("a pod in the network of its node is an address to policies", () => {
  const deny = policy("deny", "x", {
    podSelector: {},
    policyTypes: ["Ingress"],
    ingress: [{ from: [{ namespaceSelector: {} }] }],
  });
  const network = new Network({ namespaces: [], policies: [deny] });
  const host: NetworkPod = { namespace: "x", name: "host", labels: {}, hostNetwork: true };
  const pod: NetworkPod = { namespace: "x", name: "pod", labels: {} };
  expect(network.allows({ from: host, to: pod, port: 80 })).toBe(false);
  expect(network.allows({ from: "192.0.2.1", to: host, port: 80 })).toBe(true);
});
