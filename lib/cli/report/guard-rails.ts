// SPDX-License-Identifier: Apache-2.0
import type { Event, Team } from "../../model/index.ts";
import { plain } from "./text.ts";

/** One guard rail that the event file opens, with the reason that it gives. */
export interface OptOut {
  /** Absent for what holds for all teams. */
  readonly team?: string | undefined;
  readonly what: string;
  readonly reason: string;
}

/** Everything that is less strict than the defaults. Nothing is opened in silence. */
export function optOuts(event: Pick<Event, "guardRails" | "teams">): OptOut[] {
  return [
    ...event.guardRails.off.map(({ guard, reason }) => ({ what: `guard ${guard} is off`, reason })),
    ...event.teams.flatMap(({ id, namespace }) =>
      namespace?.podSecurity === undefined
        ? []
        : [
            {
              team: id,
              what: `pods may use all of the standard ${namespace.podSecurity.level}`,
              reason: namespace.podSecurity.reason,
            },
          ],
    ),
  ];
}

/** Lines for the notes of the plan; none when every guard rail is on. */
export function optOutLines(event: Pick<Event, "guardRails" | "teams">): string[] {
  const all = optOuts(event);
  return all.length === 0
    ? []
    : [
        `Guard rails opened: ${all.length}.`,
        ...all.map(({ team, what, reason }) =>
          plain(`  ${team === undefined ? "all teams" : team}: ${what} (${reason})`),
        ),
      ];
}

/** Rows of one team: what its pods may do, and whom they reach. */
export function guardRailRows({ namespace }: Pick<Team, "namespace">): [string, string][] {
  if (namespace === undefined) return [];
  const { podSecurity, internet, exports, imports } = namespace;
  return [
    ["  pods", podSecurity === undefined ? "restricted" : `${podSecurity.level}: ${podSecurity.reason}`],
    ["  reach", `their own namespace and DNS${internet ? ", public addresses" : ""}`],
    ...exports.map(({ name, port, protocol, to }): [string, string] => [
      `  opens ${name}`,
      `${port}/${protocol} to ${to.join(", ")}`,
    ]),
    ...imports.map(({ from, name }): [string, string] => ["  uses", `${name} of ${from}`]),
  ];
}
