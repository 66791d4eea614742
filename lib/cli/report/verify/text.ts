// SPDX-License-Identifier: Apache-2.0
import type { CheckResult, TeamVerdict } from "../../../verify/index.ts";
import type { Context } from "../../context.ts";
import { table } from "../table.ts";
import { count, duration, plain } from "../text.ts";
import { countsOf, type VerifyReport } from "./report.ts";

/** Probes of one check that are shown one by one. */
const most = 8;

/** A row a team, then what is red, then what could not be asked, and the answer. */
export function verifyText(report: VerifyReport, context: Pick<Context, "colors" | "self">): string[] {
  const { colors } = context;
  const { teams, title, event, again } = report;
  if (teams.length === 0) return [`${plain(title)}: no team has anything there to verify.`];
  const go = teams.filter((team) => team.go).length;
  const reds = sections(teams, "red");
  const unknowns = sections(teams, "unknown");
  return [
    ...table(
      [" ", "TEAM", "VERDICT", "KUBERNETES", "OPENSTACK", "RED", "UNKNOWN", "TIME"].map((title, index) => ({
        title,
        align: index > 2 ? ("right" as const) : ("left" as const),
      })),
      teams.map((team) => row(team, context)),
    ),
    ...reds.flatMap((section) => ["", ...lines(section, colors.red("✗"))]),
    ...unknowns.flatMap((section) => ["", ...lines(section, colors.yellow("?"))]),
    "",
    go === teams.length
      ? colors.green(`GO: ${plain(event)}, ${count(teams.length, "team")}`)
      : colors.red(`NO GO: ${plain(event)}, ${go} of ${count(teams.length, "team")} go`),
    ...(go === teams.length ? [] : [`next: mend what is red, then ${again}   (each code: docs/verify.md)`]),
  ];
}

function row({ team, go, results, seconds }: TeamVerdict, { colors }: Pick<Context, "colors">): string[] {
  const { red, unknown } = countsOf(results);
  const of = (system: CheckResult["system"]): string => {
    const own = results.filter((result) => result.system === system);
    return own.length === 0 ? "–" : `${countsOf(own).ok}/${own.length}`;
  };
  return [
    go ? colors.green("✓") : red > 0 ? colors.red("✗") : colors.yellow("?"),
    plain(team),
    go ? "go" : red > 0 ? "NO GO" : "not proven",
    of("kubernetes"),
    of("openstack"),
    String(red),
    String(unknown),
    duration(seconds),
  ];
}

interface Section {
  readonly team: string;
  readonly results: readonly [CheckResult, ...CheckResult[]];
}

/** Results of one outcome, a section a team and check. */
function sections(teams: readonly TeamVerdict[], outcome: CheckResult["outcome"]): Section[] {
  return teams.flatMap(({ team, results }) =>
    [
      ...Map.groupBy(
        results.filter((result) => result.outcome === outcome),
        ({ code }) => code,
      ).values(),
    ].flatMap(([first, ...more]) => (first === undefined ? [] : [{ team, results: [first, ...more] as const }])),
  );
}

function lines({ team, results }: Section, mark: string): string[] {
  const [{ code, check }] = results;
  const hints = [...new Set(results.flatMap(({ hint }) => hint ?? []))];
  return [
    `${mark} ${plain(team)}  ${code} ${check}`,
    ...results
      .slice(0, most)
      .map(({ probe, expected, seen }) => `    ${plain(probe)}: ${plain(seen ?? "?")} (expected: ${expected})`),
    ...(results.length > most ? [`    and ${results.length - most} more (--format json has all)`] : []),
    ...hints.map((hint) => `    help: ${plain(hint)}`),
  ];
}
