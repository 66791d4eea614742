// SPDX-License-Identifier: Apache-2.0
import type { Json, Manifest } from "../objects/manifest.ts";
import { dnsLabelFaults, ownerFaults } from "../objects/owned.ts";
import { webServiceFaults } from "./faults.ts";
import { headerFaults, nginxConfig } from "./nginx.ts";
import { webService } from "./objects.ts";
import type { WebServiceProps } from "./props.ts";
import { hostOf, routeFaults, routeObjects, type RouteProps } from "./route.ts";
import { type ProxyTarget, targetFaults, upstreamOf } from "./target.ts";

type Fields = { readonly [key: string]: Json };

export interface ReverseProxyProps extends RouteProps {
  /** Name of its objects, and the first part of its host. */
  readonly name: string;
  readonly target: ProxyTarget;
  /**
   * Host header that the target gets: its own, or the one that the client asked for.
   * @default - "target" for a url, "original" for a Service
   */
  readonly hostHeader?: "target" | "original" | undefined;
  /** Headers added to each request; not for secrets. @default - none but X-Forwarded-* */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Seconds without a byte after which the target counts as silent. Only where nginx runs. @default 60 */
  readonly timeoutSeconds?: number | undefined;
  /** Image of nginx that runs without root, where one is needed. @default "docker.io/nginxinc/nginx-unprivileged:1.28-alpine" */
  readonly image?: string | undefined;
  /** Replicas of nginx. @default 1 */
  readonly replicas?: number | undefined;
}

/**
 * All objects of a reverse proxy, by the ids of their constructs. To a Service of the same namespace the gateway goes by itself; to another
 * team or out of the cluster goes an nginx in the team's namespace, so that the team's own network policies hold for it.
 */
export function reverseProxy(props: ReverseProxyProps): Readonly<Record<string, Manifest>> {
  const { name, target } = props;
  const upstream = upstreamOf(props, target);
  if (upstream === undefined || headerFaults(props.headers ?? {}).length > 0) return {};
  const rewrites = [...pathFilters(props.path ?? "/", upstream.path)];
  if (!needsNginx(props)) {
    const { service, port } = target as Extract<ProxyTarget, { readonly service: string }>;
    const filters =
      props.route === "ingress"
        ? []
        : merged([...hostFilters(props, upstream.host), ...headerFilters(props), ...rewrites]);
    return routeObjects(name, props, { name: service, port, filters });
  }
  return webService(nginxProps(props), { filters: merged(rewrites) });
}

/** The nginx of a proxy, as a web service. */
export function nginxProps(props: ReverseProxyProps): WebServiceProps {
  const { target, image, headers = {}, timeoutSeconds = 60, ...rest } = props;
  const upstream = upstreamOf(props, target);
  const { origin, host } = upstream ?? { origin: "", host: "" };
  const hostHeader = headerOf(props) === "target" ? host : undefined;
  const files = { "nginx.conf": nginxConfig({ listen: 8080, origin, hostHeader, headers, timeoutSeconds }) };
  return {
    ...rest,
    image: image ?? "docker.io/nginxinc/nginx-unprivileged:1.28-alpine",
    command: ["nginx", "-c", "/etc/reverse-proxy/nginx.conf", "-g", "daemon off;"],
    config: [{ path: "/etc/reverse-proxy", files }],
    cpu: "50m",
    cpuLimit: "200m",
    memory: "64Mi",
    runAsUser: 101,
  };
}

export function reverseProxyFaults(props: ReverseProxyProps): string[] {
  const { name, target, path = "/", route = "gateway", headers = {}, timeoutSeconds = 60 } = props;
  const upstream = upstreamOf(props, target);
  const rewrites = upstream !== undefined && pathFilters(path, upstream.path).length > 0;
  const local = !needsNginx(props);
  return [
    ...(local
      ? [...ownerFaults(props), ...dnsLabelFaults("name", name), ...routeFaults(name, props)]
      : webServiceFaults(nginxProps(props))),
    ...targetFaults(props, target),
    ...headerFaults(headers),
    ...(Number.isSafeInteger(timeoutSeconds) && timeoutSeconds > 0 && timeoutSeconds <= 3_600
      ? []
      : [`timeoutSeconds ${timeoutSeconds} is not a whole number from 1 to 3600`]),
    ...(rewrites && route !== "gateway"
      ? [`path "${path}" is to become another one, which only route "gateway" can do`]
      : []),
    ...(local && route === "none" ? ['route "none" to a Service of the same namespace: there is nothing to make'] : []),
    ...(local && route === "ingress" && (Object.keys(headers).length > 0 || headerOf(props) === "target")
      ? ['headers over an Ingress: only route "gateway" can set them']
      : []),
  ];
}

function needsNginx({ target }: ReverseProxyProps): boolean {
  return "url" in target || "team" in target;
}

function headerOf({ hostHeader, target }: ReverseProxyProps): "target" | "original" {
  return hostHeader ?? ("url" in target ? "target" : "original");
}

function pathFilters(from: string, to: string | undefined): Fields[] {
  return to === undefined || from === to
    ? []
    : [{ type: "URLRewrite", urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: to } } }];
}

// The gateway sets X-Forwarded-For and -Proto itself; the host is lost when it is rewritten, so it is told.
function hostFilters(props: ReverseProxyProps, target: string): Fields[] {
  const host = hostOf(props.name, props);
  if (headerOf(props) !== "target" || host === undefined) return [];
  return [
    { type: "URLRewrite", urlRewrite: { hostname: target.split(":", 1)[0] ?? target } },
    { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "X-Forwarded-Host", value: host }] } },
  ];
}

function headerFilters({ headers = {} }: ReverseProxyProps): Fields[] {
  const set = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return set.length === 0 ? [] : [{ type: "RequestHeaderModifier", requestHeaderModifier: { set } }];
}

/** A filter of each type stands once in a rule. */
function merged(filters: readonly Fields[]): Fields[] {
  const of = (type: string): Fields[] => filters.filter((each) => each["type"] === type);
  const rewrites = of("URLRewrite").map((each) => each["urlRewrite"] as Fields);
  const set = of("RequestHeaderModifier").flatMap(
    (each) => (each["requestHeaderModifier"] as { readonly set: Json[] }).set,
  );
  return [
    ...(rewrites.length === 0 ? [] : [{ type: "URLRewrite", urlRewrite: Object.assign({}, ...rewrites) as Fields }]),
    ...(set.length === 0 ? [] : [{ type: "RequestHeaderModifier", requestHeaderModifier: { set } }]),
  ];
}
