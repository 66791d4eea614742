// SPDX-License-Identifier: Apache-2.0
export { BoundedTokens, type BoundedTokensProps } from "./bounded-tokens.ts";
export { EventChart, eventChart, type EventChartProps } from "./event-chart.ts";
export { TeamAccess } from "./team-access.ts";
export type { AccessNames, TeamAccessProps } from "./objects/access.ts";
export { TeamChart, teamChart, type TeamChartProps } from "./team-chart.ts";
export { internetRanges, TeamIsolation, type TeamIsolationProps } from "./team-isolation.ts";
export { TeamNamespace } from "./team-namespace.ts";
export type { TeamNamespaceProps } from "./objects/namespace.ts";
export { type ContainerLimits, type QuotaLimits, TeamQuota, type TeamQuotaProps } from "./team-quota.ts";
export { Workspace } from "./workspace.ts";
export type { WorkspaceProps } from "./objects/workspace.ts";
export { manifestYaml, renderManifests, renderTeam, type Synthesis, SynthesisError, synthesize } from "./synth.ts";
export type { Json, Manifest } from "./objects/manifest.ts";
export { toYaml } from "./yaml.ts";
export type { TeamOwnedProps } from "./objects/owned.ts";
