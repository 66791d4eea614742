// SPDX-License-Identifier: Apache-2.0
import type { Spot } from "../../lint/index.ts";
import type { Path, Team, VmGroup } from "../../model/light.ts";
import type { Flavor } from "../flavor.ts";
import type { UsageProblem } from "../rule.ts";
import type { Usage } from "./usage.ts";

/** A VM group of a team with the flavor that it names. */
export interface Use {
  readonly team: Team;
  readonly group: VmGroup;
  /** The first of that name; undefined when the flavors have none. */
  readonly flavor: Flavor | undefined;
  /** Where the group's field is written: at the team, or in the defaults. */
  readonly at: (field: "flavor" | "image" | "rootVolume" | "count") => Spot;
}

/** Every VM group of every team, in the order of the file. */
export function usesOf({ event, document, flavors }: Usage): Use[] {
  const named = new Map<string, Flavor>();
  for (const flavor of flavors)
    if (flavor.name !== undefined && !named.has(flavor.name)) named.set(flavor.name, flavor);
  return event.teams.flatMap((team) =>
    team.vms.map((group) => ({
      team,
      group,
      flavor: named.get(group.flavor),
      at: (field) => spotOf(document?.value, team, ["vms", group.key, field]),
    })),
  );
}

/** Where a team's value is written: at the team, else in the defaults, else the team. */
export function spotOf(document: unknown, team: Pick<Team, "id">, rest: Path): Spot {
  const own = ["teams", team.id, ...rest];
  const base = ["defaults", ...rest];
  const path = !isWritten(document, own) && isWritten(document, base) ? base : own;
  return { path, field: rest.join(".") };
}

/** The team's own key. */
export function teamSpot(team: Pick<Team, "id">): Spot {
  return { path: ["teams", team.id], field: "", key: true };
}

/** A problem of one use; the event's name or the team's is added. */
type UseProblem = Omit<UsageProblem, "subject" | "team">;

/**
 * Problems of single uses as problems of the event: what several teams take from one place of the defaults is said once,
 * for the event.
 */
export function* perPlace(usage: Usage, check: (use: Use) => Iterable<UseProblem>): Iterable<UsageProblem> {
  const found = new Map<string, { readonly problem: UseProblem; readonly teams: Set<string> }>();
  for (const use of usesOf(usage))
    for (const problem of check(use)) {
      const key = JSON.stringify([problem.at.path, problem.message, problem.seen]);
      const known = found.get(key);
      if (known) known.teams.add(use.team.id);
      else found.set(key, { problem, teams: new Set([use.team.id]) });
    }
  for (const { problem, teams } of found.values()) {
    const [only = "", ...more] = teams;
    yield more.length === 0 ? { ...problem, subject: only, team: only } : { ...problem, subject: usage.event.name };
  }
}

function isWritten(document: unknown, path: Path): boolean {
  let value = document;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value !== undefined;
}
