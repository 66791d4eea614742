// SPDX-License-Identifier: Apache-2.0
import { guardRailLabel } from "../../../model/light.ts";
import { byInsider, cel, insiders, joined, literal, sentence } from "./cel.ts";
import { eventLabel, type Guard, type ResourceRule, teamLabel } from "./guard.ts";

const everything = (...operations: ResourceRule["operations"]): ResourceRule => ({
  apiGroups: ["*"],
  apiVersions: ["*"],
  operations,
  resources: ["*/*"],
});

/** With its label before or after the request, so that it can neither be put on nor taken off. */
export const adminOwnedGuard: Guard = {
  name: "admin-owned",
  refuses: "changes of what holds a team in: quota, limits, network policies, roles and its ServiceAccount",
  why: "whoever may change these holds nobody in; a right that was given too wide does not take them away",
  spec() {
    return {
      resourceRules: [everything("CREATE", "UPDATE", "DELETE")],
      objectLabels: { [guardRailLabel]: "true" },
      variables: insiders,
      validations: [
        {
          expression: byInsider,
          messageExpression: sentence(
            cel("request.kind.kind"),
            " ",
            cel("request.name"),
            ` carries ${guardRailLabel}, which makes it the organizers': leave it as it is, and the label away from objects of your own`,
          ),
        },
      ],
    };
  },
};

const label = (object: string, key: string): string =>
  `(${object} == null ? '' : dyn(${object}).?metadata.?labels[?${literal(key)}].orValue(''))`;

export const ownerLabelsGuard: Guard = {
  name: "owner-labels",
  refuses: "objects that say they are another event's or team's",
  why: "lists, bills and the removal after the event go by these labels",
  spec() {
    const foreign = (key: string): string =>
      `(${label("object", key)} in ['', ${label("oldObject", key)}, namespaceObject.metadata.labels[?${literal(key)}].orValue('')] ? [] : ` +
      `[${literal(`${key}=`)} + ${label("object", key)}])`;
    return {
      resourceRules: [everything("CREATE", "UPDATE")],
      // Objects of the whole cluster have no namespace to be told by.
      conditions: { namespaced: "request.?namespace.orValue('') != '' && request.resource.resource != 'namespaces'" },
      variables: { ...insiders, foreign: `${foreign(eventLabel)} + ${foreign(teamLabel)}` },
      validations: [
        {
          expression: `variables.foreign.size() == 0 || ${byInsider}`,
          messageExpression: sentence(
            "label ",
            cel(joined("variables.foreign")),
            " is not this namespace's: leave it out or write the namespace's own",
          ),
        },
      ],
    };
  },
};

/** Bound to no namespace's labels: those are what it guards. */
export const namespacesGuard: Guard = {
  name: "namespaces",
  refuses: "changes of a team's namespace by others than its organizers",
  why: "Pod Security, quota and these guards go by the namespace's labels, which status and finalize can change too",
  spec({ event }) {
    const ours = (object: string): string => `${label(object, eventLabel)} == ${literal(event)}`;
    return {
      resourceRules: [
        {
          apiGroups: [""],
          apiVersions: ["*"],
          operations: ["CREATE", "UPDATE", "DELETE"],
          resources: ["namespaces", "namespaces/status", "namespaces/finalize"],
        },
      ],
      everyNamespace: true,
      conditions: { ours: `(${ours("object")}) || (${ours("oldObject")})` },
      variables: {
        administrator:
          "authorizer.group('').resource('resourcequotas').namespace(request.name).check('delete').allowed()",
      },
      validations: [
        {
          expression: "variables.administrator",
          messageExpression: sentence(
            "namespace ",
            cel("request.name"),
            " is its organizers' to change: its labels hold the team in; ask them",
          ),
        },
      ],
    };
  },
};
