// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { covers, grants, roleKinds, sampleGrant, sampleRole } from "./grants.ts";

export const accessToCreatePods: ObjectRule = {
  id: "KL110",
  name: "access-to-create-pods",
  severity: "info",
  scope: "object",
  kinds: roleKinds,
  what: "Few roles may create pods.",
  why: "Who creates a pod may use every ServiceAccount, Secret and claim of its namespace.",
  sources: ["kube-linter access-to-create-pods", "CIS Kubernetes Benchmark 5.1.4"],
  failing: [
    { title: "pods", objects: [sampleRole(sampleGrant("pods", "create"))] },
    { title: "workloads, which make pods", objects: [sampleRole(sampleGrant("deployments", "create", "apps"))] },
  ],
  passing: [
    { title: "looking", objects: [sampleRole(sampleGrant("pods", "list"))] },
    { title: "something else", objects: [sampleRole(sampleGrant("configmaps", "create"))] },
  ],
  *check(manifest) {
    for (const { index, groups, resources, verbs } of grants(manifest))
      if (
        covers(verbs, "create") &&
        ((covers(groups, "") && covers(resources, "pods", "replicationcontrollers")) ||
          (covers(groups, "apps") && covers(resources, "deployments", "statefulsets", "daemonsets", "replicasets")) ||
          (covers(groups, "batch") && covers(resources, "jobs", "cronjobs")))
      )
        yield {
          message: "the role may create pods",
          at: { path: ["rules", index, "verbs"], field: "verbs" },
          hint: "leave create out where looking is enough",
        };
  },
};
