// SPDX-License-Identifier: Apache-2.0
import { accessGroup, slug } from "../../../model/light.ts";
import { byInsider, cel, insiders, joined, literal, sentence, teamOfNamespace } from "./cel.ts";
import { type Guard, writes } from "./guard.ts";

export const roleBindingsGuard: Guard = {
  name: "role-bindings",
  refuses: "rights in the namespace for other teams, their ServiceAccounts or the cluster's own groups",
  why: "a binding to everybody, or to another team's pods, gives away Secrets and shells of this team",
  spec({ event }) {
    const own = ["members", "mentors", "viewers"].map((who) => `${teamOfNamespace} + ${literal(`-${who}`)}`).join(", ");
    const prefix = accessGroup(slug(event), "members").slice(0, -"members".length);
    const foreign =
      "s.kind == 'ServiceAccount' ? s.?namespace.orValue('') != request.namespace : " +
      `s.name == '' || s.name.startsWith('system:') || (s.kind == 'Group' && s.name.startsWith(${literal(prefix)}) && ` +
      `!(s.name.substring(${prefix.length}) in [${own}]))`;
    return {
      resourceRules: [writes("rbac.authorization.k8s.io", "rolebindings")],
      variables: {
        ...insiders,
        foreign:
          `object.?subjects.orValue([]).filter(s, ${foreign})` +
          ".map(s, s.kind + ' ' + (s.?namespace.orValue('') == '' ? '' : s.namespace + '/') + s.name)",
      },
      validations: [
        {
          expression: `variables.foreign.size() == 0 || ${byInsider}`,
          messageExpression: sentence(
            "subject ",
            cel(joined("variables.foreign")),
            ": allowed are ServiceAccounts of this namespace, users and this team's own groups; name one of these",
          ),
        },
      ],
    };
  },
};
