// SPDX-License-Identifier: Apache-2.0
export type { DataServiceStatus } from "./data-services.ts";
export * from "./clouds-yaml.ts";
export * from "./errors.ts";
export { type FlavorFactsOptions, readFlavorFacts } from "./flavor-facts.ts";
export * from "./kept-claims.ts";
export * from "./keystone.ts";
export * from "./kubeconfig.ts";
export * from "./kubernetes-client.ts";
export * from "./kubernetes-revoke.ts";
export * from "./kubernetes-token.ts";
export * from "./openstack-client.ts";
export { type RetryOptions } from "./http.ts";
export { type Surroundings, cloudsYamlPlaces, kubeconfigPlaces, labDirectory } from "./places.ts";
export { type Service, services, unknownServices } from "./services.ts";
export {
  type ForeignSnapshot,
  type Inventory,
  type OwnedObject,
  compareForeign,
  foreignSnapshot,
  inventory,
} from "./openstack-inventory.ts";
export type { OwnedProject, Scope } from "./ownership.ts";
export { type PreflightOptions, preflight } from "./preflight.ts";
export * from "./kubernetes-drift.ts";
export * from "./kubernetes-held.ts";
export { liveObjects, type NamedObject } from "./kubernetes-objects.ts";
export { kubernetesInventory } from "./kubernetes-inventory.ts";
export * from "./kubernetes-status.ts";
export * from "./openstack-status.ts";
export * from "./cleanup.ts";
export * from "./snapshots.ts";
export * from "./sweep.ts";
