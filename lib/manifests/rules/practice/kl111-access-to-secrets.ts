// SPDX-License-Identifier: Apache-2.0
import { listAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { covers, grants, roleKinds, sampleGrant, sampleRole } from "./grants.ts";

export const accessToSecrets: ObjectRule = {
  id: "KL111",
  name: "access-to-secrets",
  severity: "warning",
  scope: "object",
  kinds: roleKinds,
  what: "Few roles may read Secrets.",
  why: "list and watch give the values away as get does, of every Secret in the namespace.",
  sources: ["kube-linter access-to-secrets", "CIS Kubernetes Benchmark 5.1.2"],
  failing: [
    { title: "get", objects: [sampleRole(sampleGrant("secrets", "get"))] },
    { title: "list", objects: [sampleRole(sampleGrant("secrets", "list"))] },
  ],
  passing: [
    { title: "one by its name", objects: [sampleRole({ ...sampleGrant("secrets", "get"), resourceNames: ["mine"] })] },
    { title: "only creating", objects: [sampleRole(sampleGrant("secrets", "create"))] },
  ],
  *check(manifest) {
    for (const { index, groups, resources, verbs } of grants(manifest))
      if (
        covers(groups, "") &&
        covers(resources, "secrets") &&
        covers(verbs, "get", "list", "watch") &&
        !restricted(manifest, index)
      )
        yield {
          message: "the role reads the values of all Secrets",
          at: { path: ["rules", index, "resources"], field: "resources" },
          hint: "name the Secrets in resourceNames, or mount them instead",
        };
  },
};

function restricted({ value }: Manifest, index: number): boolean {
  return listAt(listAt(value, "rules")[index], "resourceNames").length > 0;
}
