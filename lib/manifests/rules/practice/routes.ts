// SPDX-License-Identifier: Apache-2.0
import { type Fields, at, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { Path } from "../../../model/light.ts";

export const routeKinds: readonly string[] = ["Ingress.networking.k8s.io", "HTTPRoute.gateway.networking.k8s.io"];

/** One host and path that a route takes. */
export interface Claim {
  readonly host: string;
  readonly way: string;
  readonly path: Path;
}

export interface BackendRef {
  readonly namespace: string;
  readonly name: string;
  readonly port: unknown;
  readonly path: Path;
}

/** What an Ingress or HTTPRoute sends to. */
export function backendRefs({ kind, value, namespace }: Manifest): BackendRef[] {
  const service = (from: unknown, path: Path): BackendRef[] => {
    const name = textAt(from, "service", "name");
    const port = at(from, "service", "port", "number") ?? at(from, "service", "port", "name");
    return name === undefined ? [] : [{ namespace, name, port, path: [...path, "service", "name"] }];
  };
  if (kind === "Ingress")
    return [
      ...service(at(value, "spec", "defaultBackend"), ["spec", "defaultBackend"]),
      ...ingressPaths(value).flatMap(({ item, path }) => service(at(item, "backend"), [...path, "backend"])),
    ];
  return listAt(value, "spec", "rules").flatMap((rule, index) =>
    listAt(rule, "backendRefs").flatMap((each, place) => {
      const name = textAt(each, "name");
      if (
        name === undefined ||
        (textAt(each, "kind") ?? "Service") !== "Service" ||
        (textAt(each, "group") ?? "") !== ""
      )
        return [];
      const path = ["spec", "rules", index, "backendRefs", place, "name"];
      return [{ namespace: textAt(each, "namespace") ?? namespace, name, port: at(each, "port"), path }];
    }),
  );
}

/** The hosts and paths that a route takes; matches by header or method are left out, since two of them may stand side by side. */
export function claims({ kind, value }: Manifest): Claim[] {
  if (kind === "Ingress")
    return ingressPaths(value).map(({ host, item, path }) => ({
      host,
      way: `${textAt(item, "pathType") ?? ""} ${textAt(item, "path") ?? "/"}`,
      path: [...path, "path"],
    }));
  const hosts = listAt(value, "spec", "hostnames").filter((host) => typeof host === "string");
  return listAt(value, "spec", "rules").flatMap((rule, index) => {
    const matches = listAt(rule, "matches");
    return (matches.length === 0 ? [{}] : matches).flatMap((match, place) => {
      if (["headers", "queryParams", "method"].some((field) => at(match, field) !== undefined)) return [];
      const type = textAt(match, "path", "type") ?? "PathPrefix";
      const way = `${type === "PathPrefix" ? "Prefix" : type} ${textAt(match, "path", "value") ?? "/"}`;
      return hosts.map((host) => ({ host, way, path: ["spec", "rules", index, "matches", place] }));
    });
  });
}

function ingressPaths(value: Fields): { readonly host: string; readonly item: unknown; readonly path: Path }[] {
  return listAt(value, "spec", "rules").flatMap((rule, index) =>
    listAt(rule, "http", "paths").map((item, place) => ({
      host: textAt(rule, "host") ?? "",
      item,
      path: ["spec", "rules", index, "http", "paths", place],
    })),
  );
}

/** Routes for examples. */
export function sampleIngress(name: string, host: string, path: string, service = "app"): Fields {
  const backend = { service: { name: service, port: { number: 80 } } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name },
    spec: { rules: [{ host, http: { paths: [{ path, pathType: "Prefix", backend }] } }] },
  };
}

export function sampleHttpRoute(name: string, host: string, path: string, service = "app"): Fields {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name },
    spec: {
      hostnames: [host],
      rules: [{ matches: [{ path: { type: "PathPrefix", value: path } }], backendRefs: [{ name: service, port: 80 }] }],
    },
  };
}
