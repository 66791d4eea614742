// SPDX-License-Identifier: Apache-2.0
import type { LeftoverReport, RunResult, sharedTeam, TeamResult } from "../../deploy/index.ts";
import type { Context } from "../context.ts";
import { changesText } from "./progress.ts";
import { table } from "./table.ts";
import { count, duration, plain, sentence } from "./text.ts";

export interface SummaryOptions {
  readonly context: Context;
  readonly command: "up" | "destroy";
  /** Event file as the user wrote it. */
  readonly file: string;
  readonly title: string;
}

/** The name that `lib/deploy` gives to the part that the teams share. */
const shared: typeof sharedTeam = "(event)";

/** The last screen of a run: the result, each team, failures with their cause first, the next command. */
export function summary(result: RunResult, options: SummaryOptions): string[] {
  const { context, command, file, title } = options;
  // Stopped before any team began: the findings and the last line say it all.
  if (result.teams.length === 0 && result.exitCode !== 0) return [];
  const { colors } = context;
  const bad = result.teams.filter((team) => !team.ok);
  // What the teams share has a row of its own, and is no team.
  const good = result.teams.filter((team) => team.ok && team.team !== shared);
  const done = command === "up" ? "ready" : "gone";
  const verdict =
    bad.length === 0 ? `${count(good.length, "team")} ${done}` : `${good.length} ${done}, ${bad.length} failed`;
  const lines = [
    "",
    ...table(
      [{ title: "" }, { title: "TEAM" }, { title: "CHANGES" }, { title: "TIME", align: "right" }],
      result.teams.map((team) => [
        team.ok ? colors.green("✓") : colors.red("✗"),
        plain(team.team),
        changesText(team.changes),
        duration(team.seconds),
      ]),
    ),
    "",
    ...bad.flatMap((team) => failure(team, context)),
    ...result.kept.map((object) => `Kept on purpose: ${plain(object)}`),
    ...(result.leftovers === undefined ? [] : leftovers(result.leftovers)),
    colors.bold(`${plain(title)}: ${verdict} in ${duration(result.seconds)}.`),
  ];
  if (command === "up" && good.length > 0)
    lines.push(
      `  look:        ${context.self} status ${file}`,
      `  hand out:    ${context.self} credentials ${file} --team ${good[0]?.team ?? "…"}`,
      `  take away:   ${context.self} destroy ${file}`,
    );
  if (command === "destroy" && bad.length === 0 && result.exitCode === 0)
    lines.push(`  bring back:  ${context.self} up ${file}`);
  return lines;
}

function failure(team: TeamResult, context: Context): string[] {
  const { error } = team;
  if (error === undefined) return [`${context.colors.red("✗")} ${plain(team.team)}: failed without saying why`, ""];
  return [
    `${context.colors.red("✗")} ${plain(team.team)}  ${error.code}  ${plain(error.cause)}`,
    ...(error.exists.length > 0 ? [`    has:    ${plain(shorten(error.exists))}`] : ["    has:    nothing"]),
    ...(error.missing.length > 0 ? [`    misses: ${plain(shorten(error.missing))}`] : []),
    `    log:    ${plain(error.log)}`,
    `    then:   ${plain(error.resume.replace(/^bivouac /, `${context.self} `))}`,
    "",
  ];
}

/** All of a few; of many the first ones and how many more. */
function shorten(names: readonly string[]): string {
  const shown = 6;
  return names.length <= shown
    ? sentence(names)
    : `${names.slice(0, shown).join(", ")} and ${names.length - shown} more (--json lists them)`;
}

function leftovers(report: LeftoverReport): string[] {
  const foreign =
    report.foreignUnchanged === undefined ? "" : ` ${count(report.foreignUnchanged, "foreign object")} unchanged.`;
  return [
    ...report.owned.map(
      (each) =>
        `Left over: ${plain(`${each.service} ${each.kind} ${each.name} (${each.id})${each.team === undefined ? "" : `, team ${each.team}`}`)}`,
    ),
    `${count(report.owned.length, "owned object")} left in both clouds (${count(report.asked, "list")} asked, ${report.unreadable.length} unreadable).${foreign}`,
    ...report.unreadable.map((place) => `  unreadable: ${plain(place)}`),
    ...report.notAsked.map((place) => `  not asked: ${plain(place)}`),
  ];
}
