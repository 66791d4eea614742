// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck, Question } from "../probe.ts";

const admin = { adminOnly: true } as const;
const scopeTo = (id: string, question: Question): unknown => ({
  auth: { identity: { methods: ["token"], token: { id: question.me.session.token } }, scope: { project: { id } } },
});

/** Keystone looks for the object before it asks the policy, so that its 403 and 404 are both a refusal. */
export const identity: OthersCheck = {
  code: "VO170",
  check: "others-identity",
  what: "Another team's project, user, credentials and tokens cannot be seen, used or changed.",
  service: "identity",
  about: "other",
  hint: "list the roles of the team's user (openstack role assignment list --user … --names) and remove all beyond its project",
  probes: [
    {
      api: "POST /v3/auth/tokens",
      note: "scoped to the other's project",
      body: (question) => scopeTo(question.other.team.projectId, question),
      harmless: "a token that is thrown away",
    },
    {
      api: "GET /v3/auth/tokens",
      note: "the other's token",
      headers: ({ other }) => ({ "x-subject-token": other.session.token }),
    },
    { api: "GET /v3/projects/{other_project_id}" },
    {
      api: "PATCH /v3/projects/{other_project_id}",
      body: ({ other }) => ({ project: { name: other.session.projectName } }),
      harmless: "the name that it has",
      ...admin,
    },
    { api: "GET /v3/projects/{other_project_id}/tags" },
    {
      api: "DELETE /v3/projects/{other_project_id}/tags/{nothing}",
      tell: /tag/i,
      harmless: "the tag is not there: 404",
      ...admin,
    },
    { api: "GET /v3/users/{other_user_id}" },
    { api: "GET /v3/users/{other_user_id}/projects" },
    { api: "GET /v3/users/{other_user_id}/groups" },
    {
      api: "PATCH /v3/users/{other_user_id}",
      body: ({ other }) => ({ user: { name: other.session.userName } }),
      harmless: "the name that it has",
      ...admin,
    },
    {
      api: "POST /v3/users/{other_user_id}/password",
      body: () => ({ user: { original_password: "bivouac-verify-wrong", password: "bivouac-verify-0" } }),
      harm: "counts as a failed login of the other",
    },
    { api: "GET /v3/users/{other_user_id}/application_credentials" },
    {
      api: "GET /v3/users/{other_user_id}/application_credentials/{application_credential_id}",
      on: "application credential",
      each: true,
    },
    {
      api: "DELETE /v3/users/{other_user_id}/application_credentials/{nothing}",
      tell: /application credential/i,
      harmless: "there is none such: 404",
      // Not even the owner's, when its own login is a restricted one.
      ...admin,
    },
    { api: "GET /v3/users/{other_user_id}/access_rules" },
    { api: "GET /v3/users/{other_user_id}/credentials/OS-EC2", ...admin },
    { api: "GET /v3/projects/{other_project_id}/users/{other_user_id}/roles", ...admin },
    {
      api: "PUT /v3/projects/{other_project_id}/users/{other_user_id}/roles/{role_id}",
      note: "a role that it has",
      params: { role_id: ({ other }) => other.token.roles[0]?.id },
      harmless: "the grant is there already",
      ...admin,
    },
    {
      api: "PUT /v3/projects/{other_project_id}/users/{my_user_id}/roles/{role_id}",
      params: { role_id: ({ other }) => other.token.roles[0]?.id },
      harm: "lets the asker in",
      undo: (_, { me, other }) =>
        `/projects/${other.team.projectId}/users/${me.session.userId}/roles/${other.token.roles[0]?.id ?? ""}`,
      ...admin,
    },
    {
      api: "POST /v3/users/{my_user_id}/credentials/OS-EC2",
      note: "for the other's project",
      body: ({ other }) => ({ tenant_id: other.team.projectId }),
      harm: "a credential that may log in to the other's project",
      undo: (answer, { me }) =>
        `/users/${me.session.userId}/credentials/OS-EC2/${(answer["credential"] as { access: string }).access}`,
    },
    {
      api: "POST /v3/credentials",
      note: "EC2, for the other's project",
      body: ({ me, other }) => ({
        credential: {
          type: "ec2",
          project_id: other.team.projectId,
          user_id: me.session.userId,
          blob: JSON.stringify({ access: "bivouac", secret: "verify" }),
        },
      }),
      harm: "a credential that may log in to the other's project",
      undo: (answer) => `/credentials/${(answer["credential"] as { id: string }).id}`,
    },
    {
      api: "DELETE /v3/users/{other_user_id}/application_credentials/{application_credential_id}",
      on: "application credential",
      harm: "locks the other out",
    },
    { api: "DELETE /v3/projects/{other_project_id}", harm: "deletes the project", ...admin },
    { api: "DELETE /v3/users/{other_user_id}", harm: "deletes the user", ...admin },
  ],
};
