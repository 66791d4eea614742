// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";

const service = (type?: string): Readonly<Record<string, unknown>> => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "app" },
  spec: { ...(type === undefined ? {} : { type }), selector: { app: "app" }, ports: [{ port: 80 }] },
});

export const exposedServices: ObjectRule = {
  id: "KL113",
  name: "exposed-services",
  severity: "warning",
  scope: "object",
  kinds: ["Service"],
  what: "A Service opens no port of nodes and orders no load balancer.",
  why: "A port of all nodes is open beside the gateway, its TLS and its host names. A team's quota allows neither.",
  sources: ["kube-linter exposed-services", "multi-tenancy benchmark BC-HI-1"],
  failing: [
    { title: "a port of all nodes", objects: [service("NodePort")] },
    { title: "a load balancer", objects: [service("LoadBalancer")] },
  ],
  passing: [
    { title: "inside the cluster", objects: [service("ClusterIP")] },
    { title: "nothing said", objects: [service()] },
  ],
  *check({ value }) {
    const type = textAt(value, "spec", "type");
    if (type !== "NodePort" && type !== "LoadBalancer") return;
    yield {
      message: "the Service can be reached from outside of the cluster",
      at: { path: ["spec", "type"], field: "type" },
      seen: type,
      allowed: "ClusterIP",
      hint: "publish it by an HTTPRoute or Ingress",
    };
  },
};
