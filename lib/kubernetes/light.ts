// SPDX-License-Identifier: Apache-2.0
// A second door: what the constructs make, as plain data. What is behind it loads no cdk8s.
export { admissionGuards, type GuardProps, guards } from "./objects/guards/index.ts";
export type { Json, Manifest } from "./objects/manifest.ts";
export { teamFaults, teamObjects, type TeamObjectsProps } from "./objects/team.ts";
export { teamDataFindings, teamFootprint } from "./data/team-footprint.ts";
export { toYaml } from "./yaml.ts";
