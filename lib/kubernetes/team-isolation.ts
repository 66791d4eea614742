// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import { isolationFaults, isolationParts, type TeamIsolationProps } from "./objects/isolation.ts";

/**
 * Who may talk to whom: nothing in or out of the namespace, except between its own pods, to the cluster's DNS and to
 * public addresses, and what is opened by name. Policies only ever add up, so each allowance is one object that can be
 * taken away by itself.
 */
export class TeamIsolation extends Construct {
  constructor(scope: Construct, id: string, props: TeamIsolationProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => isolationFaults(props) });
    for (const part of isolationParts(props))
      if (this.node.tryFindChild(part.id) === undefined) kubeObject(this, part.id, part.manifest);
  }
}
