// SPDX-License-Identifier: Apache-2.0
import { labelDomain } from "../../model/light.ts";
import type { Manifest } from "./manifest.ts";
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

export function teamNamespace(props: TeamNamespaceProps): Manifest {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: namespaceOf(props),
      labels: { ...teamLabels(props), ...podSecurityLabels(props.podSecurity ?? "restricted") },
      annotations: annotations(props),
    },
  };
}

export function namespaceFaults(props: TeamNamespaceProps): string[] {
  return [...ownerFaults(props), ...expiryFaults(props.expires)];
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
