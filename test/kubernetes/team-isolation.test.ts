// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { internetRanges, TeamIsolation, teamIsolation, type TeamIsolationProps } from "../../lib/kubernetes/index.ts";
import type { Opening } from "../../lib/model/index.ts";
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

const opening: Opening = {
  name: "db",
  port: 5432,
  protocol: "TCP",
  pods: { app: "db" },
  exporter: { team: "met_eo", namespaces: ["lugano-2022-met-eo"] },
  importer: { team: "eve", namespaces: ["lugano-2022-eve", "lugano-2022-eve-test"] },
};

describe("what TeamIsolation opens by name", () => {
  const specs = (props: Partial<TeamIsolationProps>) =>
    teamIsolation({ ...owner, ...props }).map(({ metadata, spec }) => [metadata.name, spec]);

  test("an export: its pods, its port, those who import it", () => {
    expect(specs({ openings: [opening] }).slice(4)).toEqual([
      [
        "export-db",
        {
          podSelector: { matchLabels: { app: "db" } },
          policyTypes: ["Ingress"],
          ingress: [
            {
              from: [
                {
                  namespaceSelector: {
                    matchExpressions: [
                      {
                        key: "kubernetes.io/metadata.name",
                        operator: "In",
                        values: ["lugano-2022-eve", "lugano-2022-eve-test"],
                      },
                    ],
                  },
                },
              ],
              ports: [{ protocol: "TCP", port: 5432 }],
            },
          ],
        },
      ],
    ]);
  });

  test("an import: the other's pods and port", () => {
    expect(specs({ team: "eve", openings: [opening] }).slice(4)).toEqual([
      [
        "import-met-eo-db",
        {
          podSelector: {},
          policyTypes: ["Egress"],
          egress: [
            {
              to: [
                {
                  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "lugano-2022-met-eo" } },
                  podSelector: { matchLabels: { app: "db" } },
                },
              ],
              ports: [{ protocol: "TCP", port: 5432 }],
            },
          ],
        },
      ],
    ]);
    expect(specs({ team: "bob", openings: [opening] }).length).toBe(4);
  });

  test("the gateway, the API server, a DNS cache on each node and further namespaces", async () => {
    const props: TeamIsolationProps = {
      ...owner,
      gateway: { namespace: "gateways" },
      apiServer: { cidrs: ["192.0.2.250/32"], ports: [6443] },
      dnsAddresses: ["169.254.20.10/32"],
      namespaces: ["lugano-2022-met-eo", "lugano-2022-met-eo-test"],
      openings: [opening],
    };
    const policies = objectsOf((scope) => new TeamIsolation(scope, "I", props));
    expect(objectNames(policies)).toEqual([
      "NetworkPolicy deny-all",
      "NetworkPolicy allow-dns",
      "NetworkPolicy allow-same-namespace",
      "NetworkPolicy allow-internet",
      "NetworkPolicy allow-gateway",
      "NetworkPolicy allow-api-server",
      "NetworkPolicy export-db",
    ]);
    expect(policies[4]?.["spec"]).toEqual({
      podSelector: { matchLabels: { "bivouac.dev/published": "true" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateways" } } }] }],
    });
    expect(policies[5]?.["spec"]).toEqual({
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: [{ ipBlock: { cidr: "192.0.2.250/32" } }], ports: [{ protocol: "TCP", port: 6443 }] }],
    });
    for (const each of policies) await validate(each);
  });

  test("node networks that are public are no part of the internet; private ones never were", () => {
    const [, , , internet] = teamIsolation({
      ...owner,
      nodeNetworks: ["192.0.2.0/24", "10.0.0.0/16", "2001:db8::/48", "fd00::/8"],
    });
    expect(internet?.["spec"]).toMatchObject({
      egress: [
        {
          to: [
            { ipBlock: { except: [...(internetRanges[0]?.except ?? []), "192.0.2.0/24"] } },
            { ipBlock: { except: ["2002::/16", "2001:db8::/48"] } },
          ],
        },
      ],
    });
  });

  test.each<[Partial<TeamIsolationProps>, string]>([
    [
      { nodeNetworks: ["10.0.0.300/8"] },
      'nodeNetworks "10.0.0.300/8" is not a CIDR: write it like 203.0.113.0/24 or fd00:1::/64',
    ],
    [
      { nodeNetworks: ["0.0.0.0/0"] },
      'nodeNetworks "0.0.0.0/0" is every address there is: write the networks that are meant',
    ],
    [
      { dnsAddresses: ["169.254.20.10"] },
      'dnsAddresses "169.254.20.10" is not a CIDR: write it like 203.0.113.0/24 or fd00:1::/64',
    ],
    [{ apiServer: { cidrs: [] } }, "apiServer.cidrs is empty: that would open every address"],
    [
      { apiServer: { cidrs: ["192.0.2.1/32"], ports: [0] } },
      "apiServer.ports 0 is not a port: write one of 1 to 65535",
    ],
    [
      { openings: [{ ...opening, port: 70_000 }] },
      "opening db of met_eo: port 70000 is not a port: write one of 1 to 65535",
    ],
    [{ openings: [opening, { ...opening, name: "DB" }] }, 'two openings make a policy "export-db": rename one of them'],
    [
      { openings: [{ ...opening, importer: { team: "eve", namespaces: [] } }] },
      "opening db of met_eo: eve has no namespace",
    ],
  ])("refuses %o", (props, fault) => {
    expect(faultsOf((scope) => new TeamIsolation(scope, "I", { ...owner, ...props }))).toEqual([
      `BV601 chart/I ${fault}`,
    ]);
  });
});

function inside(address: string, cidr: string): boolean {
  const [base = "", bits = "0"] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

function number(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
