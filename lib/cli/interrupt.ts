// SPDX-License-Identifier: Apache-2.0

export interface InterruptHandlers {
  /** Ctrl-C, SIGTERM or a closed terminal, the first time: stop gently. */
  first(): void;
  /** The second time: say what is left; the process then ends with 130. */
  second(): void;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Counts interrupts until the returned function is called. */
export function onInterrupt(handlers: InterruptHandlers): () => void {
  let times = 0;
  let last = 0;
  const handle = (): void => {
    // npx and the terminal may both deliver the same Ctrl-C.
    const now = Date.now();
    if (times > 0 && now - last < 300) return;
    last = now;
    times++;
    if (times === 1) return handlers.first();
    handlers.second();
    process.exit(130);
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
