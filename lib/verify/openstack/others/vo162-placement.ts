// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

const admin = { adminOnly: true } as const;

export const placement: OthersCheck = {
  code: "VO162",
  check: "placement",
  what: "Placement's inventories, allocations and the usage of another team are closed.",
  service: "placement",
  about: "other",
  hint: "look at placement's policy.yaml: all but a project's own usages is for administrators and services",
  probes: [
    { api: "GET /resource_providers", ...admin },
    { api: "GET /allocations/{server_id}", on: "server", ...admin },
    {
      api: "GET /usages",
      note: "project_id of the other",
      microversion: "1.9",
      query: ({ other }) => `?project_id=${other.team.projectId}`,
      ...admin,
    },
    { api: "GET /resource_classes", microversion: "1.2", ...admin },
    {
      api: "DELETE /resource_providers/{nothing}",
      tell: /resource provider/i,
      harmless: "there is no such provider: 404",
      ...admin,
    },
    { api: "DELETE /allocations/{server_id}", on: "server", harm: "the host counts as free", ...admin },
  ],
};
