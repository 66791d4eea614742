// SPDX-License-Identifier: Apache-2.0
import { type GuardRails, labelDomain, type Opening, ownerLabels, slug } from "../../model/light.ts";
import { closedRanges } from "../../manifests/index.ts";
import { cidrFaults, portFaults } from "./addresses.ts";
import type { ApiServerAccess } from "./isolation.ts";
import type { Json, Manifest } from "./manifest.ts";
import { dnsLabelFaults } from "./owned.ts";

export interface NetworkFloorProps {
  /** Id of the event. */
  readonly event: string;
  /** Which objects the cluster knows; with "standard" there are none, and admission keeps tenants from opening egress. */
  readonly networkPolicies: GuardRails["networkPolicies"];
  /** Ids of the teams that have a namespace in this cluster. */
  readonly teams: readonly string[];
  /** What the teams open to each other, from `matchOpenings`. @default - nothing */
  readonly openings?: readonly Opening[] | undefined;
  /** CIDRs of nodes and of the API server. @default - none beside the private ranges */
  readonly nodeNetworks?: readonly string[] | undefined;
  /** Addresses of a DNS cache on each node, `["169.254.20.10/32"]`. @default - only kube-dns */
  readonly dnsAddresses?: readonly string[] | undefined;
  /** Lets the teams' own policies open the API server. @default - no policy of a team can */
  readonly apiServer?: ApiServerAccess | undefined;
  /** Precedence of the teams' objects, 0 (first) to 999; the one of the event comes right after. @default 500 */
  readonly priority?: number | undefined;
}

type Data = Readonly<Record<string, Json>>;

/** A port of a rule; undefined: all of them. */
interface Port {
  readonly protocol: "TCP" | "UDP" | "SCTP";
  readonly port: number;
}

interface Rule {
  readonly name: string;
  readonly action: "Pass" | "Deny";
  readonly to: readonly Data[];
  readonly ports?: readonly Port[] | undefined;
}

// Limits of v1alpha2; those of v1alpha1 are wider, but for `networks`.
const maxRules = 25;
const maxItems = 25;

/**
 * The egress that no NetworkPolicy of a team can widen: for each team an object that passes what the team's own policies may decide (its
 * namespaces and what it imports), then one of the event that passes DNS and denies all other pods, private ranges, nodes and the metadata
 * address. Public addresses are left to the NetworkPolicies. Pass ends the tier, so the order is the priority, and an object of a team goes
 * before the event's.
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function networkFloor(props: NetworkFloorProps): Manifest[] {
  if (props.networkPolicies === "standard") return [];
  const priority = props.priority ?? 500;
  const imported = Map.groupBy(props.openings ?? [], ({ importer }) => importer.team);
  return [
    ...props.teams.flatMap((team) => teamFloors(props, team, imported.get(team) ?? [], priority)),
    floor(
      props,
      slug(props.event),
      ownerLabels({ event: props.event, key: "" }),
      eventSubject(props),
      priority + 1,
      eventRules(props),
    ),
  ];
}

/** Without openings one object; else as many as hold them. A dot between the parts: slugs have none, so no two events get one name. */
function teamFloors(
  props: NetworkFloorProps,
  team: string,
  openings: readonly Opening[],
  priority: number,
): Manifest[] {
  const subject = { ...eventSubject(props), [`${labelDomain}/team`]: slug(team) };
  const labels = ownerLabels({ event: props.event, team: slug(team), key: "" });
  const own: Rule = { name: "own namespaces", action: "Pass", to: [{ namespaces: { matchLabels: subject } }] };
  return chunks([own, ...openings.map(passOpening)], maxRules).map((rules, index) =>
    floor(
      props,
      [slug(props.event), slug(team), ...(index === 0 ? [] : [index + 1])].join("."),
      labels,
      subject,
      priority,
      rules,
    ),
  );
}

