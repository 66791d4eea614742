// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { accessGroup, namespaceObjects } from "../model/index.ts";
import { k8s } from "./api.ts";
import { mentorRules, teamRules } from "./access-rules.ts";
import { namespaceOf, guardRailMetadata, ownerFaults, type TeamOwnedProps } from "./objects/owned.ts";

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
}

/**
 * Who may do what in a team's namespace: a ServiceAccount that the team's kubeconfig is made from, the team's Role, and
 * the mentors' Role. Neither Role can change the quota, the network policies or the rights themselves.
 */
export class TeamAccess extends Construct {
  /** Name of the ServiceAccount; pods do not get its token. */
  readonly serviceAccount: string = namespaceObjects.serviceAccount;

  constructor(scope: Construct, id: string, props: TeamAccessProps) {
    super(scope, id);
    const namespace = namespaceOf(props);
    const members = props.members ?? [];
    const mentors = props.mentors ?? [];
    this.node.addValidation({
      validate: () => [...ownerFaults(props), ...[...members, ...mentors].flatMap(userFaults)],
    });
    new k8s.KubeServiceAccount(this, "ServiceAccount", {
      metadata: guardRailMetadata(props, this.serviceAccount),
      automountServiceAccountToken: false,
    });
    const grant = (child: string, name: string, rules: readonly k8s.PolicyRule[], subjects: k8s.Subject[]): void => {
      const role = new k8s.KubeRole(this, `${child}Role`, {
        metadata: guardRailMetadata(props, name),
        rules: [...rules],
      });
      const binding = new k8s.KubeRoleBinding(this, `${child}Binding`, {
        metadata: guardRailMetadata(props, name),
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
        subjects,
      });
      binding.addDependency(role);
    };
    grant("Team", namespaceObjects.teamRole, teamRules(namespace), [
      { kind: "ServiceAccount", name: this.serviceAccount, namespace },
      subject("Group", accessGroup(namespace, "members")),
      ...members.map((name) => subject("User", name)),
    ]);
    grant("Mentor", namespaceObjects.mentorRole, mentorRules(namespace), [
      subject("Group", accessGroup(namespace, "mentors")),
      ...mentors.map((name) => subject("User", name)),
    ]);
  }
}

function subject(kind: "Group" | "User", name: string): k8s.Subject {
  return { apiGroup: "rbac.authorization.k8s.io", kind, name };
}

// A name of the cluster's own parts in an event file would hand the namespace to them, or to everyone.
function userFaults(name: string): string[] {
  return name === "" || name.startsWith("system:")
    ? [`user "${name}" is not a person: leave out empty and "system:" names`]
    : [];
}
