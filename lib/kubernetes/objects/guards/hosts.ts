// SPDX-License-Identifier: Apache-2.0
import { refusedAnnotationEnds, refusedAnnotations, secretAnnotations } from "../../../manifests/index.ts";
import { byInsider, cel, changed, insiders, joined, literal, sentence, teamOfNamespace } from "./cel.ts";
import { type Guard, type GuardProps, type Validation, writes } from "./guard.ts";

/** `suffix`: what the hosts of the namespace's team end in; "" when no host is the team's. */
export function suffixVariable({ guardRails: { domain } }: GuardProps): Readonly<Record<string, string>> {
  return {
    suffix:
      domain === undefined ? "''" : `${teamOfNamespace} == '' ? '' : ${teamOfNamespace} + ${literal(`.${domain}`)}`,
  };
}

/** The hosts of a list that are not the team's. */
export function foreignHosts(list: string): string {
  return `${list}.filter(h, variables.suffix == '' || h.contains('*') || !(h == variables.suffix || h.endsWith('.' + variables.suffix)))`;
}

export const hostAdvice = cel(
  "(variables.suffix == '' ? 'teams publish no hosts here: ask the organizers for a domain' : " +
    "'allowed are ' + variables.suffix + ' and names below it, without a wildcard: write app.' + variables.suffix)",
);

/** Annotations that an object must not carry. */
export const annotationVariable: Readonly<Record<string, string>> = {
  annotations:
    `dyn(object).metadata.?annotations.orValue({}).map(k, k).filter(k, k in ${literal(refusedAnnotations)} || ` +
    `${literal(refusedAnnotationEnds)}.exists(e, k.endsWith(e)) || (k in ${literal(secretAnnotations)} && ` +
    "dyn(object).metadata.annotations[k].contains('/') && !dyn(object).metadata.annotations[k].startsWith(request.namespace + '/')))",
};

export const annotationValidation: Validation = {
  expression: "variables.annotations.size() == 0",
  messageExpression: sentence(
    "annotation ",
    cel(joined("variables.annotations")),
    " runs code in the controller, takes other hosts or connects elsewhere: remove it, and name Secrets of this namespace only",
  ),
};

export const hostsGuard: Guard = {
  name: "hosts",
  refuses: "Ingresses for hosts that are not the team's",
  why: "whoever claims a host gets its visitors, their passwords and its certificate",
  spec(props) {
    return {
      resourceRules: [writes("networking.k8s.io", "ingresses")],
      conditions: { changed },
      variables: {
        ...suffixVariable(props),
        foreign:
          `${foreignHosts("object.spec.?rules.orValue([]).map(r, r.?host.orValue('')).filter(h, h != '')")} + ` +
          `object.spec.?tls.orValue([]).map(t, ${foreignHosts("t.?hosts.orValue([])")}.join(', ')).filter(h, h != '')`,
        ...annotationVariable,
      },
      validations: [
        {
          expression: "object.spec.?rules.orValue([]).all(r, r.?host.orValue('') != '')",
          messageExpression: sentence("a rule without a host takes the visitors of every host: ", hostAdvice),
        },
        {
          expression: "!has(object.spec.defaultBackend)",
          messageExpression: sentence(
            "defaultBackend takes the visitors of every host that nobody claims: write a rule with a host instead; ",
            hostAdvice,
          ),
        },
        {
          expression: "variables.foreign.size() == 0",
          messageExpression: sentence("host ", cel(joined("variables.foreign")), " is not this team's: ", hostAdvice),
        },
        annotationValidation,
      ],
    };
  },
};

export const gatewayObjectsGuard: Guard = {
  name: "gateway-objects",
  refuses: "Gateways, listeners, TCP and UDP routes and ReferenceGrants of teams",
  why: "a listener takes hosts and ports that all teams share, and a grant opens the namespace to routes of others",
  spec() {
    return {
      resourceRules: ["gateway.networking.k8s.io", "gateway.networking.x-k8s.io"].map((group) =>
        writes(group, "gateways", "listenersets", "xlistenersets", "tcproutes", "udproutes", "referencegrants"),
      ),
      variables: insiders,
      validations: [
        {
          expression: byInsider,
          messageExpression: sentence(
            cel("request.kind.kind"),
            " is the organizers' to make: use an HTTPRoute, GRPCRoute or TLSRoute with hosts of your own, or ask them",
          ),
        },
      ],
    };
  },
};