function passOpening({ name, exporter, pods, protocol, port }: Opening): Rule {
  const values = exporter.namespaces.toSorted();
  return {
    name: `${name} of ${exporter.team}`.slice(0, 100),
    action: "Pass",
    to: [
      {
        pods: {
          namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] },
          podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: pods },
        },
      },
    ],
    ports: [{ protocol, port }],
  };
}

function eventRules({ dnsAddresses = [], apiServer, nodeNetworks = [] }: NetworkFloorProps): Rule[] {
  const dns: readonly Port[] = [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ];
  const pods = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  };
  return [
    { name: "DNS", action: "Pass", to: [{ pods }, ...networks(dnsAddresses)], ports: dns },
    ...(apiServer === undefined
      ? []
      : [
          {
            name: "API server",
            action: "Pass" as const,
            to: networks(apiServer.cidrs),
            ports: (apiServer.ports ?? [443, 6443]).map((port) => ({ protocol: "TCP" as const, port })),
          },
        ]),
    { name: "all other pods", action: "Deny", to: [{ namespaces: {} }] },
    { name: "private ranges, nodes, metadata", action: "Deny", to: networks([...closedRanges, ...nodeNetworks]) },
  ];
}

function eventSubject({ event }: NetworkFloorProps): Record<string, string> {
  return { [`${labelDomain}/event`]: event };
}

function floor(
  props: NetworkFloorProps,
  name: string,
  labels: Readonly<Record<string, string>>,
  subject: Readonly<Record<string, string>>,
  priority: number,
  rules: readonly Rule[],
): Manifest {
  const cluster = props.networkPolicies === "cluster";
  return {
    apiVersion: `policy.networking.k8s.io/${cluster ? "v1alpha2" : "v1alpha1"}`,
    kind: cluster ? "ClusterNetworkPolicy" : "AdminNetworkPolicy",
    metadata: { name, labels },
    spec: {
      ...(cluster ? { tier: "Admin" } : {}),
      priority,
      subject: { namespaces: { matchLabels: subject } },
      egress: rules.map(({ name: rule, action, to, ports }) => ({
        name: rule,
        action,
        to,
        ...(ports === undefined
          ? {}
          : cluster
            ? { protocols: ports.map(clusterPort) }
            : { ports: ports.map(adminPort) }),
      })),
    },
  };
}

function clusterPort({ protocol, port }: Port): Data {
  return { [protocol.toLowerCase()]: { destinationPort: { number: port } } };
}

function adminPort({ protocol, port }: Port): Data {
  return { portNumber: { protocol, port } };
}

/** Peers of at most 25 networks each; none for none. */
function networks(cidrs: readonly string[]): Data[] {
  return chunks([...new Set(cidrs)], maxItems).map((some) => ({ networks: some }));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

export function networkFloorFaults(props: NetworkFloorProps): string[] {
  const { event, teams, nodeNetworks = [], dnsAddresses = [], apiServer, priority = 500, openings = [] } = props;
  return [
    ...dnsLabelFaults("event", slug(event)),
    ...teams.flatMap((team) => dnsLabelFaults("team", slug(team))),
    ...nodeNetworks.flatMap((each) => cidrFaults("nodeNetworks", each)),
    ...dnsAddresses.flatMap((each) => cidrFaults("dnsAddresses", each)),
    ...(apiServer?.cidrs ?? []).flatMap((each) => cidrFaults("apiServer.cidrs", each)),
    ...(apiServer?.ports ?? []).flatMap((each) => portFaults("apiServer.ports", each)),
    ...(apiServer?.cidrs.length === 0 ? ["apiServer.cidrs is empty: write the API server's addresses"] : []),
    ...openings.flatMap(({ name, port, exporter }) => portFaults(`opening ${name} of ${exporter.team}: port`, port)),
    ...(Number.isInteger(priority) && priority >= 0 && priority <= 999
      ? []
      : [`priority ${priority} is not one of 0 to 999: the event's own object has the next one`]),
  ];
}
