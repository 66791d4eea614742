// SPDX-License-Identifier: Apache-2.0
import { byInsider, cel, changed, insiders, joined, sentence } from "./cel.ts";
import { type Guard, writes } from "./guard.ts";
import { annotationValidation, annotationVariable } from "./hosts.ts";

export const servicesGuard: Guard = {
  name: "services",
  refuses:
    "Services that reach outside of the cluster or take addresses: ExternalName, externalIPs, NodePort, LoadBalancer",
  why: "an address that a Service claims is taken from whoever has it, in the whole cluster (CVE-2020-8554); ports of nodes and balancers are open to the world",
  spec() {
    return {
      resourceRules: [writes("", "services")],
      conditions: { changed },
      variables: annotationVariable,
      validations: [
        {
          expression: "object.spec.?type.orValue('ClusterIP') == 'ClusterIP'",
          messageExpression: sentence(
            "type ",
            cel("object.spec.?type.orValue('')"),
            ": allowed is ClusterIP; publish it by an HTTPRoute or Ingress, and reach outside addresses by their own names",
          ),
        },
        {
          expression: "object.spec.?externalIPs.orValue([]).size() == 0",
          messageExpression: sentence(
            "externalIPs ",
            cel(joined("object.spec.?externalIPs.orValue([])")),
            " are taken from whoever has them: remove them; publish the Service by an HTTPRoute or Ingress",
          ),
        },
        {
          expression:
            "object.spec.?loadBalancerIP.orValue('') == '' && object.spec.?loadBalancerClass.orValue('') == ''",
          messageExpression: sentence(
            "loadBalancerIP and loadBalancerClass are for balancers, which teams have none of: remove them",
          ),
        },
        annotationValidation,
      ],
    };
  },
};

export const endpointsGuard: Guard = {
  name: "endpoints",
  refuses: "addresses of Services written by hand",
  why: "they send a Service, and a gateway that trusts it, to pods of other teams or to the nodes",
  spec() {
    return {
      resourceRules: [writes("", "endpoints", "services/status"), writes("discovery.k8s.io", "endpointslices")],
      variables: {
        ...insiders,
        written:
          "request.kind.kind == 'Service' ? dyn(object).?status.?loadBalancer.?ingress.orValue([]).size() : " +
          "dyn(object).?subsets.orValue([]).size() + dyn(object).?endpoints.orValue([]).size()",
      },
      validations: [
        {
          expression: `variables.written == 0 || ${byInsider}`,
          messageExpression: sentence(
            cel("request.kind.kind"),
            " with addresses written by hand: give the Service a selector, and Kubernetes finds its pods",
          ),
        },
      ],
    };
  },
};
