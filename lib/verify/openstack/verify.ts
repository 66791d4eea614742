// SPDX-License-Identifier: Apache-2.0
import { unknownServices } from "../../live/index.ts";
import type { CheckResult } from "../check.ts";
import { changes } from "./fingerprint.ts";
import { holdingsOf } from "./holdings.ts";
import { type Planned, plan, resultOf, run } from "./matrix.ts";
import { othersChecks } from "./others/index.ts";
import { type OwnCheck, ownChecks } from "./own/index.ts";
import { type LoggedIn, type NotLoggedIn, logIn } from "./side.ts";
import type { OpenStackTeam, VerifyOpenStackOptions } from "./team.ts";

/**
 * Proves with the teams' own credentials that each works, sees only its project and cannot touch another team's
 * things: every team asks about every other one. What a cloud answers is never thrown: it is a result.
 * @throws the reason of `signal`
 */
export async function verifyOpenStack(
  options: { readonly teams: readonly OpenStackTeam[] } & VerifyOpenStackOptions,
): Promise<CheckResult[]> {
  const { teams, against = teams, onResult, signal } = options;
  const results: CheckResult[] = [];
  const say = (result: CheckResult): void => {
    results.push(result);
    onResult?.(result);
  };
  const all = [...new Map([...against, ...teams].map((team) => [team.id, team])).values()];
  signal?.throwIfAborted();
  const logins = new Map(await Promise.all(all.map(async (team) => [team.id, await logIn(team, options)] as const)));
  const inside = [...logins.values()].filter((login) => "os" in login);
  try {
    for (const { id } of teams) {
      const login = logins.get(id);
      if (login !== undefined) say(loginResult(login));
      if (login !== undefined && "os" in login) {
        for (const result of await ownResults(login, options)) say(result);
        signal?.throwIfAborted();
      }
    }
    const others = against.flatMap(({ id }) => logins.get(id) ?? []);
    const matrix = teams.flatMap(({ id }) => {
      const login = logins.get(id);
      return login !== undefined && "os" in login ? pairs(login, others, options, say) : [];
    });
    const holes = await ask(matrix, say, signal);
    const harmed = inside.filter(({ side }) => against.some(({ id }) => id === side.team.id));
    await Promise.all(harmed.map(async (login) => say(await unchanged(login, holes.has(login.side.team.id)))));
  } finally {
    for (const { os } of inside) os.close();
  }
  return results;
}

interface Asked {
  readonly login: LoggedIn;
  readonly planned: Planned;
}

/** Everything that a team asks; what cannot be asked because the other team could not log in is said at once. */
function pairs(
  me: LoggedIn,
  others: readonly (LoggedIn | NotLoggedIn)[],
  { destructive, gaps }: VerifyOpenStackOptions,
  say: (result: CheckResult) => void,
): Asked[] {
  const offered = othersChecks.filter(({ service }) => me.services.has(service));
  const asked = plan(offered, me.side, me.side, "cloud", { destructive, gaps });
  for (const other of others) {
    if ("os" in other) {
      if (other.side.team.id === me.side.team.id) continue;
      asked.push(...plan(offered, me.side, other.side, "other", { destructive, gaps }));
      for (const { type, reason } of other.side.held.unreadable)
        say({ ...notAsked(me, other.side.team.id), probe: `${type}s of ${other.side.team.id}`, seen: reason });
    } else if (other.team.id !== me.side.team.id)
      say({ ...notAsked(me, other.team.id), probe: `objects of ${other.team.id}`, seen: other.error.message });
  }
  return asked.map((planned) => ({ login: me, planned }));
}

/** @returns ids of the teams of whom something was let through */
async function ask(
  matrix: readonly Asked[],
  say: (result: CheckResult) => void,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const holes = new Set<string>();
  // The client bounds what is in flight per team; deletes come last in each table and must not overtake what is asked of the same object.
  const byAsker = Map.groupBy(matrix, ({ login }) => login);
  await Promise.all(
    [...byAsker].map(async ([{ os }, asked]) => {
      const harmless = asked.filter(({ planned }) => planned.probe.harm === undefined);
      const one = async ({ planned }: Asked): Promise<void> => {
        signal?.throwIfAborted();
        const verdict = await run(os, planned);
        if (verdict.outcome === "red") holes.add(planned.question.other.team.id);
        say(resultOf(planned, verdict));
      };
      await Promise.all(harmless.map(one));
      for (const each of asked) if (each.planned.probe.harm !== undefined) await one(each);
    }),
  );
  return holes;
}

async function ownResults(login: LoggedIn, options: VerifyOpenStackOptions): Promise<CheckResult[]> {
  const { destructive = false, acceptedServices = [] } = options;
  const { team, session } = login.side;
  const answer = async (check: OwnCheck): Promise<CheckResult[]> =>
    (await check.ask(login)).map((own) => ({
      team: team.id,
      system: "openstack",
      code: check.code,
      check: check.check,
      ...own,
      ...(own.outcome === "red" ? { hint: check.hint } : {}),
    }));
  const answers = await Promise.all(ownChecks.filter((check) => check.destructive !== true).map(answer));
  // What is written must not stand in a list that is being read.
  if (destructive) for (const check of ownChecks) if (check.destructive) answers.push(await answer(check));
  const unproven = unknownServices(session).filter((type) => !acceptedServices.includes(type));
  return [
    ...answers.flat(),
    ...unproven.map((type): CheckResult => ({
      team: team.id,
      system: "openstack",
      code: "VO192",
      check: "service-without-proof",
      probe: `service ${type}`,
      expected: "refused",
      outcome: "unknown",
      seen: "the catalog has it and verify has no probes for it",
      hint: "prove its isolation otherwise and accept the service, or take it out of the team's reach",
    })),
  ];
}

function loginResult(login: LoggedIn | NotLoggedIn): CheckResult {
  const result = {
    system: "openstack",
    code: "VO101",
    check: "login",
    probe: "POST /v3/auth/tokens",
    expected: "allowed",
  } as const;
  if ("os" in login) return { team: login.side.team.id, ...result, outcome: "ok" };
  const { team, error } = login;
  const outcome = error.fault === "unreachable" ? "unknown" : "red";
  return { team: team.id, ...result, outcome, seen: error.message, hint: error.details.hint };
}

function notAsked(me: LoggedIn, other: string): Omit<CheckResult, "probe"> {
  return {
    team: me.side.team.id,
    system: "openstack",
    code: "VO191",
    check: "others-inventory",
    expected: "refused",
    outcome: "unknown",
    hint: `mend the login of ${other} (its own result says what fails) and verify again: its own lists say what to ask for`,
  };
}

/** A team works while it is verified: a change alone is no proof of harm, a change and a hole are. */
async function unchanged({ os, side }: LoggedIn, letThrough: boolean): Promise<CheckResult> {
  const { team, held } = side;
  const after = await holdingsOf(os, team.projectId);
  const seen = changes(held, after);
  const result: CheckResult = {
    team: team.id,
    system: "openstack",
    code: "VO190",
    check: "unchanged",
    probe: "its objects before and after",
    expected: "present",
    outcome: "ok",
  };
  if (seen.length === 0) return result;
  return {
    ...result,
    outcome: letThrough ? "red" : "unknown",
    seen: `${seen.slice(0, 5).join("; ")}${seen.length > 5 ? ` and ${seen.length - 5} more` : ""}`,
    hint: letThrough
      ? "close the holes named above, then look at these objects with the team"
      : "no request of another team got through: the team works while it is verified; verify again when it rests",
  };
}
