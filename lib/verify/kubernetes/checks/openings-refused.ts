// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../manifests/index.ts";
import { namespaceObjects } from "../../../model/light.ts";
import type { KubernetesCheck } from "../probe.ts";
import { probeName } from "../samples.ts";

const rbac = "rbac.authorization.k8s.io";

/** What a team with rights over its own policies and roles could make to get out. */
export const openingsRefused: KubernetesCheck = {
  code: "VK153",
  name: "openings-refused",
  proves:
    "The team cannot make a network policy that opens the way out, nor a role or binding that lets it or others do more.",
  hint: "Put the event's admission policies back (bivouac up), or take the write verbs on these kinds out of the team's Roles.",
  probes(asking) {
    const metadata = { name: probeName };
    const [stranger = "default"] = asking.team.others;
    const policy = (spec: Fields): Fields => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata,
      spec: { podSelector: {}, ...spec },
    });
    const role = (rules: readonly Fields[]): Fields => ({ apiVersion: `${rbac}/v1`, kind: "Role", metadata, rules });
    const binding = (roleRef: Fields, subject: Fields): Fields => ({
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: rbac, ...roleRef },
      subjects: [subject],
    });
    const account = { kind: "ServiceAccount", name: "default", namespace: stranger };
    const own = { kind: "ServiceAccount", name: "default", namespace: asking.namespace };
    const policies = "apis/networking.k8s.io/v1:networkpolicies";
    const bad: readonly (readonly [string, string, Fields])[] = [
      ["NetworkPolicy that opens all ways out", policies, policy({ policyTypes: ["Egress"], egress: [{}] })],
      [
        "NetworkPolicy that opens the metadata address",
        policies,
        policy({ policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "169.254.169.254/32" } }] }] }),
      ],
      [
        "Role that may do everything",
        `apis/${rbac}/v1:roles`,
        role([{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]),
      ],
      [
        "Role that may edit quotas",
        `apis/${rbac}/v1:roles`,
        role([{ apiGroups: [""], resources: ["resourcequotas"], verbs: ["update", "patch", "delete"] }]),
      ],
      [
        "RoleBinding to cluster-admin",
        `apis/${rbac}/v1:rolebindings`,
        binding({ kind: "ClusterRole", name: "cluster-admin" }, own),
      ],
      [
        `RoleBinding for a ServiceAccount of ${stranger}`,
        `apis/${rbac}/v1:rolebindings`,
        binding({ kind: "Role", name: namespaceObjects.teamRole }, account),
      ],
    ];
    const off: Readonly<Record<string, boolean>> = {
      [policies]: asking.isOff("network-policies"),
      [`apis/${rbac}/v1:rolebindings`]: asking.isOff("role-bindings"),
    };
    return bad
      .filter(([, resource]) => off[resource] !== true)
      .map(([what, resource, body]) => ({
        probe: `create a ${what}`,
        expected: "refused",
        ask: () => asking.refused({ method: "POST", path: asking.path(resource), body }),
      }));
  },
};
