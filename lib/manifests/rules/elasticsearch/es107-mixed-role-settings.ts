// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, nodeSetsOf, settingPath } from "./node-sets.ts";
import { roleSettings } from "./roles.ts";
import { sampleConfig, sampleElasticsearch, sampleNodes, sampleNodeSet } from "./samples.ts";
import { compareVersions, readVersion, version } from "./versions.ts";

const old = { "node.master": true, "node.data": false };

export const mixedRoleSettings: ObjectRule = {
  id: "ES107",
  name: "mixed-role-settings",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "Roles stand in node.roles, not in node.master, node.data and the like beside it.",
  why: "The operator refuses both at once. Elasticsearch 8 does not know the old settings, and a node with an unknown setting does not start.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/validations.go:348 (hasCorrectNodeRoles)",
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.19/migrating-8.0.html",
  ],
  failing: [
    {
      title: "both",
      objects: [sampleNodes(sampleConfig({ "node.roles": ["master", "data"], node: { ingest: false } }))],
    },
    {
      title: "the new one, in a version that has it not yet",
      objects: [sampleElasticsearch({ version: "7.8.1" })],
    },
    { title: "the old ones, in version 9", objects: [sampleNodes(sampleConfig(old))] },
  ],
  passing: [
    { title: "roles alone", objects: [sampleNodes(sampleConfig({ node: { roles: ["master", "data"] } }))] },
    {
      title: "the old ones, in version 7",
      objects: [sampleElasticsearch({ version: "7.17.29", nodeSets: [sampleNodeSet(sampleConfig(old))] })],
    },
  ],
  *check(manifest, { set }) {
    const read = readVersion(textAt(manifest.value, "spec", "version"));
    const gone = read !== undefined && compareVersions(read, eight) >= 0;
    for (const each of nodeSetsOf(manifest, set)) {
      if (read !== undefined && compareVersions(read, first) < 0 && each.roles.listed !== undefined)
        yield {
          message: `${labelOf(each)} has node.roles, which came with Elasticsearch 7.9`,
          at: { path: settingPath(each, "node.roles"), field: "node.roles" },
          allowed: roleSettings.join(", "),
          hint: "use a later version",
        };
      const found = roleSettings.filter((setting) => each.settings.has(setting));
      const mixed = each.roles.listed !== undefined;
      if (found.length === 0 || !(mixed || gone)) continue;
      yield {
        message: mixed
          ? `${labelOf(each)} has node.roles and ${found.join(", ")}`
          : `${labelOf(each)} has ${found.join(", ")}, which Elasticsearch 8 does not know`,
        at: { path: settingPath(each, found[0] ?? ""), field: "nodeSets.config" },
        seen: found.join(", "),
        allowed: "node.roles",
        hint: mixed ? "leave the others out" : "name the roles in node.roles",
      };
    }
  },
};

const first = version("7.9.0");
const eight = version("8.0.0-0");
