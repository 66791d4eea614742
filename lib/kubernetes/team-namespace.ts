// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import { namespaceFaults, teamNamespace, type TeamNamespaceProps } from "./objects/namespace.ts";

/**
 * The namespace of one team: says whose it is, whom to ask and until when, and enforces a Pod Security Standard.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class TeamNamespace extends Construct {
  /** Name of the namespace. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: TeamNamespaceProps) {
    super(scope, id);
    const manifest = teamNamespace(props);
    this.name = manifest.metadata.name;
    this.labels = manifest.metadata["labels"] as Record<string, string>;
    this.node.addValidation({ validate: () => namespaceFaults(props) });
    kubeObject(this, "Resource", manifest);
  }
}
