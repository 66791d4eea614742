// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { guardRailLabel, ownerLabels, slug, teamName } from "../../model/light.ts";

/** Whom an object belongs to: the arguments that every construct of this folder shares. */
export interface TeamOwnedProps {
  /** Id of the event. */
  readonly event: string;
  /** Id of the team inside the event. */
  readonly team: string;
  /**
   * Namespace of the objects.
   * @default `<event>-<team>`, as TeamNamespace names it
   */
  readonly namespace?: string | undefined;
}

export interface OwnedMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function namespaceOf(props: TeamOwnedProps): string {
  return props.namespace ?? teamName(props.event, props.team);
}

export function teamLabels(props: TeamOwnedProps): Record<string, string> {
  return ownerLabels({ event: props.event, team: slug(props.team), key: "" });
}

/** Metadata of a namespaced object. */
export function ownedMetadata(props: TeamOwnedProps, name: string): OwnedMetadata {
  return { name, namespace: namespaceOf(props), labels: teamLabels(props) };
}

/** Metadata of a namespaced object that holds the team in: the team cannot change it. */
export function guardRailMetadata(props: TeamOwnedProps, name: string): OwnedMetadata {
  return { name, namespace: namespaceOf(props), labels: { ...teamLabels(props), [guardRailLabel]: "true" } };
}

/** Faults of the names that `props` leads to; for `node.addValidation`. */
export function ownerFaults(props: TeamOwnedProps): string[] {
  return [
    ...dnsLabelFaults("namespace", namespaceOf(props)),
    ...labelFaults("event", props.event),
    ...labelFaults("team", slug(props.team)),
  ];
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export function dnsLabelFaults(what: string, value: string): string[] {
  return value.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value)
    ? []
    : [`${what} "${value}" is not a DNS label: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`];
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantityFaults(what: string, value: string): string[] {
  return /^[0-9]+(\.[0-9]+)?(m|k|[MGTPE]|[KMGTPE]i)?$/.test(value)
    ? []
    : [`${what} "${value}" is not a quantity: write 500m, 4, 512Mi or 8Gi`];
}

export function wholeFaults(what: string, value: number, least: number, most: number): string[] {
  return Number.isSafeInteger(value) && value >= least && value <= most
    ? []
    : [`${what} ${value} is not a whole number from ${least} to ${most}`];
}

/** What a chart throws for an object that nobody named. */
export function unnamed(object: ApiObject): Error {
  return new Error(`[${object.node.path}] ${object.kind} has no metadata.name: give it one`);
}

function labelFaults(what: string, value: string): string[] {
  return value.length <= 63 && /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(value)
    ? []
    : [
        `${what} "${value}" cannot be a label value: at most 63 of letters, digits, -, _ and ., with a letter or digit at both ends`,
      ];
}
