// SPDX-License-Identifier: Apache-2.0
import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { labelDomain, ownerLabels, resourceName, slug } from "../model/index.ts";

export interface BoundedTokensProps {
  /** Id of the event. */
  readonly event: string;
}

/**
 * Refuses Secrets that hold a ServiceAccount's token without an end, in every namespace of the event's teams. A team may make Secrets, so
 * it could otherwise give itself an access that outlives its kubeconfig. For the whole cluster: make it once an event and cluster.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class BoundedTokens extends Construct {
  /** Name of the policy and of its binding. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: BoundedTokensProps) {
    super(scope, id);
    this.name = resourceName(slug(props.event), "bounded-tokens");
    const metadata = { name: this.name, labels: ownerLabels({ event: props.event, key: "" }) };
    // Newer than the generated classes, which end with Kubernetes 1.27.
    const apiVersion = "admissionregistration.k8s.io/v1";
    const policy = new ApiObject(this, "Resource", {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata,
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          namespaceSelector: { matchLabels: { [`${labelDomain}/event`]: props.event } },
          resourceRules: [
            { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["secrets"] },
          ],
        },
        validations: [
          {
            expression: "!has(object.type) || object.type != 'kubernetes.io/service-account-token'",
            message:
              "tokens without an end are not given out in this namespace: pods get their own, people ask their organizers",
          },
        ],
      },
    });
    const binding = new ApiObject(this, "Binding", {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata,
      spec: { policyName: this.name, validationActions: ["Deny"] },
    });
    binding.addDependency(policy);
  }
}
