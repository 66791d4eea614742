// SPDX-License-Identifier: Apache-2.0
import type { SetRule } from "../../rule.ts";
import { exceeded } from "./namespaces.ts";
import { sampleQuota, sampleService } from "./samples.ts";

export const portsOverQuota: SetRule = {
  id: "QF107",
  name: "ports-over-quota",
  severity: "error",
  scope: "set",
  what: "Services open no more node ports and order no more load balancers than the quota allows.",
  why: "The apiserver refuses the Service. Most teams may open none: what they publish goes through a gateway or an Ingress.",
  sources: ["k8s.io/kubernetes pkg/quota/v1/evaluator/core/services.go"],
  failing: [
    {
      title: "a node port where none is given",
      objects: [sampleService("NodePort")],
      around: [sampleQuota({ "services.nodeports": "0" })],
    },
    {
      title: "a load balancer where none is given",
      objects: [sampleService("LoadBalancer")],
      around: [sampleQuota({ "services.loadbalancers": "0" })],
    },
    {
      title: "a load balancer's node ports",
      objects: [sampleService("LoadBalancer")],
      around: [sampleQuota({ "services.loadbalancers": "1", "services.nodeports": "0" })],
    },
  ],
  passing: [
    {
      title: "a Service inside the cluster",
      objects: [sampleService("ClusterIP")],
      around: [sampleQuota({ "services.nodeports": "0", "services.loadbalancers": "0" })],
    },
    {
      title: "as many as are given",
      objects: [sampleService("NodePort")],
      around: [sampleQuota({ "services.nodeports": "2" })],
    },
  ],
  *check(set, context) {
    for (const found of exceeded(set, context, (resource) => /^services\.(nodeports|loadbalancers)$/.test(resource)))
      yield found.allowed === "at most 0"
        ? { ...found, hint: "make it a ClusterIP Service and publish it by an HTTPRoute or Ingress" }
        : found;
  },
};
