// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { type Check, cloudChecks, machineChecks } from "../checks.ts";
import type { Context } from "../context.ts";
import type { Outcome } from "../exit.ts";
import { type LoadedEvent, loadForRun } from "../load.ts";
import { plain } from "../report/text.ts";

export async function run(context: Context, values: readonly unknown[]): Promise<Outcome> {
  const argument = (values[0] as string | undefined) ?? (await eventHere(context));
  const loaded = argument === undefined ? undefined : await loadForRun(context, argument);
  const checks = [
    ...(await machineChecks(context, loaded)),
    ...(loaded === undefined ? [notAsked] : await askClouds(context, loaded)),
  ];
  for (const line of checks.flatMap((check) => describe(context, check))) context.print(line);
  const of = (state: Check["state"]): number => checks.filter((check) => check.state === state).length;
  const counts = { fix: of("fix"), warning: of("warning"), fine: of("fine"), notChecked: of("not-checked") };
  context.print(
    `${counts.fix} to fix, ${counts.warning} to know, ${counts.fine} fine, ${counts.notChecked} not checked.`,
  );
  if (counts.fix === 0)
    context.print(
      loaded === undefined
        ? `next: ${context.self} doctor <event.yaml>`
        : `next: ${context.self} up ${loaded.argument}`,
    );
  const json = { ...(loaded === undefined ? {} : { event: loaded.event.name }), ok: counts.fix === 0, counts, checks };
  return counts.fix === 0 ? { code: 0, json } : { code: 1, reason: `${counts.fix} to fix`, json };
}

/** The event of the working directory, when there is one: without it the machine alone is checked. */
async function eventHere(context: Context): Promise<string | undefined> {
  return stat(context.path("event.yaml")).then(
    () => "event.yaml",
    () => undefined,
  );
}

const notAsked: Check = {
  what: "both clouds",
  state: "not-checked",
  seen: "no event file given",
  fix: "bivouac doctor event.yaml",
};

async function askClouds(context: Context, { plan }: LoadedEvent): Promise<Check[]> {
  const { preflight } = await import("../../live/index.ts");
  const checks = cloudChecks(await preflight(plan, { env: context.io.env, cwd: context.io.cwd }));
  if (checks.some((check) => check.state === "fix")) return checks;
  const contexts = new Set(plan.teams.map(({ team }) => team.context).filter((name) => name !== undefined));
  const fine: Check[] = [
    ...(plan.event.clouds.openstack === undefined
      ? []
      : [
          {
            what: `OpenStack ${plan.event.clouds.openstack}`,
            state: "fine" as const,
            seen: "rights, services, images, flavors, networks and room as the event needs them",
          },
        ]),
    ...[...contexts].map((name): Check => ({
      what: `Kubernetes ${name}`,
      state: "fine",
      seen: "reached, with the rights that the event needs",
    })),
  ];
  return [...fine, ...checks];
}

function describe({ colors }: Context, check: Check): string[] {
  const mark = {
    fine: colors.green("✓"),
    warning: colors.yellow("!"),
    fix: colors.red("✗"),
    "not-checked": colors.dim("·"),
  }[check.state];
  const code = check.code === undefined ? "" : `${check.code} `;
  const team = check.team === undefined ? "" : ` (team ${plain(check.team)})`;
  const seen = check.seen === "" ? "" : `: ${plain(check.seen)}`;
  const needed = check.state === "fine" || check.needed === undefined ? "" : `, needs ${plain(check.needed)}`;
  return [
    ` ${mark} ${code}${plain(check.what)}${team}${seen}${needed}`,
    ...(check.fix === undefined || check.state === "fine" ? [] : [`     fix: ${plain(check.fix)}`]),
  ];
}
