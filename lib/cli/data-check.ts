// SPDX-License-Identifier: Apache-2.0
import { type Finding, readDocument } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";

/**
 * What the rules say of the data services of the event's teams, at their places in the event file. Loads nothing when no team has any.
 * @param text of the event file
 */
export async function dataFindings(plan: EventPlan, file: string, text: string | undefined): Promise<Finding[]> {
  const teams = withData(plan.teams);
  if (teams.length === 0) return [];
  const { teamDataFindings } = await import("../kubernetes/light.ts");
  return placed(
    teams.flatMap(({ team, credentialsExpire }) => teamDataFindings({ event: plan.event, team, credentialsExpire })),
    file,
    text,
  );
}

export function withData(teams: readonly TeamPlan[]): readonly TeamPlan[] {
  return teams.filter(({ team }) => team.namespace?.data !== undefined);
}

/** At their places in the event file, or of what their section stands in: it may come from the defaults. */
export function placed(findings: readonly Finding[], file: string, text: string | undefined): Finding[] {
  if (findings.length === 0) return [];
  const document = text === undefined ? undefined : readDocument(text, file).document;
  return findings.map((finding) => ({ ...finding, file, ...document?.locate((finding.path ?? "").split("."), true) }));
}
