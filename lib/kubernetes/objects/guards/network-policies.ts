// SPDX-License-Identifier: Apache-2.0
import { byInsider, insiders, sentence } from "./cel.ts";
import { type Guard, writes } from "./guard.ts";

const inside = (rules: string, peers: string): string =>
  `object.spec.?${rules}.orValue([]).all(r, r.?${peers}.orValue([]).size() > 0 && ` +
  `r.${peers}.all(p, has(p.podSelector) && !has(p.namespaceSelector) && !has(p.ipBlock)))`;

export const networkPoliciesGuard: Guard = {
  name: "network-policies",
  refuses: "network policies that open the namespace inwards or outwards",
  why: "policies add up: one that opens takes back what the organizers' policies close",
  spec() {
    return {
      resourceRules: [writes("networking.k8s.io", "networkpolicies")],
      variables: insiders,
      validations: [
        {
          expression: `(${inside("ingress", "from")}) || ${byInsider}`,
          messageExpression: sentence(
            "an ingress rule lets in more than pods of this namespace: allowed in from are podSelectors alone; ask the organizers for an opening to another team",
          ),
        },
        {
          expression: `(${inside("egress", "to")}) || ${byInsider}`,
          messageExpression: sentence(
            "an egress rule lets out to more than pods of this namespace: allowed in to are podSelectors alone; ask the organizers for an opening",
          ),
        },
      ],
    };
  },
};
