// SPDX-License-Identifier: Apache-2.0
import { namespaceObjects } from "../../../model/light.ts";
import type { KubernetesCheck } from "../probe.ts";
import { questions, type Right } from "../question.ts";
import { rightProbes } from "../right-probe.ts";

const here: readonly Right[] = [
  ["roles.rbac.authorization.k8s.io", ["escalate", "bind"]],
  ["serviceaccounts", ["impersonate"]],
];
const everywhere: readonly Right[] = [
  ["clusterroles.rbac.authorization.k8s.io", ["escalate", "bind"]],
  ["roles.rbac.authorization.k8s.io", ["escalate", "bind"]],
  ["users", ["impersonate"]],
  ["groups", ["impersonate"]],
  ["serviceaccounts", ["impersonate"]],
  ["uids.authentication.k8s.io", ["impersonate"]],
  ["userextras.authentication.k8s.io/scopes", ["impersonate"]],
];

export const escalation: KubernetesCheck = {
  code: "VK105",
  name: "escalation",
  proves: "The team can neither give itself more rights than it has nor act as somebody else.",
  hint: "Take escalate, bind and impersonate out of the Role or ClusterRole that is bound to the team; nobody but administrators needs them.",
  probes(asking) {
    const { namespace } = asking;
    return rightProbes(
      asking,
      [
        ...questions(here, { namespace }),
        ...questions([["roles.rbac.authorization.k8s.io", ["bind"]]], { namespace, name: namespaceObjects.teamRole }),
        ...questions(everywhere),
        ...questions([["clusterroles.rbac.authorization.k8s.io", ["bind"]]], { name: "cluster-admin" }),
        ...questions([["groups", ["impersonate"]]], { name: "system:masters" }),
      ],
      "refused",
    );
  },
};
