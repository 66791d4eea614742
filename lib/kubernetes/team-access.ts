// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import { accessFaults, teamAccess, type TeamAccessProps } from "./objects/access.ts";

/**
 * Who may do what in a team's namespace: a ServiceAccount that the team's kubeconfig is made from, and the roles of team, mentors and
 * viewers. None of them can change quota, limits or what the organizers set.
 */
export class TeamAccess extends Construct {
  /** Name of the ServiceAccount; pods do not get its token. */
  readonly serviceAccount: string;

  constructor(scope: Construct, id: string, props: TeamAccessProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => accessFaults(props) });
    const objects = teamAccess(props);
    this.serviceAccount = objects.serviceAccount.metadata.name;
    kubeObject(this, "ServiceAccount", objects.serviceAccount);
    for (const who of ["team", "mentor", "viewer"] as const) {
      const child = `${who.slice(0, 1).toUpperCase()}${who.slice(1)}`;
      const role = kubeObject(this, `${child}Role`, objects[`${who}Role`]);
      kubeObject(this, `${child}Binding`, objects[`${who}Binding`]).addDependency(role);
    }
  }
}
