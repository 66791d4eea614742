// SPDX-License-Identifier: Apache-2.0
import type { CheckResult } from "../../check.ts";
import type { LoggedIn } from "../side.ts";

/** One line of a check of the team's own login and project. */
export type OwnResult = Pick<CheckResult, "probe" | "expected" | "outcome" | "seen">;

/** What a team must be able to do, and what its login must be. */
export interface OwnCheck {
  readonly code: string;
  /** Kebab name. */
  readonly check: string;
  /** One sentence. */
  readonly what: string;
  readonly hint: string;
  /** It writes in the team's own project: for rehearsals. */
  readonly destructive?: true | undefined;
  ask(team: LoggedIn): Promise<readonly OwnResult[]>;
}

/** A fact that is so, or was seen otherwise. */
export function fact(probe: string, expected: CheckResult["expected"], holds: boolean, seen: string): OwnResult {
  return holds ? { probe, expected, outcome: "ok" } : { probe, expected, outcome: "red", seen };
}
