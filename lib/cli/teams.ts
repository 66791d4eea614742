// SPDX-License-Identifier: Apache-2.0
import { type Event, nearest } from "../model/index.ts";
import { CliError } from "./exit.ts";

/** The ids given with `--team`. @returns undefined for all teams. @throws CliError 2 for an id that the event has not */
export function teamsOption(value: unknown, event: Pick<Event, "teams">): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const known = event.teams.map((team) => team.id);
  const asked = value.map(String);
  const unknown = asked.filter((id) => !known.includes(id));
  if (unknown.length === 0) return asked;
  throw new CliError(2, `the event has no team ${unknown.map((id) => `"${id}"`).join(", ")}`, {
    help: [
      ...unknown.flatMap((id) => nearest(id, known, 1)).map((id) => `did you mean --team ${id}?`),
      `teams: ${known.join(", ")}`,
    ],
  });
}
