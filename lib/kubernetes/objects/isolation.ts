// SPDX-License-Identifier: Apache-2.0
import { type GuardRails, namespaceObjects, type Opening, publishedLabel, slug } from "../../model/light.ts";
import type { AddressRange } from "../../manifests/index.ts";
import { cidrFaults, internetWithout, portFaults, publicCidrFaults } from "./addresses.ts";
import type { Json, Manifest } from "./manifest.ts";
import { type OperatorAccessProps, operatorAccessParts } from "./operator-access.ts";
import type { Part } from "./part.ts";
import { dnsLabelFaults, guardRailMetadata, namespaceOf, ownerFaults, type TeamOwnedProps } from "./owned.ts";

/** Where the API server answers, as pods meet it after the address of its Service is translated. */
export interface ApiServerAccess {
  readonly cidrs: readonly string[];
  /** @default [443, 6443] */
  readonly ports?: readonly number[] | undefined;
}

export interface TeamIsolationProps extends TeamOwnedProps {
  /**
   * Whether pods may open connections to public addresses.
   * @default true
   */
  readonly internet?: boolean | undefined;
  /**
   * Further CIDRs that no pod may reach, such as the public addresses of the cluster's own machines.
   * @default - only private, shared, link-local and multicast ranges
   */
  readonly forbidden?: readonly string[] | undefined;
  /**
   * CIDRs of nodes and of the API server, of any kind; no pod reaches them.
   * @default - none beside the private ranges
   */
  readonly nodeNetworks?: readonly string[] | undefined;
  /**
   * Addresses of a DNS cache on each node, `["169.254.20.10/32"]`.
   * @default - only the pods with the label k8s-app=kube-dns in kube-system
   */
  readonly dnsAddresses?: readonly string[] | undefined;
  /**
   * The gateway or ingress controller: every pod of its namespace may connect to pods with the label `bivouac.dev/published: "true"`.
   * @default - nobody connects from outside the namespace
   */
  readonly gateway?: Pick<NonNullable<GuardRails["gateway"]>, "namespace"> | undefined;
  /**
   * Lets pods talk to the API server, for teams that run operators.
   * @default - not allowed
   */
  readonly apiServer?: ApiServerAccess | undefined;
  /**
   * All namespaces of the team: they are one to the policies.
   * @default - the one of these objects
   */
  readonly namespaces?: readonly string[] | undefined;
  /**
   * What the teams of the event open to each other, from `matchOpenings`; those of other teams are passed over.
   * @default - nothing
   */
  readonly openings?: readonly Opening[] | undefined;
  /**
   * Data services of the team and the operators that reach them.
   * @default - nobody
   */
  readonly operators?: Pick<OperatorAccessProps, "data" | "namespaces" | "apiServer"> | undefined;
}

type Rule = Readonly<Record<string, Json>>;
type Spec = Readonly<Record<string, Json>>;

/**
 * Who may talk to whom: nothing in or out of the namespace, except between its own pods, to the cluster's DNS and to public addresses, and
 * what is opened by name. Policies only ever add up, so each allowance is one object that can be taken away by itself.
 */
export function isolationParts(props: TeamIsolationProps): Part[] {
  const part = (id: string, name: string, { podSelector = {}, ...spec }: Spec): Part => ({
    id,
    manifest: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { ...guardRailMetadata(props, name) },
      spec: { podSelector, ...spec },
    },
  });
  const egress = (rules: readonly Rule[]): Spec => ({ policyTypes: ["Egress"], egress: rules });
  const closed = [...(props.forbidden ?? []), ...(props.nodeNetworks ?? [])];
  const siblings = (props.namespaces ?? []).filter((each) => each !== namespaceOf(props));
  const team: Json[] = [{ podSelector: {} }, ...(siblings.length === 0 ? [] : [inNamespaces(siblings)])];
  const { gateway, apiServer } = props;
  return [
    part("DenyAll", namespaceObjects.denyAll, { policyTypes: ["Ingress", "Egress"] }),
    part("AllowDns", namespaceObjects.allowDns, egress(dns(props.dnsAddresses ?? []))),
    part("AllowSameNamespace", namespaceObjects.allowNamespace, {
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: team }],
      egress: [{ to: team }],
    }),
    ...((props.internet ?? true)
      ? [part("AllowInternet", namespaceObjects.allowInternet, egress([internet(closed)]))]
      : []),
    ...(gateway === undefined
      ? []
      : [
          part("AllowGateway", namespaceObjects.allowGateway, {
            podSelector: { matchLabels: { [publishedLabel]: "true" } },
            policyTypes: ["Ingress"],
            ingress: [{ from: [inNamespaces([gateway.namespace])] }],
          }),
        ]),
    ...(apiServer === undefined
      ? []
      : [part("AllowApiServer", namespaceObjects.allowApiServer, egress([api(apiServer)]))]),
    ...openingSpecs(props).map(({ id, name, spec }) => part(id, name, spec)),
    ...(props.operators === undefined ? [] : operatorAccessParts({ ...props, ...props.operators })),
  ];
}

