// SPDX-License-Identifier: Apache-2.0
export { destroy } from "./destroy.ts";
export { engineVersion, findEngine, type Engine } from "./engine.ts";
export { outputs } from "./outputs.ts";
export { lockHolder, type LockHolder } from "./run-lock.ts";
export { stateDir, type StateDir } from "./state-dir.ts";
export {
  type Changes,
  type DeployEvent,
  type DeployNews,
  type DeployOptions,
  type Leftover,
  type LeftoverReport,
  type ResourceAction,
  type RunResult,
  RunStop,
  sharedTeam,
  type StackOutput,
  type TeamError,
  type TeamResult,
} from "./types.ts";
export { up, type Programs } from "./up.ts";
