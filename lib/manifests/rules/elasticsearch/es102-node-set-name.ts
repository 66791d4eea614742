// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { nodeSetsOf } from "./node-sets.ts";
import { sampleNodes } from "./samples.ts";

const most = 23;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

export const nodeSetName: ObjectRule = {
  id: "ES102",
  name: "node-set-name",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: `Every nodeSet has a name of its own, ${most} characters at most, of a-z, 0-9 and dashes inside.`,
  why:
    "The name becomes part of the names of a StatefulSet, its pods and a Service. The schema's pattern is not anchored and lets any " +
    "text pass that holds one good character; the operator then refuses the cluster.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/apis/elasticsearch/v1/name.go:82 (ValidateNames)",
    "elastic/cloud-on-k8s v3.5.0 pkg/apis/elasticsearch/v1/elasticsearch_types.go (NodeSet.Name)",
  ],
  failing: [
    { title: "24 characters", objects: [sampleNodes({ name: "n".repeat(24) })] },
    { title: "an underscore", objects: [sampleNodes({ name: "data_hot" })] },
    { title: "twice the same", objects: [sampleNodes({ name: "all" }, { name: "all" })] },
    { title: "none", objects: [sampleNodes({ name: undefined })] },
  ],
  passing: [
    { title: "23 characters", objects: [sampleNodes({ name: "n".repeat(23) })] },
    { title: "two names", objects: [sampleNodes({ name: "data-hot" }, { name: "data-warm" })] },
  ],
  *check(manifest, { set }) {
    const seen = new Set<string>();
    for (const { name, path } of nodeSetsOf(manifest, set)) {
      const at = { path: [...path, "name"], field: "nodeSets.name" };
      if (name === "") {
        yield { message: "a nodeSet has no name", at, hint: "give it one, such as all" };
        continue;
      }
      if (seen.has(name))
        yield { message: `two nodeSets are called ${name}`, at, seen: name, hint: "give each a name of its own" };
      seen.add(name);
      if (name.length > most)
        yield {
          message: `nodeSet ${name} has a name of ${name.length} characters`,
          at,
          seen: `${name.length} characters`,
          allowed: `${most} at most`,
          hint: "shorten it: it stands behind the cluster's name anyway",
        };
      if (!label.test(name))
        yield {
          message: `${JSON.stringify(name)} cannot be part of the name of a Service`,
          at,
          seen: name,
          allowed: "a-z, 0-9 and - inside",
        };
    }
  },
};
