// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const serverGroups: OthersCheck = {
  code: "VO111",
  check: "others-server-groups",
  what: "Server groups of another team cannot be seen or deleted.",
  service: "compute",
  about: "other",
  hint: "look at os_compute_api:os-server-groups in nova's policy.yaml",
  probes: [
    { api: "GET /v2.1/os-server-groups", on: "server group", list: true },
    {
      api: "GET /v2.1/os-server-groups",
      note: "all_projects",
      on: "server group",
      query: () => "?all_projects=True",
      list: true,
    },
    { api: "GET /v2.1/os-server-groups/{server_group_id}", on: "server group", each: true },
    { api: "DELETE /v2.1/os-server-groups/{server_group_id}", on: "server group", harm: "deletes it" },
  ],
};
