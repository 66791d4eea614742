// SPDX-License-Identifier: Apache-2.0
import { LiveError, type OpenStack, type Service, connect, services } from "../../live/index.ts";
import { holdingsOf } from "./holdings.ts";
import type { Side, TokenFacts } from "./probe.ts";
import type { OpenStackTeam, VerifyOpenStackOptions } from "./team.ts";

/** A team that is logged in. */
export interface LoggedIn {
  readonly os: OpenStack;
  readonly side: Side;
  /** Services that the catalog offers it. */
  readonly services: ReadonlySet<Service>;
}

/** Why a team could not log in. */
export interface NotLoggedIn {
  readonly team: OpenStackTeam;
  readonly error: LiveError;
}

/** Logs a team in and reads what it owns. @returns the cloud's refusal or silence as data */
export async function logIn(
  team: OpenStackTeam,
  { timeoutMs, concurrency }: VerifyOpenStackOptions,
): Promise<LoggedIn | NotLoggedIn> {
  let os: OpenStack | undefined;
  try {
    os = await connect(team.cloud, { timeoutMs, concurrency, retry: { retries: 2, minDelayMs: 300 } });
    const session = await os.session();
    const [token, held] = await Promise.all([tokenFacts(os, session.token), holdingsOf(os, team.projectId)]);
    const client = os;
    const offered = await Promise.all(
      services.map(async (service) => ((await client.endpoint(service)) === undefined ? [] : [service])),
    );
    return { os, services: new Set(offered.flat()), side: { team, session, token, held } };
  } catch (error) {
    os?.close();
    if (!(error instanceof LiveError)) throw error;
    return { team, error };
  }
}

/** A token may always look at itself. */
async function tokenFacts(os: OpenStack, token: string): Promise<TokenFacts> {
  const { token: facts } = await os.request<{ token: TokenFacts }>("identity", "GET", "/auth/tokens", {
    headers: { "x-subject-token": token },
  });
  return { methods: facts.methods, roles: facts.roles };
}
