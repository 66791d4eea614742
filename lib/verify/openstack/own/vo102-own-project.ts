// SPDX-License-Identifier: Apache-2.0
import { type OwnCheck, fact } from "./own-check.ts";

export const ownProject: OwnCheck = {
  code: "VO102",
  check: "own-project",
  what: "The credential leads to the team's project.",
  hint: "write the team's files anew (bivouac credentials) and hand them out again",
  ask: ({ side: { team, session } }) =>
    Promise.resolve([
      fact(
        `POST /v3/auth/tokens: project ${team.projectId}`,
        "present",
        session.projectId === team.projectId,
        `project ${session.projectId ?? "none"} (${session.projectName ?? "unscoped"})`,
      ),
    ]),
};
