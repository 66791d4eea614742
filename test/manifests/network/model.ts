// SPDX-License-Identifier: Apache-2.0
import type { Endpoint, NetworkNamespace, NetworkPod, NetworkPort, Protocol } from "../../../lib/manifests/index.ts";

// The model of the truth tables: three namespaces of three pods, and addresses outside.

export const teams = ["ada", "bob", "eve"] as const;

export const namespaces: readonly NetworkNamespace[] = teams.map((team) => ({
  name: `lugano-2022-${team}`,
  labels: { "bivouac.dev/event": "lugano-2022", "bivouac.dev/team": team },
}));

const ports: readonly NetworkPort[] = [
  { name: "serve-80-tcp", port: 80, protocol: "TCP" },
  { name: "serve-81-tcp", port: 81, protocol: "TCP" },
  { name: "serve-80-udp", port: 80, protocol: "UDP" },
  { name: "serve-81-udp", port: 81, protocol: "UDP" },
  { name: "serve-80-sctp", port: 80, protocol: "SCTP" },
  { name: "serve-81-sctp", port: 81, protocol: "SCTP" },
];

/** Pods a, b and c of each namespace; c names its ports otherwise and a alone has a tier. */
export const pods: readonly NetworkPod[] = namespaces.flatMap(({ name }, row) =>
  ["a", "b", "c"].map((pod, column) => ({
    namespace: name,
    name: pod,
    labels: { pod, ...(pod === "a" ? { tier: "web", "bivouac.dev/published": "true" } : {}) },
    addresses: [`10.42.${row}.${column + 1}`],
    ports: pod === "c" ? ports.map((port) => ({ ...port, name: `other-${port.port}` })) : ports,
  })),
);

export const outside = {
  internet: "93.184.216.34",
  metadata: "169.254.169.254",
  node: "192.0.2.7",
  api: "192.0.2.250",
  private: "10.200.0.9",
  shared: "100.64.3.3",
} as const;

export const endpoints: readonly Endpoint[] = [...pods, ...Object.values(outside)];

export const asked: readonly { readonly port: number; readonly protocol: Protocol }[] = (
  ["TCP", "UDP", "SCTP"] as const
).flatMap((protocol) => [53, 80, 81, 443, 6443].map((port) => ({ port, protocol })));
