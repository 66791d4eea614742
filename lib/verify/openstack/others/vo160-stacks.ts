// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck, Question } from "../probe.ts";

const params = {
  stack_name: ({ object }: Question) => String(object["stack_name"]),
  stack_id: ({ object }: Question) => String(object["id"]),
};

/** Heat takes the project of the path and of the token: they must be one. */
export const stacks: OthersCheck = {
  code: "VO160",
  check: "others-stacks",
  what: "Stacks of another team cannot be seen, changed or deleted.",
  service: "orchestration",
  about: "other",
  hint: "look for roles of the team's user beyond its project, and at stacks:* in heat's policy.yaml",
  probes: [
    { api: "GET /v1/{tenant_id}/stacks", on: "stack", list: true },
    {
      api: "GET /v1/{tenant_id}/stacks",
      note: "global_tenant",
      on: "stack",
      query: () => "?global_tenant=True",
      list: true,
    },
    { api: "GET /v1/{other_project_id}/stacks", on: "stack" },
    { api: "GET /v1/{tenant_id}/stacks/{stack_name}/{stack_id}", on: "stack", each: true, params },
    { api: "GET /v1/{other_project_id}/stacks/{stack_name}/{stack_id}", on: "stack", params },
    { api: "GET /v1/{tenant_id}/stacks/{stack_name}/{stack_id}/template", on: "stack", params },
    { api: "GET /v1/{tenant_id}/stacks/{stack_name}/{stack_id}/resources", on: "stack", params },
    {
      api: "PATCH /v1/{tenant_id}/stacks/{stack_name}/{stack_id}",
      on: "stack",
      params,
      body: () => ({ parameters: {} }),
      harm: "updates the stack",
    },
    {
      api: "POST /v1/{tenant_id}/stacks/{stack_name}/{stack_id}/actions",
      note: "suspend",
      on: "stack",
      params,
      body: () => ({ suspend: null }),
      harm: "suspends all it made",
    },
    { api: "DELETE /v1/{tenant_id}/stacks/{stack_name}/{stack_id}", on: "stack", params, harm: "deletes all it made" },
    {
      api: "DELETE /v1/{other_project_id}/stacks/{stack_name}/{stack_id}",
      on: "stack",
      params,
      harm: "deletes all it made",
    },
  ],
};