/** The policies alone. */
export function teamIsolation(props: TeamIsolationProps): Manifest[] {
  return isolationParts(props).map(({ manifest }) => manifest);
}

export function isolationFaults(props: TeamIsolationProps): string[] {
  const { forbidden = [], nodeNetworks = [], dnsAddresses = [], gateway, apiServer, namespaces = [] } = props;
  const openings = openingsOf(props);
  return [
    ...ownerFaults(props),
    ...forbidden.flatMap((each) => publicCidrFaults("forbidden", each)),
    ...nodeNetworks.flatMap((each) => cidrFaults("nodeNetworks", each)),
    ...(props.operators?.apiServer ?? []).flatMap((each) => cidrFaults("operators.apiServer", each)),
    ...(props.operators?.namespaces ?? []).flatMap((each) => dnsLabelFaults("operators.namespaces", each)),
    ...dnsAddresses.flatMap((each) => cidrFaults("dnsAddresses", each)),
    ...(gateway === undefined ? [] : dnsLabelFaults("gateway.namespace", gateway.namespace)),
    ...namespaces.flatMap((each) => dnsLabelFaults("namespaces", each)),
    ...(apiServer === undefined
      ? []
      : [
          ...(apiServer.cidrs.length === 0 ? ["apiServer.cidrs is empty: that would open every address"] : []),
          ...apiServer.cidrs.flatMap((each) => cidrFaults("apiServer.cidrs", each)),
          ...(apiServer.ports ?? []).flatMap((each) => portFaults("apiServer.ports", each)),
        ]),
    ...openings.flatMap(openingFaults),
    ...twice(openingSpecs(props).map(({ name }) => name)),
  ];
}

const dnsPorts = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));

function dns(addresses: readonly string[]): Rule[] {
  return [
    {
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
          podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
        ...addresses.map((cidr) => ({ ipBlock: { cidr } })),
      ],
      ports: dnsPorts,
    },
  ];
}

function internet(closed: readonly string[]): Rule {
  return { to: internetWithout(closed).map(({ cidr, except }: AddressRange) => ({ ipBlock: { cidr, except } })) };
}

function api({ cidrs, ports = [443, 6443] }: ApiServerAccess): Rule {
  return { to: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: ports.map((port) => ({ protocol: "TCP", port })) };
}

/** A peer: the pods of these namespaces. */
function inNamespaces(names: readonly string[], pods?: Readonly<Record<string, string>>): Rule {
  const [only] = names;
  return {
    namespaceSelector:
      names.length === 1 && only !== undefined
        ? { matchLabels: { "kubernetes.io/metadata.name": only } }
        : { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: names.toSorted() }] },
    ...(pods === undefined || Object.keys(pods).length === 0 ? {} : { podSelector: { matchLabels: pods } }),
  };
}

function openingsOf({ team, openings = [] }: TeamIsolationProps): Opening[] {
  return openings.filter(({ exporter, importer }) => exporter.team === team || importer.team === team);
}

/** A policy for each export, with all who import it, and one for each import. */
function openingSpecs(props: TeamIsolationProps): { id: string; name: string; spec: Spec }[] {
  const own = openingsOf(props);
  const exported = Map.groupBy(
    own.filter(({ exporter }) => exporter.team === props.team),
    ({ name }) => name,
  );
  return [
    ...[...exported].flatMap(([name, [opening, ...more]]) => {
      if (opening === undefined) return [];
      const importers = [opening, ...more].flatMap(({ importer }) => importer.namespaces);
      return {
        id: `Export-${slug(name)}`,
        name: `export-${slug(name)}`,
        spec: {
          podSelector: Object.keys(opening.pods).length === 0 ? {} : { matchLabels: opening.pods },
          policyTypes: ["Ingress"],
          ingress: [{ from: [inNamespaces([...new Set(importers)])], ports: [portOf(opening)] }],
        },
      };
    }),
    ...own
      .filter(({ importer }) => importer.team === props.team)
      .map((opening) => {
        const { name, exporter, pods } = opening;
        return {
          id: `Import-${slug(exporter.team)}-${slug(name)}`,
          name: `import-${slug(exporter.team)}-${slug(name)}`,
          spec: {
            policyTypes: ["Egress"],
            egress: [{ to: [inNamespaces(exporter.namespaces, pods)], ports: [portOf(opening)] }],
          },
        };
      }),
  ];
}

function portOf({ protocol, port }: Opening): Rule {
  return { protocol, port };
}

function openingFaults({ name, port, exporter, importer }: Opening): string[] {
  const what = `opening ${name} of ${exporter.team}`;
  return [
    ...dnsLabelFaults("opening", slug(name)),
    ...portFaults(`${what}: port`, port),
    ...[exporter, importer].flatMap(({ team, namespaces }) => [
      ...(namespaces.length === 0 ? [`${what}: ${team} has no namespace`] : []),
      ...namespaces.flatMap((each) => dnsLabelFaults(`${what}: namespace`, each)),
    ]),
  ];
}

function twice(names: readonly string[]): string[] {
  return [...Map.groupBy(names, (name) => name)]
    .filter(([, same]) => same.length > 1)
    .map(([name]) => `two openings make a policy "${name}": rename one of them`);
}
