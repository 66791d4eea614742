// SPDX-License-Identifier: Apache-2.0
export { AdmissionGuards } from "./admission-guards.ts";
export {
  admissionGuards,
  type Guard,
  guardName,
  type GuardProps as AdmissionGuardsProps,
  guards,
} from "./objects/guards/index.ts";
export { EventChart, eventChart, type EventChartProps } from "./event-chart.ts";
export { TeamAccess } from "./team-access.ts";
export type { AccessNames, TeamAccessProps } from "./objects/access.ts";
export { TeamChart, teamChart, type TeamChartProps } from "./team-chart.ts";
export { teamFaults, teamObjects, type TeamObjectsProps } from "./objects/team.ts";
export { NetworkFloor } from "./network-floor.ts";
export { networkFloor, networkFloorFaults, type NetworkFloorProps } from "./objects/network-floor.ts";
export { TeamIsolation } from "./team-isolation.ts";
export { internetRanges } from "../manifests/index.ts";
export { type ApiServerAccess, isolationFaults, teamIsolation, type TeamIsolationProps } from "./objects/isolation.ts";
export { TeamNamespace } from "./team-namespace.ts";
export type { TeamNamespaceProps } from "./objects/namespace.ts";
export { TeamQuota } from "./team-quota.ts";
export type { Bound, ClaimLimits, ContainerLimits, QuotaLimits, TeamQuotaProps } from "./objects/quota.ts";
export { Workspace } from "./workspace.ts";
export type { WorkspaceProps } from "./objects/workspace.ts";
export {
  manifestYaml,
  renderEvent,
  renderManifests,
  renderTeam,
  type Synthesis,
  SynthesisError,
  synthesize,
} from "./synth.ts";
export type { Json, Manifest } from "./objects/manifest.ts";
export { toYaml } from "./yaml.ts";
export type { TeamOwnedProps } from "./objects/owned.ts";
export { TeamNamespaces, type TeamNamespacesProps } from "./team-namespaces.ts";
export { splitQuota, type SplitQuota } from "./objects/split-quota.ts";
export * from "./web/index.ts";
export * from "./storage/index.ts";
export * from "./data/index.ts";
export { keepGuardRails, type KeepGuardRailsOptions } from "./guard-faults.ts";
