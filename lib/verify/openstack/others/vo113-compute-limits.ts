// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const computeLimits: OthersCheck = {
  code: "VO113",
  check: "others-compute-quota",
  what: "Nova's quota and usage of another team cannot be read, and no quota can be changed.",
  service: "compute",
  about: "other",
  hint: "look at os_compute_api:os-quota-sets and os-simple-tenant-usage in nova's policy.yaml",
  probes: [
    { api: "GET /v2.1/os-quota-sets/{other_project_id}" },
    { api: "GET /v2.1/os-quota-sets/{other_project_id}/detail" },
    { api: "GET /v2.1/os-simple-tenant-usage/{other_project_id}" },
    {
      api: "GET /v2.1/limits",
      note: "tenant_id of the other",
      query: ({ other }) => `?tenant_id=${other.team.projectId}`,
      adminOnly: true,
    },
    {
      api: "PUT /v2.1/os-quota-sets/{other_project_id}",
      body: () => ({ quota_set: {} }),
      harmless: "sets no limit",
      adminOnly: true,
    },
    {
      api: "PUT /v2.1/os-quota-sets/{my_project_id}",
      body: () => ({ quota_set: {} }),
      harmless: "sets no limit",
      adminOnly: true,
    },
    {
      api: "DELETE /v2.1/os-quota-sets/{other_project_id}",
      harm: "sets its limits back to the cloud's defaults",
      adminOnly: true,
    },
  ],
};
