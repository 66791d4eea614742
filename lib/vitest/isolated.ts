// SPDX-License-Identifier: Apache-2.0
import type { MatchersObject } from "vitest";
import {
  type Connection,
  type Endpoint,
  type Fields,
  Manifest,
  namespacesOf,
  Network,
  type NetworkPod,
  networkPodOf,
  parseCidr,
  type Protocol,
  tellConnection,
  tellVerdict,
} from "../manifests/index.ts";
import { receivedManifests } from "./received.ts";
import { counted, type MatcherResult } from "./result.ts";

export interface IsolationMatcherOptions {
  /** Which namespace is meant, when the manifests are of several. @default the only one */
  readonly namespace?: string | undefined;
  /** CIDRs of nodes and of the API server, that no pod may reach. @default only private and metadata addresses */
  readonly nodeNetworks?: readonly string[] | undefined;
  /** Namespaces that may connect: the gateway's, those that an export is for. @default none */
  readonly ingressFrom?: readonly string[] | undefined;
  /** Namespaces that pods may connect to, besides DNS: those that an import is from. @default none */
  readonly egressTo?: readonly string[] | undefined;
  /** What exists in the cluster already: namespaces with their labels, policies, pods. */
  readonly around?: readonly (Manifest | Fields)[] | undefined;
}

/** `expect(manifests).toBeIsolated()`: the policies among them hold the namespace's pods in, by our evaluator. */
export const isolationMatchers = { toBeIsolated } satisfies MatchersObject;

const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];
// A way may be open on one port alone: these and all that a policy or a container names are asked.
const commonPorts = [22, 53, 80, 443, 2379, 6443, 8080, 10250, 30000];
// Addresses that pods of other namespaces, and others, may have.
const sources = ["10.0.0.1", "172.16.0.1", "192.168.0.1", "203.0.113.9", "fd00::1"];
const closedAddresses = [
  "10.0.0.1",
  "10.255.255.254",
  "172.16.0.1",
  "172.31.255.254",
  "192.168.0.1",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "fd00:ec2::254",
  "fe80::1",
];

function toBeIsolated(received: unknown, options: IsolationMatcherOptions = {}): MatcherResult {
  const manifests = receivedManifests(received, "toBeIsolated");
  const all = [
    ...manifests,
    ...(options.around ?? []).map((each) => (each instanceof Manifest ? each : new Manifest(each))),
  ];
  const namespace = options.namespace ?? onlyNamespace(manifests);
  const network = new Network({ namespaces: namespacesOf(all), policies: all.map(({ value }) => value) });
  const pods = podsOf(manifests, namespace);
  const ports = portsOf(all);
  const faults = [
    ...firstOpen(
      network,
      [...strangers(all, namespace, options.ingressFrom ?? []), ...sources],
      pods,
      ports,
      "from outside the namespace",
    ),
    ...firstOpen(
      network,
      pods,
      strangers(all, namespace, options.egressTo ?? []),
      ports.filter(({ port }) => port !== 53),
      "to another namespace",
    ),
    ...firstOpen(
      network,
      pods,
      [...closedAddresses, ...nodeAddresses(options.nodeNetworks ?? [])],
      ports,
      "to private, node or metadata addresses",
    ),
    ...withoutDns(network, pods),
  ];
  const what = `namespace ${namespace} (${counted(manifests.length, "object")})`;
  return {
    pass: faults.length === 0,
    message: () =>
      faults.length === 0
        ? `expected ${what} to have a way in or out that isolation closes, but there is none`
        : [`expected ${what} to be isolated:`, ...faults.map((fault) => `  ${fault}`)].join("\n"),
  };
}

/** The first connection that is open, as a witness. */
function firstOpen(
  network: Network,
  from: readonly Endpoint[],
  to: readonly Endpoint[],
  ports: readonly { readonly port: number; readonly protocol: Protocol }[],
  where: string,
): string[] {
  for (const source of from)
    for (const target of to)
      for (const { port, protocol } of ports) {
        const connection: Connection = { from: source, to: target, port, protocol };
        const verdict = network.verdict(connection);
        if (verdict.allowed) return [`${where}: ${tellConnection(connection)} is open: ${tellVerdict(verdict)}`];
      }
  return [];
}

