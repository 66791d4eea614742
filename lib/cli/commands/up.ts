// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { refuseDataLoss } from "../data-loss.ts";
import type { Outcome } from "../exit.ts";
import { loadForRun, refuseBadFlavors } from "../load.ts";
import { drive } from "../run.ts";
import { teamsOption } from "../teams.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const loaded = await loadForRun(context, values[0] as string | undefined);
  await refuseBadFlavors(context, loaded);
  const teams = teamsOption(options["team"], loaded.event);
  await refuseDataLoss(context, loaded, teams);
  const { up } = await import("../../deploy/index.ts");
  return drive(context, {
    command: "up",
    act: up,
    file: loaded.argument,
    loaded,
    teams,
    parallel: options["parallel"] as number | undefined,
  });
}
