// SPDX-License-Identifier: Apache-2.0
import { accessGroup, namespaceObjects } from "../../model/light.ts";
import { mentorRules, type PolicyRule, teamRules, viewerRules } from "./access-rules.ts";
import type { Json, Manifest } from "./manifest.ts";
import { guardRailMetadata, namespaceOf, ownerFaults, type TeamOwnedProps } from "./owned.ts";

/** Names by who they are to a team. */
export interface AccessNames {
  readonly members?: readonly string[] | undefined;
  readonly mentors?: readonly string[] | undefined;
  readonly viewers?: readonly string[] | undefined;
}

export interface TeamAccessProps extends TeamOwnedProps {
  /**
   * User names, as the cluster's identity provider gives them, that may do what the team may.
   * @default - only the team's ServiceAccount and the group `<event>-<team>-members`
   */
  readonly members?: readonly string[] | undefined;
  /**
   * User names that may look, read logs and open a shell, but change nothing.
   * @default - only the group `<event>-<team>-mentors`
   */
  readonly mentors?: readonly string[] | undefined;
  /**
   * User names that may look, but read neither logs nor the values of Secrets.
   * @default - only the group `<event>-<team>-viewers`
   */
  readonly viewers?: readonly string[] | undefined;
  /**
   * Groups of the identity provider, by their names there, that may the same as the users.
   * @default - only the groups named after the team
   */
  readonly groups?: AccessNames | undefined;
  /**
   * The team has data services: it may change their custom resources, and mentors and viewers may look at them.
   * @default false
   */
  readonly data?: boolean | undefined;
}

/** Who may do what in a team's namespace. Each role and its binding have the same name. */
export interface TeamAccessObjects {
  readonly serviceAccount: Manifest;
  readonly teamRole: Manifest;
  readonly teamBinding: Manifest;
  readonly mentorRole: Manifest;
  readonly mentorBinding: Manifest;
  readonly viewerRole: Manifest;
  readonly viewerBinding: Manifest;
}

/**
 * The ServiceAccount that the team's kubeconfig is made from, and three roles with their bindings. The namespace's own ServiceAccount
 * `default` is left to its controller: it makes the object within moments of the namespace, so whoever creates it as well finds it taken;
 * it is bound to nothing here, so its token opens nothing.
 */
export function teamAccess(props: TeamAccessProps): TeamAccessObjects {
  const namespace = namespaceOf(props);
  const { serviceAccount, teamRole, mentorRole, viewerRole } = namespaceObjects;
  const { groups = {}, data } = props;
  const subjects = (who: keyof AccessNames): Json[] => [
    subject("Group", accessGroup(namespace, who)),
    ...(groups[who] ?? []).map((name) => subject("Group", name)),
    ...(props[who] ?? []).map((name) => subject("User", name)),
  ];
  return {
    serviceAccount: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { ...guardRailMetadata(props, serviceAccount) },
      automountServiceAccountToken: false,
    },
    teamRole: role(props, teamRole, teamRules(namespace, { data })),
    teamBinding: binding(props, teamRole, [
      { kind: "ServiceAccount", name: serviceAccount, namespace },
      ...subjects("members"),
    ]),
    mentorRole: role(props, mentorRole, mentorRules(namespace, { data })),
    mentorBinding: binding(props, mentorRole, subjects("mentors")),
    viewerRole: role(props, viewerRole, viewerRules(namespace, { data })),
    viewerBinding: binding(props, viewerRole, subjects("viewers")),
  };
}

export function accessFaults(props: TeamAccessProps): string[] {
  const { groups = {} } = props;
  const kinds = ["members", "mentors", "viewers"] as const;
  return [
    ...ownerFaults(props),
    ...kinds.flatMap((who) => props[who] ?? []).flatMap((name) => nameFaults("user", name)),
    ...kinds.flatMap((who) => groups[who] ?? []).flatMap((name) => nameFaults("group", name)),
  ];
}

const rbac = "rbac.authorization.k8s.io";

function role(props: TeamOwnedProps, name: string, rules: readonly PolicyRule[]): Manifest {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "Role",
    metadata: { ...guardRailMetadata(props, name) },
    rules: rules.map((rule) => ({ ...rule })),
  };
}

function binding(props: TeamOwnedProps, name: string, subjects: readonly Json[]): Manifest {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { ...guardRailMetadata(props, name) },
    roleRef: { apiGroup: rbac, kind: "Role", name },
    subjects,
  };
}

function subject(kind: "Group" | "User", name: string): Json {
  return { apiGroup: rbac, kind, name };
}

// A name of the cluster's own parts in an event file would hand the namespace to them, or to everyone.
function nameFaults(what: "user" | "group", name: string): string[] {
  if (name !== "" && !name.startsWith("system:")) return [];
  const article = what === "user" ? "a person" : "a group of people";
  return [`${what} "${name}" is not ${article}: leave out empty and "system:" names`];
}