const dns: NetworkPod = { namespace: "kube-system", name: "kube-dns", labels: { "k8s-app": "kube-dns" } };

function withoutDns(network: Network, pods: readonly NetworkPod[]): string[] {
  for (const from of pods)
    for (const protocol of ["UDP", "TCP"] as const) {
      const connection: Connection = { from, to: dns, port: 53, protocol };
      const verdict = network.verdict(connection);
      if (!verdict.allowed) return [`DNS: ${tellConnection(connection)} is closed: ${tellVerdict(verdict)}`];
    }
  return [];
}

/** Pods of the manifests, and one that no label tells from others. */
function podsOf(manifests: readonly Manifest[], namespace: string): NetworkPod[] {
  const own = manifests.flatMap((each) => (each.namespace === namespace ? (networkPodOf(each) ?? []) : []));
  return [...own, { namespace, name: "any-pod", labels: {} }];
}

/** Pods of other namespaces: of those that are known, and of one that nobody thought of. */
function strangers(all: readonly Manifest[], namespace: string, welcome: readonly string[]): NetworkPod[] {
  const closed = (name: string): boolean => name !== namespace && !welcome.includes(name);
  const known = all.flatMap((each) => (closed(each.namespace) ? (networkPodOf(each) ?? []) : []));
  const names = new Set([...namespacesOf(all).map(({ name }) => name), "kube-system", "somebody-else"].filter(closed));
  return [...known, ...[...names].map((name) => ({ namespace: name, name: "any-pod", labels: {} }))];
}

/** All numbers of the policies among these, the ports of containers, and common ones, in every protocol. */
function portsOf(all: readonly Manifest[]): { readonly port: number; readonly protocol: Protocol }[] {
  const found = new Set(commonPorts);
  const collect = (value: unknown): void => {
    if (typeof value === "number" && value > 0 && value < 65_536) found.add(value);
    else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) collect(each);
  };
  for (const { kind, value } of all) if (kind.endsWith("NetworkPolicy")) collect(value["spec"]);
  for (const { port } of all.flatMap((each) => networkPodOf(each)?.ports ?? [])) found.add(port);
  return protocols.flatMap((protocol) => [...found].map((port) => ({ port, protocol })));
}

/** The first and the last address of each. */
function nodeAddresses(cidrs: readonly string[]): string[] {
  return cidrs.flatMap((cidr) => {
    const block = parseCidr(cidr);
    if (block === undefined) throw new TypeError(`toBeIsolated: nodeNetworks has "${cidr}", which is no CIDR`);
    return [formatIp(block.family, block.first), formatIp(block.family, block.last)];
  });
}

function formatIp(family: 4 | 6, value: bigint): string {
  const [size, count, base] = family === 4 ? ([8n, 4, 10] as const) : ([16n, 8, 16] as const);
  const parts = Array.from(
    { length: count },
    (_, index) => (value >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n),
  );
  return parts.map((part) => part.toString(base)).join(family === 4 ? "." : ":");
}

function onlyNamespace(manifests: readonly Manifest[]): string {
  const policies = manifests.filter(({ kind, group }) => kind === "NetworkPolicy" && group === "networking.k8s.io");
  const names = new Set([
    ...policies.map(({ namespace }) => namespace),
    ...namespacesOf(manifests).map(({ name }) => name),
  ]);
  const [only] = names;
  if (only === undefined)
    throw new TypeError(
      "toBeIsolated wants the manifests of a namespace: there is neither a Namespace nor a NetworkPolicy",
    );
  if (names.size > 1)
    throw new TypeError(`toBeIsolated: manifests of ${[...names].toSorted().join(", ")}; say which with { namespace }`);
  return only;
}

declare module "vitest" {
  // oxlint-disable-next-line no-unused-vars
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Nothing in from other namespaces, nothing out to them or to private, node and metadata addresses, and DNS. */
    toBeIsolated(options?: IsolationMatcherOptions): R;
  }
}
