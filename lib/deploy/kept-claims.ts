// SPDX-License-Identifier: Apache-2.0
import { connectKubernetes, keepClaims } from "../live/index.ts";
import type { Run } from "./run.ts";

/**
 * Before a team's namespace goes: keeps the data of claims that say so.
 * @param kept gets a line for each volume or snapshot that stays
 * @returns why the team must not be taken down; undefined when it may
 */
export async function keepTeamClaims(run: Run, team: string, kept: string[]): Promise<string | undefined> {
  const planned = run.plan.teams.find((one) => one.team.id === team)?.team;
  if (planned?.context === undefined || planned.namespace === undefined) return undefined;
  const cluster = await connectKubernetes(planned.context);
  try {
    const { kept: data, findings } = await keepClaims(cluster, planned.name, { team });
    for (const finding of findings) run.tell({ type: "finding", finding });
    for (const { claim, held } of data) kept.push(`${team}: ${held} with the data of claim ${claim}`);
    if (data.length > 0)
      run.tell({ type: "stage", name: "claims", detail: `${team}: ${data.map(({ held }) => held).join(", ")}` });
    return findings[0]?.message;
  } finally {
    cluster.close();
  }
}
