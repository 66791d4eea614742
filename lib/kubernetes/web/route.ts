// SPDX-License-Identifier: Apache-2.0
import { type GuardRails, slug } from "../../model/light.ts";
import type { Json, Manifest } from "../objects/manifest.ts";
import { ownedMetadata, type TeamOwnedProps } from "../objects/owned.ts";

type Fields = { readonly [key: string]: Json };

/** How a web address leads to a Service. Shared by WebService and ReverseProxy. */
export interface RouteProps extends TeamOwnedProps {
  /** What the organizers set: `domain` and `gateway` are taken from it, and the objects are checked against it. @default - not known */
  readonly guardRails?: Partial<GuardRails> | undefined;
  /** `gateway`: an HTTPRoute at the organizers' Gateway. `ingress`: an Ingress. `none`: reached from inside the cluster alone. @default "gateway" */
  readonly route?: "gateway" | "ingress" | "none" | undefined;
  /** Web address; ends in `.<team>.<domain>`, or is it. @default `<name>.<team>.<domain>` */
  readonly host?: string | undefined;
  /** Everything at and below this path. @default "/" */
  readonly path?: string | undefined;
  /** The organizers' Gateway, and its listener if not any. @default - that of the guard rails */
  readonly gateway?:
    | { readonly namespace: string; readonly name: string; readonly listener?: string | undefined }
    | undefined;
  /** Class of the Ingress. @default - the cluster's own */
  readonly ingressClass?: string | undefined;
  /**
   * Issuer of cert-manager. For an Ingress it makes TLS: an annotation, and a section `tls` whose Secret cert-manager fills. Over a Gateway
   * TLS ends at a listener, which is the organizers' and has a certificate of its own for `*.<team>.<domain>`: leave this out. When it is
   * set nevertheless, a Certificate is made; to use it the organizers name its Secret in a listener and allow that by a ReferenceGrant.
   * @default - none
   */
  readonly issuer?: { readonly name: string; readonly kind?: "Issuer" | "ClusterIssuer" | undefined } | undefined;
}

/** The Service behind the address, in the namespace of the route. */
export interface Backend {
  readonly name: string;
  readonly port: number;
  /** Filters of the HTTPRoute, as the Gateway API writes them. */
  readonly filters?: readonly Fields[] | undefined;
}

/** `<team>.<domain>`; undefined where teams publish no hosts. */
export function hostSuffix({ team, guardRails }: RouteProps): string | undefined {
  return guardRails?.domain === undefined ? undefined : `${slug(team)}.${guardRails.domain}`;
}

/** The web address; undefined without a route, or when nothing leads to one. */
export function hostOf(name: string, props: RouteProps): string | undefined {
  if (props.route === "none") return undefined;
  const suffix = hostSuffix(props);
  return props.host ?? (suffix === undefined ? undefined : `${name}.${suffix}`);
}

/** The route and what it needs, by the id of its construct. Without a host there is nothing to route. */
export function routeObjects(name: string, props: RouteProps, backend: Backend): Readonly<Record<string, Manifest>> {
  const host = hostOf(name, props);
  if (host === undefined) return {};
  return props.route === "ingress"
    ? { Ingress: ingress(name, host, props, backend) }
    : {
        Route: httpRoute(name, host, props, backend),
        ...(props.issuer === undefined ? {} : { Certificate: certificate(name, host, props, props.issuer) }),
      };
}

export function routeFaults(name: string, props: RouteProps): string[] {
  const { route = "gateway", path = "/" } = props;
  if (route === "none") return props.host === undefined ? [] : ['host with route "none": leave one of them out'];
  return [
    ...hostFaults(hostOf(name, props), hostSuffix(props)),
    ...(isPath(path) ? [] : [`path "${path}" is not a plain path: write /, or /api, of letters, digits and - . _ ~`]),
    ...(route === "gateway" && gatewayOf(props) === undefined
      ? ['route "gateway" without a Gateway: give gateway, or guardRails with one, or use route "ingress"']
      : []),
    ...(props.issuer === undefined || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(props.issuer.name)
      ? []
      : [`issuer "${props.issuer.name}" is not a name: at most 253 of a-z, 0-9, - and .`]),
  ];
}

/** A path that means the same to every proxy: no empty steps, no `..`, nothing escaped. */
export function isPath(path: string): boolean {
  if (path === "/") return true;
  return (
    path.startsWith("/") &&
    path
      .slice(1)
      .split("/")
      .every((step) => /^[A-Za-z0-9._~-]+$/.test(step) && !/^\.+$/.test(step))
  );
}

/** A name that DNS takes, without a wildcard. */
export function isHost(host: string): boolean {
  return host.length <= 253 && host.split(".").every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

function hostFaults(host: string | undefined, suffix: string | undefined): string[] {
  if (host === undefined) return ['no host: give host, or guardRails with a domain, or use route "none"'];
  if (!isHost(host)) return [`host "${host}" is not a DNS name of small letters, digits, - and ., without *`];
  return suffix === undefined || host === suffix || host.endsWith(`.${suffix}`)
    ? []
    : [`host "${host}" is not the team's: end it in .${suffix}`];
}

function gatewayOf(props: RouteProps): RouteProps["gateway"] {
  return props.gateway ?? props.guardRails?.gateway;
}

function httpRoute(name: string, host: string, props: RouteProps, { filters = [], ...backend }: Backend): Manifest {
  const gateway = gatewayOf(props);
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { ...ownedMetadata(props, name) },
    spec: {
      parentRefs:
        gateway === undefined
          ? []
          : [
              {
                namespace: gateway.namespace,
                name: gateway.name,
                ...(gateway.listener === undefined ? {} : { sectionName: gateway.listener }),
              },
            ],
      hostnames: [host],
      rules: [
        {
          matches: [{ path: { type: "PathPrefix", value: props.path ?? "/" } }],
          ...(filters.length === 0 ? {} : { filters }),
          backendRefs: [{ name: backend.name, port: backend.port }],
        },
      ],
    },
  };
}

function ingress(name: string, host: string, props: RouteProps, backend: Backend): Manifest {
  const { issuer, ingressClass, path = "/" } = props;
  const annotation = issuer?.kind === "ClusterIssuer" ? "cert-manager.io/cluster-issuer" : "cert-manager.io/issuer";
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      ...ownedMetadata(props, name),
      ...(issuer === undefined ? {} : { annotations: { [annotation]: issuer.name } }),
    },
    spec: {
      ...(ingressClass === undefined ? {} : { ingressClassName: ingressClass }),
      ...(issuer === undefined ? {} : { tls: [{ hosts: [host], secretName: `${name}-tls` }] }),
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path,
                pathType: "Prefix",
                backend: { service: { name: backend.name, port: { number: backend.port } } },
              },
            ],
          },
        },
      ],
    },
  };
}

function certificate(
  name: string,
  host: string,
  props: RouteProps,
  issuer: NonNullable<RouteProps["issuer"]>,
): Manifest {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { ...ownedMetadata(props, `${name}-tls`) },
    spec: {
      secretName: `${name}-tls`,
      dnsNames: [host],
      issuerRef: { group: "cert-manager.io", kind: issuer.kind ?? "Issuer", name: issuer.name },
    },
  };
}
