// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const securityGroups: OthersCheck = {
  code: "VO123",
  check: "others-security-groups",
  what: "Security groups and rules of another team cannot be seen, changed or used.",
  service: "network",
  about: "other",
  hint: "list the RBAC policies of the group (openstack network rbac list --type security_group) and delete the one that shares it",
  probes: [
    { api: "GET /v2.0/security-groups", on: "security group", list: true },
    {
      api: "GET /v2.0/security-groups",
      note: "project_id of the other",
      on: "security group",
      query: ({ other }) => `?project_id=${other.team.projectId}`,
      list: true,
    },
    { api: "GET /v2.0/security-groups/{security_group_id}", on: "security group", each: true },
    {
      api: "PUT /v2.0/security-groups/{security_group_id}",
      on: "security group",
      body: () => ({ security_group: {} }),
      harmless: "an empty change",
    },
    {
      api: "DELETE /v2.0/security-groups/{security_group_id}",
      note: "in use",
      on: "security group",
      pick: (group, { other }) =>
        (other.held.objects.get("port") ?? []).some(
          ({ security_groups: used }) => Array.isArray(used) && used.includes(group["id"]),
        ),
      harmless: "a port uses it: 409",
    },
    { api: "GET /v2.0/security-group-rules", on: "security group rule", list: true },
    { api: "GET /v2.0/security-group-rules/{security_group_rule_id}", on: "security group rule", each: true },
    {
      api: "POST /v2.0/security-group-rules",
      note: "into the other's group",
      on: "security group rule",
      body: ({ object }) => ({
        security_group_rule: Object.fromEntries(
          [
            "security_group_id",
            "direction",
            "ethertype",
            "protocol",
            "port_range_min",
            "port_range_max",
            "remote_ip_prefix",
            "remote_group_id",
          ].flatMap((key) => (object[key] == null ? [] : [[key, object[key]]])),
        ),
      }),
      harmless: "the rule is there already: 409",
    },
    {
      api: "DELETE /v2.0/security-group-rules/{security_group_rule_id}",
      on: "security group rule",
      harm: "closes or opens the other's firewall",
    },
    {
      api: "POST /v2.0/security-group-rules",
      note: "remote_group_id of the other",
      on: "security group",
      pick: (_, { me }) => (me.held.objects.get("security group") ?? []).length > 0,
      body: ({ object, me }) => ({
        security_group_rule: {
          security_group_id: me.held.objects.get("security group")?.[0]?.["id"],
          direction: "ingress",
          ethertype: "IPv4",
          protocol: "tcp",
          port_range_min: 65000,
          port_range_max: 65000,
          remote_group_id: object["id"],
        },
      }),
      harm: "a rule in the asker's group that follows the other's group",
      undo: (answer) => `/security-group-rules/${(answer["security_group_rule"] as { id: string }).id}`,
    },
    {
      api: "DELETE /v2.0/security-groups/{security_group_id}",
      on: "security group",
      pick: (group) => group["name"] !== "default",
      harm: "deletes it when no port uses it",
    },
  ],
};
