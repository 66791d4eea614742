// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { grants, roleKinds, sampleGrant, sampleRole } from "./grants.ts";

export const rbacEscalation: ObjectRule = {
  id: "KL116",
  name: "rbac-escalation",
  severity: "error",
  scope: "object",
  kinds: roleKinds,
  what: "No role may bind, escalate or impersonate.",
  why: "Each of these verbs is a way to every right of the cluster, whatever else the role says.",
  sources: [
    "CIS Kubernetes Benchmark 5.1.8",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks",
  ],
  failing: [
    { title: "bind", objects: [sampleRole(sampleGrant("clusterroles", "bind", "rbac.authorization.k8s.io"))] },
    { title: "impersonate", objects: [sampleRole(sampleGrant("users", "impersonate"))] },
  ],
  passing: [
    {
      title: "roles within one's own rights",
      objects: [sampleRole(sampleGrant("roles", "create", "rbac.authorization.k8s.io"))],
    },
    { title: "looking", objects: [sampleRole(sampleGrant("users", "get"))] },
  ],
  *check(manifest) {
    for (const { index, groups, resources, verbs } of grants(manifest))
      if (
        ["bind", "escalate", "impersonate"].some((verb) => verbs.includes(verb)) ||
        (verbs.includes("*") && groups.includes("*") && resources.includes("*"))
      )
        yield {
          message: "the role may give itself any right",
          at: { path: ["rules", index, "verbs"], field: "verbs" },
          hint: "leave bind, escalate and impersonate out",
        };
  },
};
