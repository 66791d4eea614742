// SPDX-License-Identifier: Apache-2.0
import type { CheckResult, TeamVerdict } from "../../../verify/index.ts";
import type { ExitCode } from "../../exit.ts";
import { count } from "../text.ts";

/** What was verified. */
export interface VerifyReport {
  /** Id of the event. */
  readonly event: string;
  readonly title: string;
  /** In the order of the file. */
  readonly teams: readonly TeamVerdict[];
  /** Ctrl-C came before the end. */
  readonly interrupted: boolean;
  /** The command, to run it again. */
  readonly again: string;
}

export interface Counts {
  readonly ok: number;
  readonly red: number;
  readonly unknown: number;
}

export function countsOf(results: readonly CheckResult[]): Counts {
  const number = (wanted: CheckResult["outcome"]): number => results.filter(({ outcome }) => outcome === wanted).length;
  return { ok: number("ok"), red: number("red"), unknown: number("unknown") };
}

/** Exit 1 when anything is red, 4 when something could not be asked, which proves nothing. */
export function endOf({ teams, interrupted }: VerifyReport): { readonly code: ExitCode; readonly reason?: string } {
  if (interrupted) return { code: 130, reason: "interrupted: not everything was asked" };
  const of = (outcome: CheckResult["outcome"]): string[] =>
    teams.filter(({ results }) => results.some((result) => result.outcome === outcome)).map(({ team }) => team);
  const [red, unknown] = [of("red"), of("unknown")];
  if (red.length > 0)
    return { code: 1, reason: `no go for ${red.length} of ${count(teams.length, "team")}: ${red.join(", ")}` };
  if (unknown.length > 0) return { code: 4, reason: `not everything could be asked for ${unknown.join(", ")}` };
  return { code: 0 };
}
