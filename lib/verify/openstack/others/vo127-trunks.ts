// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const trunks: OthersCheck = {
  code: "VO127",
  check: "others-trunks",
  what: "Trunks, address groups and RBAC policies of another team cannot be seen, changed or deleted.",
  service: "network",
  about: "other",
  hint: "look at *_trunk, *_address_group and *_rbac_policy in neutron's policy.yaml",
  probes: [
    { api: "GET /v2.0/trunks/{trunk_id}", on: "trunk", each: true },
    { api: "GET /v2.0/trunks/{trunk_id}/get_subports", on: "trunk" },
    {
      api: "PUT /v2.0/trunks/{trunk_id}",
      on: "trunk",
      body: () => ({ trunk: {} }),
      harmless: "an empty change",
    },
    {
      api: "PUT /v2.0/trunks/{trunk_id}/add_subports",
      on: "trunk",
      body: () => ({ sub_ports: [] }),
      harmless: "adds none",
    },
    { api: "DELETE /v2.0/trunks/{trunk_id}", on: "trunk", harm: "deletes it" },
    { api: "GET /v2.0/address-groups/{address_group_id}", on: "address group", each: true },
    {
      api: "PUT /v2.0/address-groups/{address_group_id}",
      on: "address group",
      body: () => ({ address_group: {} }),
      harmless: "an empty change",
    },
    {
      api: "PUT /v2.0/address-groups/{address_group_id}/remove_addresses",
      on: "address group",
      body: () => ({ addresses: [] }),
      harmless: "removes none",
    },
    { api: "DELETE /v2.0/address-groups/{address_group_id}", on: "address group", harm: "deletes it" },
    { api: "GET /v2.0/rbac-policies/{rbac_policy_id}", on: "RBAC policy", each: true },
    {
      api: "PUT /v2.0/rbac-policies/{rbac_policy_id}",
      on: "RBAC policy",
      body: ({ object }) => ({ rbac_policy: { target_tenant: object["target_tenant"] } }),
      harmless: "the target that it has",
    },
    { api: "DELETE /v2.0/rbac-policies/{rbac_policy_id}", on: "RBAC policy", harm: "takes the share away" },
  ],
};
