// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

const admin = { adminOnly: true } as const;

export const networkLimits: OthersCheck = {
  code: "VO126",
  check: "others-network-quota",
  what: "Neutron's quota of another team cannot be read or changed, and agents are hidden.",
  service: "network",
  about: "other",
  hint: "look at *_quota and get_agent in neutron's policy.yaml",
  probes: [
    { api: "GET /v2.0/quotas/{other_project_id}" },
    { api: "GET /v2.0/quotas", ...admin },
    { api: "GET /v2.0/agents", list: "empty", ...admin },
    { api: "DELETE /v2.0/quotas/{other_project_id}", harm: "sets its limits back to the cloud's defaults", ...admin },
  ],
};
