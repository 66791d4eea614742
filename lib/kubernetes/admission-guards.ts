// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import { admissionGuardsFaults, guardParts, type GuardProps } from "./objects/guards/index.ts";

/**
 * Refuses in every namespace of the event's teams what neither Pod Security nor rights keep them from: images, hosts, Services, nodes,
 * classes and volumes of others, and changes of what holds them in. For the whole cluster: make it once an event and cluster.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class AdmissionGuards extends Construct {
  /** Names of the policies, `<event>-<guard>`. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, props: GuardProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => admissionGuardsFaults(props) });
    this.names = guardParts(props).map(({ name, policy, binding }) => {
      const made = kubeObject(this, name, policy);
      kubeObject(this, `${name}-binding`, binding).addDependency(made);
      return policy.metadata.name;
    });
  }
}
