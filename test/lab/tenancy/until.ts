// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from "node:timers/promises";

/** Asks again until it is so. @throws Error when it is not so in time */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  limitMs: number = 300_000,
  pauseMs: number = 50,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not in ${limitMs / 1000} s: ${what}`);
    await pause(pauseMs);
  }
}
