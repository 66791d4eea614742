// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { listAt, numberAt, textAt } from "../../fields.ts";
import { find } from "./labels.ts";
import { backendRefs, routeKinds, sampleHttpRoute, sampleIngress } from "./routes.ts";

const service = (port: number): Readonly<Record<string, unknown>> => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "app" },
  spec: { selector: { app: "app" }, ports: [{ port }] },
});

export const backendMissing: ObjectRule = {
  id: "KL133",
  name: "backend-missing",
  severity: "warning",
  scope: "object",
  kinds: routeKinds,
  what: "The Service and port behind an Ingress or HTTPRoute are among the objects, or exist.",
  why: "Without them the address answers 503 or 500, and the route says why in its status alone.",
  sources: ["kube-linter dangling-ingress", "https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref"],
  failing: [
    { title: "no such Service", objects: [sampleIngress("web", "a.example.org", "/")] },
    { title: "no such port", objects: [sampleHttpRoute("web", "a.example.org", "/"), service(8080)] },
  ],
  passing: [
    { title: "an Ingress and its Service", objects: [sampleIngress("web", "a.example.org", "/"), service(80)] },
    {
      title: "a Service of the cluster",
      objects: [sampleHttpRoute("web", "a.example.org", "/")],
      around: [service(80)],
    },
  ],
  *check(manifest, { set }) {
    for (const { namespace, name, port, path } of backendRefs(manifest)) {
      const found = find(set, "", "Service", namespace, name);
      const ports = listAt(found?.value, "spec", "ports");
      if (
        found !== undefined &&
        (port === undefined || ports.some((each) => numberAt(each, "port") === port || textAt(each, "name") === port))
      )
        continue;
      yield {
        message: found === undefined ? `there is no Service ${name}` : `Service ${name} has no such port`,
        at: { path, field: "backend" },
        seen: typeof port === "string" || typeof port === "number" ? `${name}:${port}` : name,
        hint: "name a Service of this namespace and one of its ports",
      };
    }
  },
};
