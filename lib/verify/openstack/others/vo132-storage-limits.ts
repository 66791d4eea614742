// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

const admin = { adminOnly: true } as const;

export const storageLimits: OthersCheck = {
  code: "VO132",
  check: "others-storage-quota",
  what: "Cinder's quota of another team cannot be read or changed, and its services and pools are hidden.",
  service: "block-storage",
  about: "other",
  hint: "look at volume_extension:quotas and services in cinder's policy.yaml",
  probes: [
    { api: "GET /v3/{project_id}/os-quota-sets/{other_project_id}" },
    { api: "GET /v3/{project_id}/os-quota-sets/{other_project_id}", note: "usage=True", query: () => "?usage=True" },
    {
      api: "PUT /v3/{project_id}/os-quota-sets/{other_project_id}",
      body: ({ other }) => ({ quota_set: { tenant_id: other.team.projectId } }),
      harmless: "names no limit",
      ...admin,
    },
    {
      api: "DELETE /v3/{project_id}/os-quota-sets/{other_project_id}",
      harm: "sets its limits back to the cloud's defaults",
      ...admin,
    },
    { api: "GET /v3/{project_id}/os-services", ...admin },
    { api: "GET /v3/{project_id}/os-hosts", ...admin },
    { api: "GET /v3/{project_id}/scheduler-stats/get_pools", ...admin },
    { api: "DELETE /v3/{project_id}/types/{nothing}", tell: /type/i, harmless: "there is no such type: 404", ...admin },
  ],
};
