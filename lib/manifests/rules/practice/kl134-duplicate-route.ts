// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../../manifest.ts";
import type { SetRule } from "../../rule.ts";
import { claims, routeKinds, sampleHttpRoute, sampleIngress } from "./routes.ts";

export const duplicateRoute: SetRule = {
  id: "KL134",
  name: "duplicate-route",
  severity: "error",
  scope: "set",
  what: "Two routes do not take the same host and path.",
  why: "One of them gets nothing: which one is up to the controller, by age or by name.",
  sources: [
    "https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule",
    "https://kubernetes.io/docs/concepts/services-networking/ingress/",
  ],
  failing: [
    {
      title: "two Ingresses",
      objects: [sampleIngress("a", "a.example.org", "/"), sampleIngress("b", "a.example.org", "/")],
    },
    {
      title: "an Ingress and an HTTPRoute",
      objects: [sampleIngress("a", "a.example.org", "/x"), sampleHttpRoute("b", "A.example.org", "/x/")],
    },
  ],
  passing: [
    {
      title: "other paths",
      objects: [sampleIngress("a", "a.example.org", "/"), sampleIngress("b", "a.example.org", "/api")],
    },
    {
      title: "other hosts",
      objects: [sampleHttpRoute("a", "a.example.org", "/"), sampleHttpRoute("b", "b.example.org", "/")],
    },
  ],
  *check(set) {
    const taken = new Map<string, Manifest>();
    const kinds = routeKinds.map((kind) => kind.split(".", 1)[0]);
    const under = new Set(set.manifests);
    const routes = [...set.around, ...set.manifests].filter(({ kind }) => kinds.includes(kind));
    for (const manifest of routes)
      for (const { host, way, path } of claims(manifest)) {
        const key = `${host.toLowerCase()} ${way.length > 1 && way.endsWith("/") && !way.endsWith(" /") ? way.slice(0, -1) : way}`;
        const other = taken.get(key);
        if (other === undefined) taken.set(key, manifest);
        // The same object as it stands in the cluster is not another one.
        else if (
          under.has(manifest) &&
          !(other.name === manifest.name && other.namespace === manifest.namespace && other.kind === manifest.kind)
        )
          yield {
            manifest,
            message: `${host === "" ? "every host" : host} ${way.split(" ")[1] ?? "/"} is already taken by ${other.subject}`,
            at: { path, field: "path" },
            seen: host,
            hint: "give one of them another host or path",
          };
      }
  },
};
