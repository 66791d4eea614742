// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { labelDomain } from "../model/index.ts";
import { k8s } from "./api.ts";
import { namespaceOf, ownerFaults, teamLabels, type TeamOwnedProps } from "./owned.ts";

export interface TeamNamespaceProps extends TeamOwnedProps {
  /** Whom to ask about the namespace: mail address or chat handle. */
  readonly contact: string;
  /**
   * Name of the team as people know it.
   * @default - no annotation
   */
  readonly title?: string | undefined;
  /**
   * Instant (ISO 8601) after which the namespace may be removed.
   * @default - no annotation
   */
  readonly expires?: string | undefined;
  /**
   * Pod Security Standard that is enforced. Anything but `restricted` lets a team reach the node.
   * @default "restricted"
   */
  readonly podSecurity?: "restricted" | "baseline" | undefined;
}

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
    this.name = namespaceOf(props);
    this.labels = { ...teamLabels(props), ...podSecurityLabels(props.podSecurity ?? "restricted") };
    this.node.addValidation({ validate: () => [...ownerFaults(props), ...expiryFaults(props.expires)] });
    new k8s.KubeNamespace(this, "Resource", {
      metadata: { name: this.name, labels: { ...this.labels }, annotations: annotations(props) },
    });
  }
}

function podSecurityLabels(level: string): Record<string, string> {
  return Object.fromEntries(
    ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, "latest"],
    ]),
  );
}

function annotations(props: TeamNamespaceProps): Record<string, string> {
  return {
    [`${labelDomain}/contact`]: props.contact,
    ...(props.title === undefined ? {} : { [`${labelDomain}/title`]: props.title }),
    ...(props.expires === undefined ? {} : { [`${labelDomain}/expires`]: props.expires }),
  };
}

function expiryFaults(expires: string | undefined): string[] {
  return expires === undefined || !Number.isNaN(Date.parse(expires))
    ? []
    : [`expires "${expires}" is not an instant: write it like 2022-11-14T17:00:00Z`];
}
