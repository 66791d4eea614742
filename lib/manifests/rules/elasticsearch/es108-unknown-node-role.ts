// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, nodeSetsOf, settingPath } from "./node-sets.ts";
import { knownRoles } from "./roles.ts";
import { sampleConfig, sampleNodes } from "./samples.ts";

export const unknownNodeRole: ObjectRule = {
  id: "ES108",
  name: "unknown-node-role",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "node.roles is a list of roles that Elasticsearch has; voting_only stands beside master.",
  why: "A node with a role that it does not know does not start, and the operator waits for it. One text of several roles is one unknown role.",
  sources: ["https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/node-settings"],
  failing: [
    { title: "misspelt", objects: [sampleNodes(sampleConfig({ "node.roles": ["master", "data-hot"] }))] },
    { title: "one text", objects: [sampleNodes(sampleConfig({ node: { roles: "master, data" } }))] },
    {
      title: "votes, but is no master",
      objects: [
        sampleNodes({}, { name: "tie", count: 1, ...sampleConfig({ "node.roles": ["voting_only", "ingest"] }) }),
      ],
    },
  ],
  passing: [
    {
      title: "all known",
      objects: [sampleNodes({}, { name: "b", ...sampleConfig({ "node.roles": [...knownRoles] }) })],
    },
    {
      title: "none: it only forwards",
      objects: [sampleNodes({}, { name: "front", ...sampleConfig({ "node.roles": [] }) })],
    },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const { listed = [] } = each.roles;
      const at = { path: settingPath(each, "node.roles"), field: "node.roles" };
      for (const role of listed.filter((one) => !knownRoles.includes(one)))
        yield {
          message: `${labelOf(each)}: Elasticsearch has no role ${JSON.stringify(role)}`,
          at,
          seen: role,
          allowed: knownRoles.join(", "),
          hint: role.includes(",") ? "write a list, one role an item" : didYouMean(role, knownRoles),
        };
      if (listed.includes("voting_only") && !listed.includes("master"))
        yield {
          message: `${labelOf(each)} only votes, but without the role master it has no vote`,
          at,
          seen: listed.join(", "),
          hint: "add master, or leave voting_only out",
        };
    }
  },
};
