// SPDX-License-Identifier: Apache-2.0
import type { Opening, Team } from "./event.ts";
import { matchOpenings } from "./openings.ts";
import type { Path } from "./path.ts";
import type { Report } from "./report.ts";

/** The teams with the openings that both sides asked for; what only one side says is reported. */
export function withOpenings(teams: readonly Team[], report: Report): Team[] {
  const { openings, findings } = matchOpenings(teams);
  const byId = new Map(teams.map((team) => [team.id, team]));
  for (const { team, path, severity, message, seen, allowed, hint } of findings)
    report.add({
      code: severity === "error" ? "BV262" : "BV263",
      severity,
      message,
      path: ["teams", team, ...byName(path, byId.get(team))],
      team,
      seen,
      allowed,
      hint,
    });
  const of = new Map<string, Opening[]>();
  for (const opening of openings)
    for (const id of new Set([opening.exporter.team, opening.importer.team])) {
      const known = of.get(id);
      if (known) known.push(opening);
      else of.set(id, [opening]);
    }
  return teams.map((team) =>
    team.namespace === undefined
      ? team
      : { ...team, namespace: { ...team.namespace, openings: of.get(team.id) ?? [] } },
  );
}

/** In the file exports are a map: their place is their name. */
function byName(path: Path, team: Team | undefined): Path {
  const [section, field, index, ...rest] = path;
  if (field !== "exports" || typeof index !== "number") return path;
  return [section ?? "namespace", field, team?.namespace?.exports[index]?.name ?? index, ...rest];
}
