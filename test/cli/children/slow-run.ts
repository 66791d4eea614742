// SPDX-License-Identifier: Apache-2.0
// A run that creates one server slowly, for interrupts: ends when asked to, or never (argument `stubborn`).
import type { DeployEvent, DeployOptions, RunResult } from "../../../lib/deploy/index.ts";
import { createContext, type Io } from "../../../lib/cli/context.ts";
import { drive } from "../../../lib/cli/run.ts";
import type { LoadedEvent } from "../../../lib/cli/load.ts";

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: {},
  cwd: process.cwd(),
  now: () => new Date(),
};
const changes = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };

async function act(options: DeployOptions): Promise<RunResult> {
  const { signal } = options;
  const tell = (event: DeployEvent): void => options.onEvent(event);
  const at = new Date().toISOString();
  tell({ at, type: "run-start", event: "lugano", teams: ["nris"] });
  tell({ at, type: "team-start", team: "nris" });
  tell({ at, type: "resource", team: "nris", action: "create", resource: "server web-0", state: "start" });
  tell({ at, type: "stage", name: "started" });
  const alive = setInterval(() => {}, 1000);
  await new Promise<void>((done) =>
    signal.addEventListener("abort", () => (process.argv.includes("stubborn") ? undefined : done())),
  );
  clearInterval(alive);
  return {
    exitCode: 130,
    reason: "interrupted",
    teams: [
      {
        team: "nris",
        ok: false,
        seconds: 1,
        changes,
        error: {
          code: "BV410",
          cause: "interrupted",
          exists: ["project"],
          missing: ["server web-0"],
          log: "logs/nris.log",
          resume: "bivouac up event.yaml --team nris",
        },
      },
    ],
    kept: [],
    seconds: 1,
  };
}

const loaded = {
  argument: "event.yaml",
  file: "event.yaml",
  event: { name: "lugano", title: "Lugano" },
} as unknown as LoadedEvent;
const outcome = await drive(createContext(io, {}, "up"), { command: "up", act, file: "event.yaml", loaded });
process.stderr.write(`exit ${outcome.code}: ${outcome.reason ?? ""}\n`);
process.exitCode = outcome.code;
