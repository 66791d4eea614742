// SPDX-License-Identifier: Apache-2.0
import { type Event, type Finding, isoSeconds } from "../model/index.ts";
import type { EventLock } from "./plan.ts";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * When the teams' credentials end: a day after the window. For a window in the past, a rehearsal, midnight UTC a week from
 * now. What the lock says stays, so that a later `up` does not make new credentials, unless the window now ends later or it has passed.
 */
export function credentialsExpire(
  event: Event,
  lock: Pick<EventLock, "credentialsExpire"> | undefined,
  now: Date,
): { readonly at: string; readonly findings: readonly Finding[] } {
  const afterWindow = Math.ceil((Date.parse(event.window.end) + day) / 60_000) * 60_000;
  const locked = lock ? Date.parse(lock.credentialsExpire) : Number.NaN;
  if (locked > now.getTime() && locked >= afterWindow) return { at: isoSeconds(new Date(locked)), findings: [] };
  if (afterWindow > now.getTime()) return { at: isoSeconds(new Date(afterWindow)), findings: [] };
  if (locked > now.getTime()) return { at: isoSeconds(new Date(locked)), findings: [] };
  const at = isoSeconds(new Date(Math.ceil((now.getTime() + 7 * day) / day) * day));
  return {
    at,
    findings: [
      {
        code: "BV270",
        severity: "warning",
        message: `the window is over, so credentials are made to end on ${at}`,
        path: "window.end",
        seen: event.window.end,
        hint: "set window to the days of the event",
      },
    ],
  };
}
