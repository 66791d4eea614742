// SPDX-License-Identifier: Apache-2.0
import { type OthersCheck, nothing } from "../probe.ts";

const admin = { adminOnly: true } as const;

export const identityAdmin: OthersCheck = {
  code: "VO171",
  check: "identity-administration",
  what: "Users, projects, roles and grants of the cloud are closed, and a team cannot grant itself anything.",
  service: "identity",
  about: "cloud",
  hint: "the team's user carries a role beyond member, or keystone's policy.yaml is wider than its defaults",
  probes: [
    { api: "GET /v3/users", ...admin },
    { api: "GET /v3/projects", ...admin },
    { api: "GET /v3/roles", ...admin },
    { api: "GET /v3/groups", ...admin },
    { api: "GET /v3/role_assignments", ...admin },
    { api: "GET /v3/policies", ...admin },
    {
      api: "POST /v3/projects",
      body: () => ({ project: { name: "bivouac-verify", domain_id: nothing } }),
      tell: /domain/i,
      refused: [401, 403],
      harmless: "there is no such domain: 404",
      ...admin,
    },
    {
      api: "POST /v3/users",
      body: () => ({ user: { name: "bivouac-verify", domain_id: nothing } }),
      tell: /domain/i,
      refused: [401, 403],
      harmless: "there is no such domain: 404",
      ...admin,
    },
    {
      api: "PUT /v3/projects/{my_project_id}/users/{my_user_id}/roles/{role_id}",
      note: "a role that it has",
      params: { role_id: ({ me }) => me.token.roles[0]?.id },
      harmless: "the grant is there already",
      ...admin,
    },
    {
      api: "PUT /v3/system/users/{my_user_id}/roles/{role_id}",
      params: { role_id: ({ me }) => me.token.roles[0]?.id },
      harm: "a role over the whole cloud",
      undo: (_, { me }) => `/system/users/${me.session.userId}/roles/${me.token.roles[0]?.id ?? ""}`,
      ...admin,
    },
    { api: "DELETE /v3/services/{nothing}", tell: /service/i, harmless: "there is no such service: 404", ...admin },
  ],
};
