// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { countNodes, nodeSetsOf } from "./node-sets.ts";
import { sampleConfig, sampleNodes } from "./samples.ts";

const master = sampleConfig({ "node.roles": ["master"] });
const data = sampleConfig({ node: { roles: ["data", "ingest"] } });

export const masterMissing: ObjectRule = {
  id: "ES105",
  name: "master-missing",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A nodeSet with nodes has the role master, and does not only vote.",
  why: "Without a master there is no cluster. The operator refuses it; the schema does not see it.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/validations.go:348 (hasCorrectNodeRoles)",
  ],
  failing: [
    { title: "data nodes alone", objects: [sampleNodes(data)] },
    { title: "masters, but none of them", objects: [sampleNodes({ name: "master", count: 0, ...master }, data)] },
    {
      title: "all only vote",
      objects: [sampleNodes(sampleConfig({ "node.roles": ["master", "voting_only", "data"] }))],
    },
  ],
  passing: [
    { title: "masters besides", objects: [sampleNodes({ name: "master", ...master }, data)] },
    { title: "nothing said: all roles", objects: [sampleNodes(sampleConfig({}))] },
  ],
  *check(manifest, { set }) {
    const sets = nodeSetsOf(manifest, set);
    if (sets.length === 0 || countNodes(sets, ({ votes, votingOnly }) => votes && !votingOnly) > 0) return;
    yield {
      message: "no node can become master",
      at: { path: ["spec", "nodeSets"], field: "nodeSets" },
      seen: sets.map(({ name, count, roles }) => `${name} (${count}): ${roles.listed?.join(" ") ?? "…"}`).join("; "),
      allowed: "1 or 3 nodes with the role master",
      hint: "add master to node.roles of a nodeSet that has nodes",
    };
  },
};
