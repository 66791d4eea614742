// SPDX-License-Identifier: Apache-2.0
import { teamPassword } from "../environment/index.ts";
import { asUser, connect, snapshotVolumes } from "../live/index.ts";
import { hasErrors, slug } from "../model/index.ts";
import type { Run } from "./run.ts";

/**
 * Where the teardown policy says `snapshot`, takes one of each data volume, in the team's project, before anything goes.
 * @returns why the team must not be taken down; undefined when it may
 */
export async function takeSnapshots(run: Run, team: string): Promise<string | undefined> {
  const planned = run.plan.teams.find((one) => one.team.id === team)?.team;
  const admin = await run.cloud();
  if (!admin || planned?.teardown.volumes !== "snapshot" || !planned.vms.some(({ volumes }) => volumes.length > 0))
    return undefined;
  const own = await connect(
    asUser(admin.cloud, { name: planned.name, password: teamPassword(run.seed, planned.name), project: planned.name }),
  );
  try {
    const { snapshots, findings } = await snapshotVolumes(own, { event: run.plan.event.name, team: slug(team) });
    for (const finding of findings) run.tell({ type: "finding", finding });
    if (snapshots.length > 0)
      run.tell({
        type: "stage",
        name: "snapshots",
        detail: `${team}: ${snapshots.map(({ name }) => name).join(", ")}`,
      });
    return hasErrors(findings) ? findings.find(({ severity }) => severity === "error")?.message : undefined;
  } finally {
    own.close();
  }
}
