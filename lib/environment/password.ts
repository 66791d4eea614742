// SPDX-License-Identifier: Apache-2.0
import { createHmac } from "node:crypto";

/**
 * Password of a user of a team's data services, made in the same way.
 * @param user as its Secret is named
 */
export function dataPassword(seed: string, teamName: string, user: string): string {
  return createHmac("sha256", seed).update(`${teamName}/data/${user}`).digest("base64url");
}

/**
 * Password of a team's Keystone user: the same on every run and for nobody to guess without the event's seed.
 * @param seed the event's secret, 32 random bytes or more in any spelling
 * @param teamName `<event>-<team>`
 */
export function teamPassword(seed: string, teamName: string): string {
  return createHmac("sha256", seed).update(`${teamName}/user`).digest("base64url");
}
