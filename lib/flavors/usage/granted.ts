// SPDX-License-Identifier: Apache-2.0
import type { Team } from "../../model/light.ts";
import type { Flavor } from "../flavor.ts";
import type { FlavorSettings } from "../settings.ts";

/** Names of the flavors that the house's list of access gives to the team, by its id or its project. */
export function namesGranted({ grants }: FlavorSettings, team: Pick<Team, "id" | "name">): string[] {
  return namesOf(grants, team);
}

/** Names of the flavors above the caps that were approved for the team. */
export function namesApproved({ approvals }: FlavorSettings, team: Pick<Team, "id" | "name">): string[] {
  return namesOf(approvals, team);
}

/** Flavors that are given to the team by the list of access or by their own. */
export function flavorsGranted(
  flavors: readonly Flavor[],
  settings: FlavorSettings,
  team: Pick<Team, "id" | "name">,
): Flavor[] {
  const names = new Set(namesGranted(settings, team));
  return flavors.filter(
    (flavor) =>
      (flavor.name !== undefined && names.has(flavor.name)) || accessOf(flavor)?.some((each) => isTeam(each, team)),
  );
}

/** Projects that a definition opens the flavor to; undefined when it does not say. */
export function accessOf(flavor: Flavor): string[] | undefined {
  const access = flavor.field("access");
  return Array.isArray(access) ? access.filter((each) => typeof each === "string") : undefined;
}

/** A project is meant by the team's id or by its own name, `<event>-<team>`. */
export function isTeam(project: string, { id, name }: Pick<Team, "id" | "name">): boolean {
  return project === id || project === name;
}

function namesOf(list: Readonly<Record<string, readonly string[]>>, { id, name }: Pick<Team, "id" | "name">): string[] {
  return [...new Set([id, name].flatMap((key) => (Object.hasOwn(list, key) ? (list[key] ?? []) : [])))];
}
