// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import {
  workspace,
  workspaceFaults,
  workspaceHost,
  workspaceName,
  workspacePort,
  type WorkspaceProps,
} from "./objects/workspace.ts";

/**
 * A Deployment and its Service that a team starts with. Admitted where the Pod Security Standard "restricted" is enforced, and able to
 * roll over inside a quota that is already full.
 */
export class Workspace extends Construct {
  /** Name of Deployment and Service. */
  readonly name: string;
  /** Name of the Service inside the cluster, `workspace.lugano-2022-nris.svc`. */
  readonly host: string;
  /** Port of the Service. */
  readonly port: number;

  constructor(scope: Construct, id: string, props: WorkspaceProps) {
    super(scope, id);
    this.name = workspaceName(props);
    this.host = workspaceHost(props);
    this.port = workspacePort(props);
    this.node.addValidation({ validate: () => workspaceFaults(props) });
    const { deployment, service } = workspace(props);
    kubeObject(this, "Resource", deployment);
    kubeObject(this, "Service", service);
  }
}
