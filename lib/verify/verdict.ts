// SPDX-License-Identifier: Apache-2.0
import type { CheckResult, TeamVerdict } from "./check.ts";

/** What results come to: go when there are any and each is ok. */
export function verdictOf(team: string, results: readonly CheckResult[], seconds: number): TeamVerdict {
  return { team, go: results.length > 0 && results.every(({ outcome }) => outcome === "ok"), results, seconds };
}

/** Verdicts of several systems as one a team, in the order of `teams`. A team is as slow as its slowest system: they are asked at once. */
export function mergeVerdicts(teams: readonly string[], verdicts: readonly TeamVerdict[]): TeamVerdict[] {
  const byTeam = Map.groupBy(verdicts, ({ team }) => team);
  return teams.map((team) => {
    const own = byTeam.get(team) ?? [];
    return verdictOf(
      team,
      own.flatMap(({ results }) => results),
      Math.max(0, ...own.map(({ seconds }) => seconds)),
    );
  });
}
