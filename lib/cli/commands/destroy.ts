// SPDX-License-Identifier: Apache-2.0
import { createInterface } from "node:readline/promises";
import type { Event } from "../../model/index.ts";
import type { Context } from "../context.ts";
import { CliError, type Outcome } from "../exit.ts";
import { loadForRun } from "../load.ts";
import { count, sentence } from "../report/text.ts";
import { drive } from "../run.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const loaded = await loadForRun(context, values[0] as string | undefined);
  // A team that has left the file may still have a stack, so any id is passed on.
  const teams = options["team"] as readonly string[] | undefined;
  if (options["yes"] !== true) await confirm(context, loaded.event, loaded.argument, teams);
  const { destroy } = await import("../../deploy/index.ts");
  return drive(context, {
    command: "destroy",
    act: destroy,
    file: loaded.argument,
    loaded,
    teams,
    parallel: options["parallel"] as number | undefined,
  });
}

/** The name must be typed: `y` is typed too easily. */
async function confirm(
  context: Context,
  event: Event,
  file: string,
  teams: readonly string[] | undefined,
): Promise<void> {
  const { io } = context;
  const again = `${context.self} destroy ${file}${(teams ?? []).map((team) => ` --team ${team}`).join("")} --yes`;
  if (!context.terminal || io.stdin.isTTY !== true)
    throw new CliError(2, "destroy asks before it deletes, and nobody can answer here", { help: [`fix: ${again}`] });
  const chosen = event.teams.filter((team) => teams === undefined || teams.includes(team.id));
  const data = (fate: string): string[] =>
    chosen
      .filter((team) => team.teardown.volumes === fate && team.vms.some((vm) => vm.volumes.length > 0))
      .map((team) => team.id);
  context.print(
    `This deletes ${teams === undefined ? `the whole event: ${count(chosen.length, "team")}` : sentence([...teams])} of ${event.title}.`,
  );
  for (const [fate, what] of [
    ["delete", "Deletes the data volumes of"],
    ["snapshot", "Takes a snapshot of the data volumes first:"],
    ["keep", "Keeps the data volumes of"],
  ] as const)
    if (data(fate).length > 0) context.print(`  ${what} ${sentence(data(fate))}.`);
  const prompt = createInterface({ input: io.stdin, output: process.stdout });
  const answer = await prompt
    .question(`Type the event's name (${event.name}) to go on: `)
    .finally(() => prompt.close());
  if (answer.trim() !== event.name) throw new CliError(2, "not confirmed; nothing was deleted");
}
