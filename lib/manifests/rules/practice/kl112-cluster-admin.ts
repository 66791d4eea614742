// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";

const binding = (kind: string, name: string): Readonly<Record<string, unknown>> => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind,
  metadata: { name: "app" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
  subjects: [{ kind: "ServiceAccount", name: "app", namespace: "app" }],
});

export const clusterAdmin: ObjectRule = {
  id: "KL112",
  name: "cluster-admin",
  severity: "error",
  scope: "object",
  kinds: ["ClusterRoleBinding.rbac.authorization.k8s.io", "RoleBinding.rbac.authorization.k8s.io"],
  what: "Nobody is bound to cluster-admin.",
  why: "cluster-admin may do everything, also to other teams; in a RoleBinding it may still change the namespace's quota and policies.",
  sources: ["kube-linter cluster-admin-role-binding", "CIS Kubernetes Benchmark 5.1.1"],
  failing: [
    { title: "in the whole cluster", objects: [binding("ClusterRoleBinding", "cluster-admin")] },
    { title: "in one namespace", objects: [binding("RoleBinding", "cluster-admin")] },
  ],
  passing: [
    { title: "a role to look", objects: [binding("RoleBinding", "view")] },
    { title: "a role of its own", objects: [binding("ClusterRoleBinding", "metrics-reader")] },
  ],
  *check({ value }) {
    if (textAt(value, "roleRef", "name") !== "cluster-admin" || textAt(value, "roleRef", "kind") !== "ClusterRole")
      return;
    yield {
      message: "the binding gives every right there is",
      at: { path: ["roleRef", "name"], field: "roleRef" },
      seen: "cluster-admin",
      hint: "bind a role that names what is needed; a roleRef cannot be changed, make a new binding",
    };
  },
};
