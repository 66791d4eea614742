// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { NetworkFloor, networkFloor, type NetworkFloorProps } from "../../lib/kubernetes/index.ts";
import { faultsOf, objectNames, objectsOf } from "./fixture.ts";

const props: NetworkFloorProps = { event: "lugano-2022", networkPolicies: "cluster", teams: ["met_eo", "eve"] };
const opening = {
  name: "db",
  port: 5432,
  protocol: "TCP",
  pods: { app: "db" },
  exporter: { team: "eve", namespaces: ["lugano-2022-eve"] },
  importer: { team: "met_eo", namespaces: ["lugano-2022-met-eo"] },
} as const;

test("an object for each team, then one for the event", () => {
  const objects = objectsOf((scope) => new NetworkFloor(scope, "Floor", { ...props, openings: [opening] }));
  expect(objectNames(objects)).toEqual([
    "ClusterNetworkPolicy lugano-2022.met-eo",
    "ClusterNetworkPolicy lugano-2022.eve",
    "ClusterNetworkPolicy lugano-2022",
  ]);
  expect(objects[0]).toMatchObject({
    apiVersion: "policy.networking.k8s.io/v1alpha2",
    metadata: { labels: { "bivouac.dev/event": "lugano-2022", "bivouac.dev/team": "met-eo" } },
    spec: {
      tier: "Admin",
      priority: 500,
      subject: { namespaces: { matchLabels: { "bivouac.dev/event": "lugano-2022", "bivouac.dev/team": "met-eo" } } },
    },
  });
  expect(objects[0]?.["spec"]).toMatchObject({
    egress: [
      { name: "own namespaces", action: "Pass" },
      { name: "db of eve", action: "Pass", protocols: [{ tcp: { destinationPort: { number: 5432 } } }] },
    ],
  });
  expect(objects[2]?.["spec"]).toMatchObject({
    priority: 501,
    egress: [
      { name: "DNS", action: "Pass" },
      { name: "all other pods", action: "Deny", to: [{ namespaces: {} }] },
      { name: "private ranges, nodes, metadata", action: "Deny" },
    ],
  });
});

test("the same as AdminNetworkPolicies; none where admission does it", () => {
  const [first, second] = networkFloor({ ...props, networkPolicies: "admin", openings: [opening] });
  expect(first).toMatchObject({ apiVersion: "policy.networking.k8s.io/v1alpha1", kind: "AdminNetworkPolicy" });
  expect(first?.["spec"]).toMatchObject({ egress: [{}, { ports: [{ portNumber: { protocol: "TCP", port: 5432 } }] }] });
  expect(second?.["spec"]).not.toHaveProperty("tier");
  expect(networkFloor({ ...props, networkPolicies: "standard" })).toEqual([]);
});

test("more openings than an object holds make another", () => {
  const openings = Array.from({ length: 30 }, (_, index) => ({ ...opening, name: `db-${index}`, port: 6000 + index }));
  expect(networkFloor({ ...props, openings }).map(({ metadata }) => metadata.name)).toEqual([
    "lugano-2022.met-eo",
    "lugano-2022.met-eo.2",
    "lugano-2022.eve",
    "lugano-2022",
  ]);
});

test.each<[Partial<NetworkFloorProps>, string]>([
  [{ nodeNetworks: ["node-1"] }, 'nodeNetworks "node-1" is not a CIDR: write it like 203.0.113.0/24 or fd00:1::/64'],
  [{ apiServer: { cidrs: [] } }, "apiServer.cidrs is empty: write the API server's addresses"],
  [{ priority: 1000 }, "priority 1000 is not one of 0 to 999: the event's own object has the next one"],
  [{ openings: [{ ...opening, port: 0 }] }, "opening db of eve: port 0 is not a port: write one of 1 to 65535"],
])("refuses %o", (over, fault) => {
  expect(faultsOf((scope) => new NetworkFloor(scope, "Floor", { ...props, ...over }))).toEqual([
    `BV601 chart/Floor ${fault}`,
  ]);
});
