// SPDX-License-Identifier: Apache-2.0
import { availableParallelism, freemem } from "node:os";

/** Memory of one team's engine with its two provider plugins, bytes (measured: 120 + 60 + 260 MiB). */
const perTeam = 450 * 1024 * 1024;

/** Teams at a time: a team mostly waits for the clouds, so two a core, as far as memory goes. */
export function defaultParallel(
  teams: number,
  cores: number = availableParallelism(),
  free: number = freemem(),
): number {
  return Math.max(1, Math.min(teams, cores * 2, Math.floor((free * 0.7) / perTeam)));
}

/** Resources at a time within a team: the clouds' own pace, not the machine's. */
export const resourcesAtOnce = 8;
