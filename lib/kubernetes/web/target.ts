// SPDX-License-Identifier: Apache-2.0
import { type ExportSpec, type ImportSpec, slug, teamName } from "../../model/light.ts";
import { dnsLabelFaults, namespaceOf } from "../objects/owned.ts";
import { printable } from "./nginx.ts";
import { isHost, isPath, type RouteProps } from "./route.ts";

/** Where a ReverseProxy sends requests. */
export type ProxyTarget =
  /** A Service in the same namespace. `path` replaces that of the route. @default - the path stays as it is */
  | { readonly service: string; readonly port: number; readonly path?: string | undefined }
  /** A Service of another team: that team exports its port, this one imports it. */
  | {
      readonly service: string;
      readonly port: number;
      readonly path?: string | undefined;
      /** Id of the other team. */
      readonly team: string;
      /** What the other team says. */
      readonly exported: ExportSpec;
      /** What this team says. */
      readonly imported: ImportSpec;
    }
  /** Something outside of the cluster. A path in it replaces that of the route, a `/` at the end too: `https://api.example.org/v2`. */
  | { readonly url: string };

/** What a target comes to; undefined when it has faults. */
export interface Upstream {
  /** `https://api.example.org`, without a path. */
  readonly origin: string;
  /** Host and port as the Host header has them. */
  readonly host: string;
  /** Path that replaces the route's own; undefined: it stays. */
  readonly path: string | undefined;
}

export function upstreamOf(props: RouteProps, target: ProxyTarget): Upstream | undefined {
  if (targetFaults(props, target).length > 0) return undefined;
  if ("url" in target) {
    const { origin, host, pathname } = new URL(target.url);
    return { origin, host, path: pathname === "/" && !target.url.endsWith("/") ? undefined : trimmed(pathname) };
  }
  const namespace = "team" in target ? teamName(props.event, target.team) : namespaceOf(props);
  const host = `${target.service}.${namespace}.svc:${target.port}`;
  return { origin: `http://${host}`, host, path: target.path };
}

export function targetFaults(props: RouteProps, target: ProxyTarget): string[] {
  if ("url" in target) return urlFaults(target.url);
  return [
    ...dnsLabelFaults("service", target.service),
    ...(Number.isInteger(target.port) && target.port > 0 && target.port < 65_536
      ? []
      : [`port ${target.port} of the target is not a whole number from 1 to 65535`]),
    ...(target.path === undefined || isPath(target.path)
      ? []
      : [`path "${printable(target.path)}" of the target is not a plain path`]),
    ...("team" in target ? crossTeamFaults(props, target) : []),
  ];
}

function crossTeamFaults(props: RouteProps, target: Extract<ProxyTarget, { readonly team: string }>): string[] {
  const { team, port, exported, imported } = target;
  if (slug(team) === slug(props.team)) return [`team "${team}" is this team: leave team, exported and imported out`];
  const same = (id: string): boolean => slug(id) === slug(props.team);
  return [
    ...(exported.port === port && exported.protocol === "TCP"
      ? []
      : [
          `team ${team} exports ${exported.protocol} port ${exported.port} as "${exported.name}", not TCP port ${port}: use that port`,
        ]),
    ...(exported.to.some(same)
      ? []
      : [`team ${team} does not export "${exported.name}" to ${props.team}: ask them to`]),
    ...(slug(imported.from) === slug(team) && imported.name === exported.name
      ? []
      : [`"${exported.name}" of team ${team} is not what is imported: import it from ${team}`]),
  ];
}

function urlFaults(text: string): string[] {
  const shown = `url "${printable(text)}"`;
  const url = /[\s\\]/.test(text) ? null : URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:"))
    return [`${shown} is not a web address: write it like https://api.example.org/v2`];
  if (url.username !== "" || url.password !== "") return ["the url holds a user or password: leave them out"];
  if (url.search !== "" || url.hash !== "" || !isPath(trimmed(url.pathname)))
    return [`${shown} has more than a plain path: leave out ? and #, and use letters, digits and - . _ ~`];
  return hostFaults(shown, url.hostname);
}

// Addresses of the cluster, the node and the cloud's metadata are not outside: a proxy to them is a way around the isolation.
function hostFaults(shown: string, host: string): string[] {
  const inside = /(^|\.)(localhost|local|svc|internal)$/.test(host) || !host.includes(".");
  if (inside) return [`${shown} names something inside: give service and port instead`];
  if (/^[0-9.]+$/.test(host) || host.startsWith("["))
    return [`${shown} names an address: use a name, whose owner can be told`];
  return isHost(host) ? [] : [`${shown} has no host that DNS takes`];
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
