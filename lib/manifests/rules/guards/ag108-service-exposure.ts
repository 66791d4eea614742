// SPDX-License-Identifier: Apache-2.0
import { listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleService } from "./samples.ts";

export const serviceExposure: ObjectRule = {
  id: "AG108",
  name: "service-exposure",
  severity: "error",
  scope: "object",
  kinds: ["Service"],
  what: "Services stay inside the cluster and claim no addresses.",
  why: "An address that a Service claims is taken from whoever has it (CVE-2020-8554); ports of nodes and balancers are open to the world; ExternalName leads a gateway anywhere. The event's admission refuses them.",
  sources: [
    "https://github.com/kubernetes/kubernetes/issues/97076",
    "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/",
  ],
  failing: [
    { title: "ExternalName", objects: [sampleService({ type: "ExternalName", externalName: "example.org" })] },
    { title: "externalIPs", objects: [sampleService({ externalIPs: ["192.0.2.7"] })] },
    { title: "NodePort", objects: [sampleService({ type: "NodePort" })] },
    { title: "LoadBalancer", objects: [sampleService({ type: "LoadBalancer" })] },
  ],
  passing: [
    { title: "nothing said", objects: [sampleService()] },
    { title: "headless", objects: [sampleService({ clusterIP: "None", type: "ClusterIP" })] },
  ],
  *check({ value }) {
    const type = textAt(value, "spec", "type") ?? "ClusterIP";
    if (["ExternalName", "NodePort", "LoadBalancer"].includes(type))
      yield {
        message: `a Service of type ${type} reaches outside of the cluster`,
        at: { path: ["spec", "type"], field: "type" },
        seen: type,
        allowed: "ClusterIP",
        hint: "publish it by an HTTPRoute or Ingress, and reach outside addresses by their own names",
      };
    const claimed = listAt(value, "spec", "externalIPs");
    if (claimed.length > 0)
      yield {
        message: "the Service takes addresses from whoever has them",
        at: { path: ["spec", "externalIPs"], field: "externalIPs" },
        seen: claimed.map(String).join(", "),
        allowed: "none",
        hint: "remove externalIPs; publish the Service by an HTTPRoute or Ingress",
      };
    for (const field of ["loadBalancerIP", "loadBalancerClass"])
      if ((textAt(value, "spec", field) ?? "") !== "")
        yield {
          message: "the field is for balancers, which teams have none of",
          at: { path: ["spec", field], field },
          seen: textAt(value, "spec", field) ?? "",
          hint: `remove ${field}`,
        };
  },
};
