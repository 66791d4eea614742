// SPDX-License-Identifier: Apache-2.0
import { type Finding, readDocument } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";

/**
 * What the rules say of the data services of the event's teams, at their places in the event file. Loads nothing when no team has any.
 * @param text of the event file
 */
export async function dataFindings(plan: EventPlan, file: string, text: string | undefined): Promise<Finding[]> {
  const teams = plan.teams.filter(({ team }) => team.namespace?.data !== undefined);
  if (teams.length === 0) return [];
  const { teamDataFindings } = await import("../kubernetes/light.ts");
  const document = text === undefined ? undefined : readDocument(text, file).document;
  return teams.flatMap(({ team, credentialsExpire }) =>
    teamDataFindings({ event: plan.event, team, credentialsExpire }).map((finding) => ({
      ...finding,
      file,
      ...document?.locate((finding.path ?? "").split("."), true),
    })),
  );
}
