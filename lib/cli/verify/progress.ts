// SPDX-License-Identifier: Apache-2.0
import type { CheckResult } from "../../verify/index.ts";
import type { Context } from "../context.ts";
import { count, cut, duration } from "../report/text.ts";

/** Shows that and how far it goes; the answer comes after. */
export interface VerifyProgress {
  onResult(result: CheckResult): void;
  /** Takes away what was drawn. */
  close(): void;
}

const clear = "\r\u001b[0K";

/** In a terminal a line that is redrawn, elsewhere a sign of life every 30 seconds. */
export function verifyProgress(context: Context, teams: number, now: () => number = Date.now): VerifyProgress {
  const begin = now();
  let [asked, red] = [0, 0];
  const text = (): string =>
    `${duration((now() - begin) / 1000)}: ${count(asked, "probe")} of ${count(teams, "team")}, ${red} red`;
  const draw = (): void => void context.io.stdout.write(`${clear}${cut(text(), context.width - 1)}`);
  const timer = context.terminal ? setInterval(draw, 200) : setInterval(() => context.print(`  … ${text()}`), 30_000);
  timer.unref();
  let closed = false;
  return {
    onResult({ outcome }) {
      asked++;
      if (outcome === "red") red++;
    },
    close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      if (context.terminal) context.io.stdout.write(clear);
    },
  };
}
