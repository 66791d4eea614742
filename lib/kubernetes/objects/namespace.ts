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
   * Opens the Pod Security Standard that is enforced from `restricted` to `baseline`, which lets pods run as root. The reason stands on
   * the namespace for everybody to read.
   * @default - restricted
   */
  readonly podSecurity?: { readonly level: "baseline"; readonly reason: string } | undefined;
}

export function teamNamespace(props: TeamNamespaceProps): Manifest {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: namespaceOf(props),
      labels: { ...teamLabels(props), ...podSecurityLabels(props.podSecurity?.level ?? "restricted") },
      annotations: annotations(props),
    },
  };
}

export function namespaceFaults(props: TeamNamespaceProps): string[] {
  return [...ownerFaults(props), ...expiryFaults(props.expires), ...podSecurityFaults(props.podSecurity)];
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
    ...(props.podSecurity === undefined ? {} : { [`${labelDomain}/pod-security-reason`]: props.podSecurity.reason }),
  };
}

function expiryFaults(expires: string | undefined): string[] {
  return expires === undefined || !Number.isNaN(Date.parse(expires))
    ? []
    : [`expires "${expires}" is not an instant: write it like 2022-11-14T17:00:00Z`];
}

function podSecurityFaults(opened: TeamNamespaceProps["podSecurity"]): string[] {
  if (opened === undefined) return [];
  const { level, reason }: { readonly level: string; readonly reason?: unknown } = opened;
  return [
    ...(level === "baseline"
      ? []
      : [`podSecurity "${level}" is not given: write baseline with a reason, or nothing for restricted`]),
    ...(typeof reason === "string" && reason.trim() !== ""
      ? []
      : ["podSecurity is opened without a reason: say why restricted does not do"]),
  ];
}
