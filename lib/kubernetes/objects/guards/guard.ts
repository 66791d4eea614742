// SPDX-License-Identifier: Apache-2.0
import { type GuardRails, labelDomain, ownerLabels, resourceName, slug } from "../../../model/light.ts";
import type { Json, Manifest } from "../manifest.ts";
import { expressions } from "./cel.ts";

export interface GuardProps {
  /** Id of the event. */
  readonly event: string;
  readonly guardRails: GuardRails;
}

type Operation = "CREATE" | "UPDATE" | "DELETE";

export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly Operation[];
  readonly resources: readonly string[];
}

export interface Validation {
  /** CEL: true when the request may pass. */
  readonly expression: string;
  /** CEL: the value seen, what is allowed, the next step. One line. */
  readonly messageExpression: string;
}

/** What a guard looks at and asks, in CEL. */
export interface GuardSpec {
  readonly resourceRules: readonly ResourceRule[];
  /** Labels that the object carries before or after the request. @default - any */
  readonly objectLabels?: { readonly [key: string]: string } | undefined;
  /** The guard finds the event's objects by its own conditions. @default false: it looks into namespaces with the event's label. */
  readonly everyNamespace?: boolean | undefined;
  /** Requests that it looks at. @default - all */
  readonly conditions?: Readonly<Record<string, string>> | undefined;
  /** In order: each may use those before it. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly validations: readonly Validation[];
  /** A kind of the whole cluster: the guard is asked once for each object of it, as `params`. @default - none */
  readonly params?: { readonly apiVersion: string; readonly kind: string } | undefined;
}

/** Something that neither Pod Security nor rights keep a team from. */
export interface Guard {
  /** Kebab case: the objects are named `<event>-<name>`. */
  readonly name: string;
  /** One sentence, shown when no better one can be made. */
  readonly refuses: string;
  /** What would happen without it. */
  readonly why: string;
  /** undefined: the guard rails ask for nothing here. */
  spec(props: GuardProps): GuardSpec | undefined;
}

export const eventLabel = `${labelDomain}/event`;
export const teamLabel = `${labelDomain}/team`;

/** Kubernetes' own kinds in the version that the apiserver checks the types of expressions by; it converts the others to it. */
export function writes(group: string, ...resources: readonly string[]): ResourceRule {
  const versions = group.startsWith("gateway.") ? ["*"] : ["v1"];
  return { apiGroups: [group], apiVersions: versions, operations: ["CREATE", "UPDATE"], resources };
}

export function guardName(event: string, guard: string): string {
  return resourceName(slug(event), guard);
}

/**
 * The policy and its binding; nothing when the guard rails ask for nothing. With `off` the policy refuses no more: it is only noted in
 * the audit log what it would have refused.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function guardObjects(guard: Guard, props: GuardProps, off?: string): readonly Manifest[] {
  const spec = guard.spec(props);
  if (spec === undefined) return [];
  const name = guardName(props.event, guard.name);
  const labels = ownerLabels({ event: props.event, key: "" });
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name, labels, annotations: { [`${labelDomain}/why`]: `${guard.refuses}: ${guard.why}` } },
      spec: {
        failurePolicy: "Fail",
        ...(spec.params === undefined ? {} : { paramKind: { ...spec.params } }),
        matchConstraints: {
          ...(spec.everyNamespace ? {} : { namespaceSelector: { matchLabels: { [eventLabel]: props.event } } }),
          ...(spec.objectLabels === undefined ? {} : { objectSelector: { matchLabels: spec.objectLabels } }),
          resourceRules: spec.resourceRules.map((rule) => ({ ...rule })),
        },
        ...listed("matchConditions", spec.conditions),
        ...listed("variables", spec.variables),
        validations: spec.validations.map((each) => ({ ...each, message: guard.refuses })),
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name, labels, ...(off === undefined ? {} : { annotations: { [`${labelDomain}/off`]: off } }) },
      spec: {
        policyName: name,
        ...(spec.params === undefined ? {} : { paramRef: { selector: {}, parameterNotFoundAction: "Allow" } }),
        validationActions: [off === undefined ? "Deny" : "Audit"],
      },
    },
  ];
}

function listed(field: string, values: Readonly<Record<string, string>> = {}): Readonly<Record<string, Json>> {
  const entries = expressions(values);
  return entries.length === 0 ? {} : { [field]: entries };
}
