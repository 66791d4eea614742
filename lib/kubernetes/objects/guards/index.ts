// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../manifest.ts";
import { adminOwnedGuard, namespacesGuard, ownerLabelsGuard } from "./admin-owned.ts";
import { boundedTokensGuard } from "./bounded-tokens.ts";
import { foreignVolumesGuard, storageClassesGuard } from "./claims.ts";
import { guardRailsFaults } from "./faults.ts";
import { type Guard, guardObjects, type GuardProps } from "./guard.ts";
import { gatewayObjectsGuard, hostsGuard } from "./hosts.ts";
import { imagesGuard } from "./images.ts";
import { networkPoliciesGuard } from "./network-policies.ts";
import { placementGuard } from "./placement.ts";
import { priorityClassesGuard } from "./priority-classes.ts";
import { roleBindingsGuard } from "./role-bindings.ts";
import { routesGuard } from "./routes.ts";
import { endpointsGuard, servicesGuard } from "./services.ts";

export { guardRailsFaults } from "./faults.ts";
export { type Guard, guardName, guardObjects, type GuardProps } from "./guard.ts";

/** In the order of their names. */
export const guards: readonly Guard[] = [
  adminOwnedGuard,
  boundedTokensGuard,
  endpointsGuard,
  foreignVolumesGuard,
  gatewayObjectsGuard,
  hostsGuard,
  imagesGuard,
  namespacesGuard,
  networkPoliciesGuard,
  ownerLabelsGuard,
  placementGuard,
  priorityClassesGuard,
  roleBindingsGuard,
  routesGuard,
  servicesGuard,
  storageClassesGuard,
];

/** A guard that has something to ask for, and its objects. */
export interface GuardPart {
  readonly name: string;
  readonly policy: Manifest;
  readonly binding: Manifest;
}

export function guardParts(props: GuardProps): readonly GuardPart[] {
  const off = new Map(props.guardRails.off.map(({ guard, reason }) => [guard, reason]));
  return guards.flatMap((guard) => {
    const [policy, binding] = guardObjects(guard, props, off.get(guard.name));
    return policy === undefined || binding === undefined ? [] : [{ name: guard.name, policy, binding }];
  });
}

/**
 * All policies of an event, each followed by its binding. Guards that are `off` refuse nothing: they only note in the audit log what they
 * would have refused, and their bindings carry the reason.
 */
export function admissionGuards(props: GuardProps): readonly Manifest[] {
  return guardParts(props).flatMap(({ policy, binding }) => [policy, binding]);
}

/** All that is wrong with the arguments; for `node.addValidation`. */
export function admissionGuardsFaults(props: GuardProps): string[] {
  const names = guards.map(({ name }) => name);
  const { off } = props.guardRails;
  return [
    ...guardRailsFaults(props.guardRails),
    ...off.flatMap(({ guard, reason }, index) => [
      ...(names.includes(guard) ? [] : [`off: there is no guard "${guard}": the guards are ${names.join(", ")}`]),
      ...(off.findIndex((each) => each.guard === guard) < index ? [`off: guard "${guard}" is named twice`] : []),
      ...(reason.trim() === "" ? [`off: guard "${guard}" has no reason: say why the event does without it`] : []),
    ]),
  ];
}
