// SPDX-License-Identifier: Apache-2.0
export { Clouds, type AdminCloud } from "./clouds.ts";
export { EventEnvironment, type EventEnvironmentArgs, type EventSource } from "./event-environment.ts";
export { report } from "./findings.ts";
export type { EarlierAccess } from "./kubeconfig.ts";
export { loadProject } from "./load-project.ts";
export { needsOpenStack, sharesAnything } from "./needs.ts";
export type { KubernetesOutputs, OpenStackOutputs, TeamOutputs, VmOutputs } from "./outputs.ts";
export { teamPassword } from "./password.ts";
export {
  eventProgram,
  sharedProgram,
  teamProgram,
  type EventOutputs,
  type Program,
  type ProgramOptions,
  type SharedOutputs,
} from "./programs.ts";
export { TeamEnvironment, type TeamEnvironmentArgs } from "./team-environment.ts";
