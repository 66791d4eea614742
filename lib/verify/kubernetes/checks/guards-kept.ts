// SPDX-License-Identifier: Apache-2.0
import { type Fields, textAt, textsAt } from "../../../manifests/index.ts";
import { guardRailLabel } from "../../../model/light.ts";
import type { KubernetesCheck } from "../probe.ts";

/** Kinds that hold a team in, and where they are. */
const places: Readonly<Record<string, string>> = {
  ResourceQuota: "api/v1:resourcequotas",
  LimitRange: "api/v1:limitranges",
  NetworkPolicy: "apis/networking.k8s.io/v1:networkpolicies",
  Role: "apis/rbac.authorization.k8s.io/v1:roles",
  RoleBinding: "apis/rbac.authorization.k8s.io/v1:rolebindings",
};
/** Teams may have others of these: only those count that say that they are guard rails. */
const marked: Readonly<Record<string, string>> = { ServiceAccount: "api/v1:serviceaccounts" };

export const guardsKept: KubernetesCheck = {
  code: "VK134",
  name: "guards-kept",
  proves: "The team can neither change nor delete its quota, limits, network policies and rights.",
  hint: "Take the write verbs out of the Roles that are bound to the team, and put the event's admission policies back: bivouac up.",
  probes: (asking) =>
    asking.team.planned.flatMap((object) => {
      const resource = placeOf(object);
      const [kind, name] = [textAt(object, "kind"), textAt(object, "metadata", "name")];
      if (resource === undefined || kind === undefined || name === undefined) return [];
      // Of the others a team may have its own, so only admission tells them apart.
      if (asking.isOff("admin-owned") && !["ResourceQuota", "LimitRange"].includes(kind)) return [];
      const path = asking.path(resource, name);
      const body = { metadata: { labels: { [guardRailLabel]: null }, annotations: { probe: "bivouac-verify" } } };
      return [
        {
          probe: `change ${kind} ${name}`,
          expected: "refused" as const,
          ask: () => asking.refused({ method: "PATCH", path, body }),
        },
        {
          probe: `delete ${kind} ${name}`,
          expected: "refused" as const,
          ask: () => asking.refused({ method: "DELETE", path }),
        },
      ];
    }),
};

function placeOf(object: Fields): string | undefined {
  const kind = textAt(object, "kind") ?? "";
  return places[kind] ?? (textsAt(object, "metadata", "labels")[guardRailLabel] === "true" ? marked[kind] : undefined);
}
