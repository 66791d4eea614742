// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { grants, roleKinds, sampleGrant, sampleRole } from "./grants.ts";

export const wildcardInRules: ObjectRule = {
  id: "KL115",
  name: "wildcard-in-rules",
  severity: "warning",
  scope: "object",
  kinds: roleKinds,
  what: "A role names what it allows.",
  why: "A * allows also what comes later: a new resource, a subresource such as pods/exec, a verb such as escalate.",
  sources: ["kube-linter wildcard-in-rules", "CIS Kubernetes Benchmark 5.1.3"],
  failing: [
    { title: "all verbs", objects: [sampleRole(sampleGrant("pods", "*"))] },
    { title: "all resources", objects: [sampleRole(sampleGrant("*", "get"))] },
  ],
  passing: [
    { title: "one by one", objects: [sampleRole(sampleGrant("pods", "get"))] },
    { title: "the core group", objects: [sampleRole(sampleGrant("services", "list", ""))] },
  ],
  *check(manifest) {
    for (const { index, groups, resources, verbs } of grants(manifest))
      if ([groups, resources, verbs].some((list) => list.includes("*")))
        yield {
          message: "the rule has a *",
          at: { path: ["rules", index, "verbs"], field: "verbs" },
          hint: "list what is needed",
        };
  },
};
