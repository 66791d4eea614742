// SPDX-License-Identifier: Apache-2.0
import type { OwnCheck } from "./own-check.ts";
import { ownProject } from "./vo102-own-project.ts";
import { roles } from "./vo103-roles.ts";
import { credential } from "./vo104-credential.ts";
import { oneProject } from "./vo105-one-project.ts";
import { ownObjects } from "./vo106-own-objects.ts";
import { ownLimits } from "./vo107-own-limits.ts";
import { ownWrites } from "./vo108-own-writes.ts";

export { type OwnCheck, type OwnResult } from "./own-check.ts";

/** Every check of a team's own login and project, by code. */
export const ownChecks: readonly OwnCheck[] = [
  ownProject,
  roles,
  credential,
  oneProject,
  ownObjects,
  ownLimits,
  ownWrites,
];
