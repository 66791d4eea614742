// SPDX-License-Identifier: Apache-2.0
import { cel, changed, joined, literal, sentence } from "./cel.ts";
import { type Guard, writes } from "./guard.ts";
import { annotationValidation, annotationVariable, foreignHosts, hostAdvice, suffixVariable } from "./hosts.ts";

// Services of the same namespace only: a kind of a mesh or controller may stand for any address.
const foreignBackend = (ref: string): string =>
  `(dyn(${ref}).?namespace.orValue(request.namespace) != request.namespace || dyn(${ref}).?group.orValue('') != '' || ` +
  `dyn(${ref}).?kind.orValue('Service') != 'Service')`;

const shown = (ref: string): string =>
  `dyn(${ref}).?kind.orValue('Service') + ' ' + dyn(${ref}).?namespace.orValue(request.namespace) + '/' + dyn(${ref}).?name.orValue('')`;

// Mirrors and asks before each request are backends too.
const filterBackends = (filters: string): string =>
  `(${filters}.filter(f, has(dyn(f).requestMirror)).map(f, dyn(f).requestMirror.?backendRef.orValue({})) + ` +
  `${filters}.filter(f, has(dyn(f).externalAuth)).map(f, dyn(f).externalAuth.?backendRef.orValue({})))`;

const listForeign = (refs: string): string =>
  `${refs}.filter(b, ${foreignBackend("b")}).map(b, ${shown("b")}).join(', ')`;

const backends =
  "dyn(object).spec.?rules.orValue([]).map(r, [" +
  [
    listForeign("r.?backendRefs.orValue([])"),
    listForeign(filterBackends("r.?filters.orValue([])")),
    `r.?backendRefs.orValue([]).map(q, ${listForeign(filterBackends("dyn(q).?filters.orValue([])"))}).filter(s, s != '').join(', ')`,
  ].join(", ") +
  "].filter(s, s != '').join(', ')).filter(s, s != '')";

export const routesGuard: Guard = {
  name: "routes",
  refuses: "routes for hosts that are not the team's, at foreign gateways or to Services of others",
  why: "a route without a host of its own takes those of the whole gateway, and one to another namespace passes its network policies",
  spec(props) {
    const { gateway } = props.guardRails;
    const ours =
      gateway === undefined
        ? "false"
        : `dyn(p).?namespace.orValue(request.namespace) == ${literal(gateway.namespace)} && dyn(p).?name.orValue('') == ${literal(gateway.name)} && ` +
          "dyn(p).?kind.orValue('Gateway') == 'Gateway' && dyn(p).?group.orValue('gateway.networking.k8s.io') == 'gateway.networking.k8s.io'";
    return {
      resourceRules: [writes("gateway.networking.k8s.io", "httproutes", "grpcroutes", "tlsroutes")],
      conditions: { changed },
      variables: {
        ...suffixVariable(props),
        hosts: "dyn(object).spec.?hostnames.orValue([])",
        foreign: foreignHosts("variables.hosts"),
        parents:
          `dyn(object).spec.?parentRefs.orValue([]).filter(p, !(${ours}))` +
          ".map(p, dyn(p).?kind.orValue('Gateway') + ' ' + dyn(p).?namespace.orValue(request.namespace) + '/' + dyn(p).?name.orValue(''))",
        backends,
        ...annotationVariable,
      },
      validations: [
        {
          expression: "variables.hosts.size() > 0",
          messageExpression: sentence("a route without hostnames takes those of the whole gateway: ", hostAdvice),
        },
        {
          expression: "variables.foreign.size() == 0",
          messageExpression: sentence("host ", cel(joined("variables.foreign")), " is not this team's: ", hostAdvice),
        },
        {
          expression: "variables.parents.size() == 0",
          messageExpression: sentence(
            "parentRefs name ",
            cel(joined("variables.parents")),
            gateway === undefined
              ? ": the event has no gateway; ask the organizers for one"
              : `: allowed is Gateway ${gateway.namespace}/${gateway.name}; name that one`,
          ),
        },
        {
          expression: "variables.backends.size() == 0",
          messageExpression: sentence(
            "backendRefs name ",
            cel(joined("variables.backends")),
            ": allowed are Services of this namespace; name one of yours",
          ),
        },
        annotationValidation,
      ],
    };
  },
};
