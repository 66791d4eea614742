// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { internetRanges, TeamIsolation } from "../../lib/kubernetes/index.ts";
import { faultsOf, guardRailLabels, objectNames, objectsOf, validate } from "./fixture.ts";

const owner = { event: "lugano-2022", team: "met_eo" };

describe("TeamIsolation", () => {
  test("denies all, then allows DNS, the namespace itself and the internet", async () => {
    const policies = objectsOf((scope) => new TeamIsolation(scope, "Isolation", owner));
    expect(policies.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
      ["deny-all", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }],
      [
        "allow-dns",
        {
          podSelector: {},
          policyTypes: ["Egress"],
          egress: [
            {
              to: [
                {
                  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
                },
              ],
              ports: [
                { protocol: "UDP", port: 53 },
                { protocol: "TCP", port: 53 },
              ],
            },
          ],
        },
      ],
      [
        "allow-same-namespace",
        {
          podSelector: {},
          policyTypes: ["Ingress", "Egress"],
          ingress: [{ from: [{ podSelector: {} }] }],
          egress: [{ to: [{ podSelector: {} }] }],
        },
      ],
      [
        "allow-internet",
        { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: internetRanges.map((ipBlock) => ({ ipBlock })) }] },
      ],
    ]);
    for (const policy of policies) {
      expect(policy.metadata).toEqual({
        name: policy.metadata.name,
        namespace: "lugano-2022-met-eo",
        labels: guardRailLabels,
      });
      await validate(policy);
    }
  });

  test.each([
    "169.254.169.254",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "255.255.255.255",
    "0.0.0.0",
  ])("lets no pod reach %s", (address) => {
    expect(internetRanges[0]?.except.some((cidr) => inside(address, cidr))).toBe(true);
  });

  test.each(["8.8.8.8", "128.178.0.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "223.255.255.255"])(
    "lets pods reach %s",
    (address) => {
      expect(internetRanges[0]?.except.some((cidr) => inside(address, cidr))).toBe(false);
    },
  );

  test("forbids further ranges by family, and the internet altogether", () => {
    const policies = objectsOf(
      (scope) => new TeamIsolation(scope, "I", { ...owner, forbidden: ["203.0.113.0/24", "2001:db8::/32"] }),
    );
    const spec = policies[3]?.["spec"] as { egress: [{ to: { ipBlock: { except: string[] } }[] }] } | undefined;
    const [ipv4, ipv6] = spec?.egress[0].to ?? [];
    expect(ipv4?.ipBlock.except.at(-1)).toBe("203.0.113.0/24");
    expect(ipv6?.ipBlock.except).toEqual(["2002::/16", "2001:db8::/32"]);
    expect(objectNames(objectsOf((scope) => new TeamIsolation(scope, "I", { ...owner, internet: false })))).toEqual([
      "NetworkPolicy deny-all",
      "NetworkPolicy allow-dns",
      "NetworkPolicy allow-same-namespace",
    ]);
  });

  test.each(["203.0.113.0", "everything", "0.0.0.0/0", "::ffff:0:0/96", "fc00::/7", "1.2.3.4/33"])(
    "refuses %s as a range to forbid",
    (cidr) => {
      expect(faultsOf((scope) => new TeamIsolation(scope, "I", { ...owner, forbidden: [cidr] }))).toEqual([
        `BV601 chart/I forbidden "${cidr}" is not a CIDR of public addresses: write it like 203.0.113.0/24 or 2001:db8::/32`,
      ]);
    },
  );
});

function inside(address: string, cidr: string): boolean {
  const [base = "", bits = "0"] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

function number(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
